/**
 * Right and wrong: what a reviewer says of groups, kept in the page until it is exported. Nothing leaves the file unless
 * somebody saves it.
 */

import type { Outcome } from '../../core/decision.ts';
import { RULE_OUTCOMES } from '../../core/policy.ts';
import type { DecisionGroup } from '../report.ts';
import { casesYaml, isMarkable, type Mark, opposite } from './cases.ts';
import { count, h } from './dom.ts';

/** The marks of a page. */
export type Marks = { readonly control: (group: DecisionGroup) => Node; readonly bar: HTMLElement };

/** Creates the marks and the bar that exports them. */
export function createMarks(): Marks {
  const marks = new Map<DecisionGroup, Mark>();
  const told = h('p', { role: 'status' });
  const preview = h('pre', { tabindex: 0, 'aria-label': 'Policy cases' });
  const bar = h('aside', { class: 'marks', hidden: true, 'aria-label': 'Marks' });
  const changed = () => {
    bar.hidden = marks.size === 0;
    told.textContent = `${count(marks.size)} ${marks.size === 1 ? 'group' : 'groups'} marked`;
    preview.textContent = casesYaml([...marks.values()]);
  };
  const save = h(
    'button',
    { type: 'button', click: () => download(casesYaml([...marks.values()])) },
    'Save as cases.yaml',
  );
  bar.append(told, save, h('details', {}, h('summary', {}, 'Show'), preview));
  return { control: (group) => controlFor(group, marks, changed), bar };
}

function controlFor(group: DecisionGroup, marks: Map<DecisionGroup, Mark>, changed: () => void): Node {
  if (!isMarkable(group)) return h('span', { class: 'none' }, 'no case');
  const expected = expectedSelect(group);
  const buttons = [true, false].map((right) => markButton(group, right));
  const show = () => {
    const mark = marks.get(group);
    for (const [index, button] of buttons.entries())
      button.setAttribute('aria-pressed', String(mark?.right === (index === 0)));
    expected.hidden = mark === undefined || mark.right;
  };
  const set = (right: boolean) => {
    if (marks.get(group)?.right === right) marks.delete(group);
    else marks.set(group, { group, right, expected: right ? group.outcome : outcomeIn(expected) });
    show();
    changed();
  };
  for (const [index, button] of buttons.entries()) button.addEventListener('click', () => set(index === 0));
  expected.addEventListener('change', () => {
    marks.set(group, { group, right: false, expected: outcomeIn(expected) });
    changed();
  });
  const before = marks.get(group);
  if (before !== undefined && !before.right) expected.value = before.expected;
  show();
  return h('span', { class: 'mark' }, ...buttons, expected);
}

function markButton({ outcome, domain }: DecisionGroup, right: boolean): HTMLElement {
  const word = right ? 'right' : 'wrong';
  const label = `${word}: ${outcome} for ${domain ?? 'no usable address'}`;
  return h('button', { type: 'button', class: `quiet ${word}`, 'aria-pressed': 'false', 'aria-label': label }, word);
}

function expectedSelect(group: DecisionGroup): HTMLSelectElement {
  const options = RULE_OUTCOMES.filter((outcome) => outcome !== group.outcome).map((outcome) =>
    h('option', { value: outcome }, outcome),
  );
  const select = h(
    'select',
    { 'aria-label': `what it shall be for ${group.domain ?? 'no usable address'}`, hidden: true },
    ...options,
  );
  select.value = opposite(group.outcome);
  return select;
}

function outcomeIn(select: HTMLSelectElement): Outcome {
  return RULE_OUTCOMES.find((outcome) => outcome === select.value) ?? 'code';
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/yaml' }));
  h('a', { href: url, download: 'cases.yaml' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
