/**
 * The report's page: reads the report that the file carries and draws it. Makes no request of any kind.
 */
import type { ReviewReport } from '../report.ts';
import { accountOfPeriod, policyTexts } from './account.ts';
import { chart, chartTable } from './chart.ts';
import { companionMoves } from './companion.ts';
import { count, h, moment, share } from './dom.ts';
import { floods } from './floods.ts';
import { createMarks } from './marks.ts';
import { observed } from './observed.ts';
import {
  candidate,
  collisions,
  decisionGroups,
  degradedMinutes,
  policies,
  slowest,
  withheldGroups,
} from './sections.ts';

const THEMES = ['auto', 'light', 'dark'];

function section(id: string, title: string, what: string | Node, ...content: readonly Node[]): HTMLElement {
  return h(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    h('p', { class: 'what' }, what),
    ...content,
  );
}

function markingHint(): Node {
  const text =
    'Alike in outcome, domain, rules and reason. Mark what is right or wrong, and save the marks as cases that ';
  return h('span', {}, text, h('code', {}, 'signup-guard test'), ' runs.');
}

function cards({ records, outcomes, withheld, degraded }: ReviewReport): HTMLElement {
  const all = Object.values(withheld).reduce((sum, value) => sum + value, 0);
  const card = (name: string, word: string, value: number, of: number | null) =>
    h(
      'li',
      { class: `card ${name}` },
      h('span', { class: 'word' }, word),
      h('strong', {}, count(value)),
      h('span', { class: 'share' }, of === null ? '' : share(value, of)),
    );
  return h(
    'ul',
    { class: 'cards' },
    card('records', 'decisions', records, null),
    card('approve', 'approved', outcomes['approve'] ?? 0, records),
    card('code', 'left to the code', outcomes['code'] ?? 0, records),
    card('deny', 'refused', outcomes['deny'] ?? 0, records),
    card('held', 'attributes withheld', all, null),
    card('degraded', 'degraded minutes', degraded.total, null),
  );
}

function header(report: ReviewReport, themed: () => void): HTMLElement {
  const environments = [...new Set(report.policies.map(({ environment }) => environment ?? 'unknown'))].join(', ');
  const skipped = report.skipped === 0 ? '' : ` ${count(report.skipped)} lines were no decisions.`;
  const undated = report.undated === 0 ? '' : ` ${count(report.undated)} records carry no time.`;
  return h(
    'header',
    {},
    h(
      'div',
      {},
      h('h1', {}, 'Sign-up decisions'),
      h('p', {}, `${environments}: ${moment(report.from)} to ${moment(report.to)} UTC.${skipped}${undated}`),
    ),
    themeButton(themed),
  );
}

function themeButton(themed: () => void): HTMLElement {
  let theme = 0;
  const button = h('button', { type: 'button', class: 'quiet' }, 'Theme: auto');
  button.addEventListener('click', () => {
    theme = (theme + 1) % THEMES.length;
    document.documentElement.dataset['theme'] = THEMES[theme];
    button.textContent = `Theme: ${THEMES[theme]}`;
    themed();
  });
  return button;
}

function navigation(sections: readonly HTMLElement[]): HTMLElement {
  const links = sections.map((one) =>
    h('li', {}, h('a', { href: `#${one.id}` }, one.querySelector('h2')?.textContent ?? '')),
  );
  return h('nav', { 'aria-label': 'Sections' }, h('ul', {}, ...links));
}

function draw(report: ReviewReport): void {
  const marks = createMarks();
  const place = h('div', {
    class: 'chart',
    role: 'img',
    'aria-label': 'Outcomes over time, stacked; the same numbers are in the table below',
  });
  const account = accountOfPeriod(report);
  const sections = [
    ...(account.length === 0
      ? []
      : [section('account', 'Account of the period', 'What is asked of a period, on a page of its own.', ...account)]),
    section('timeline', 'Over time', 'How many sign-ups came to which outcome.', place, chartTable(report.timeline)),
    section('groups', 'Decisions', markingHint(), decisionGroups(report, marks)),
    section(
      'withheld',
      'Withheld',
      'A rule would have verified these attributes; the guard did not.',
      withheldGroups(report),
    ),
    section('collisions', 'Collisions', 'Users whose address others signed up with, by hash.', collisions(report)),
    ...(Object.keys(report.companion).length === 0
      ? []
      : [
          section(
            'companion',
            'Companion',
            'The function that the pool called before would have moved an address that is held.',
            companionMoves(report),
          ),
        ]),
    ...(report.floods.total === 0
      ? []
      : [
          section(
            'floods',
            'Beyond a limit',
            'Keys whose attempts went beyond the count of a rule, by hash; rules that only observe count, too.',
            floods(report),
          ),
        ]),
    ...(report.observedGroups.total === 0
      ? []
      : [
          section(
            'observed',
            'Observed',
            'Decisions in which rules that only observe would have taken part; none of them did.',
            observed(report),
          ),
        ]),
    section(
      'policies',
      'Policies',
      'What changed with each policy, by its digest.',
      policies(report),
      ...policyTexts(report),
    ),
    ...(report.candidate.total === 0
      ? []
      : [section('candidate', 'Candidate', 'What the shadow policy would have decided.', candidate(report))]),
    section(
      'degraded',
      'Degraded',
      'Minutes in which an answer was given with less than it should have known.',
      degradedMinutes(report),
    ),
    section('slowest', 'Slowest', 'Cognito waits five seconds.', slowest(report)),
  ];
  let redraw = () => {};
  document.body.append(
    header(report, () => redraw()),
    navigation(sections),
    h('main', {}, cards(report), ...sections),
    marks.bar,
  );
  if (report.timeline.at.length > 0) redraw = chart(place, report.timeline, report.account?.changes ?? []);
  else place.replaceWith(h('p', { class: 'empty' }, 'No record carries a time.'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw());
}

draw(JSON.parse(document.getElementById('report')?.textContent ?? '{}') as ReviewReport);
