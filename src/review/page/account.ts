/**
 * The first page of a report, which stands for itself in print: what an auditor asks of a period.
 */
import { OUTCOMES } from '../../core/decision.ts';
import { changesWithin, type PolicyText, ruleText, silentRules, untold } from '../account.ts';
import type { Counts, ReviewReport } from '../report.ts';
import { badge, count, h, second, share, short } from './dom.ts';

/** The account, or nothing where the report has none. */
export function accountOfPeriod(report: ReviewReport): readonly Node[] {
  const { account } = report;
  if (account === undefined) return [];
  const { since, until, texts } = account;
  const period = `${second(since ?? report.from)} to ${second(until ?? report.to)}`;
  return [
    h('p', { class: 'period' }, `${period}. Decisions from ${second(report.from)} to ${second(report.to)}.`),
    part(
      'By outcome',
      facts(
        OUTCOMES.map((name) => [badge(name), report.outcomes[name] ?? 0]),
        report.records,
      ),
    ),
    part('Approvals by what they rest on', facts(pairs(report.approvals), report.outcomes['approve'] ?? 0)),
    part('By rule', rules(report.rules, texts, report.records)),
    part('Policies in force', policiesInForce(report)),
    part('Who changed the policy', changes(report)),
    part('Degraded', h('p', {}, degradedWords(report))),
    part('Rules that never decided', h('p', {}, silentWords(report, texts))),
    part('What this log cannot tell', h('ul', {}, ...untold(report, account).map((text) => h('li', {}, text)))),
  ];
}

function part(title: string, content: Node): Node {
  return h('div', { class: 'part' }, h('h3', {}, title), content);
}

function pairs(counts: Counts): readonly (readonly [string, number])[] {
  return Object.entries(counts);
}

function facts(rows: readonly (readonly [Node | string, number])[], whole: number): Node {
  if (rows.every(([, value]) => value === 0)) return h('p', { class: 'empty' }, 'none');
  const cells = rows
    .filter(([, value]) => value > 0)
    .map(([name, value]) => h('li', {}, name, ` ${count(value)} (${share(value, whole)})`));
  return h('ul', { class: 'facts' }, ...cells);
}

function rules(counts: Counts, texts: readonly PolicyText[], records: number): Node {
  const rows = pairs(counts).map(([id, value]) => {
    const text = ruleText(id, texts);
    const written = text === null ? null : h('pre', {}, text);
    return h('li', {}, h('code', {}, id), ` ${count(value)} (${share(value, records)})`, written);
  });
  return rows.length === 0 ? h('p', { class: 'empty' }, 'no rule decided') : h('ul', { class: 'rules' }, ...rows);
}

function policiesInForce({ policies }: ReviewReport): Node {
  const rows = policies.map(({ environment, digest, first, last, count: n }) =>
    h(
      'li',
      {},
      short(digest, 'no policy'),
      ` ${environment ?? ''}: ${second(first)} to ${second(last)}, ${count(n)} decisions`,
    ),
  );
  return rows.length === 0 ? h('p', { class: 'empty' }, 'none') : h('ul', {}, ...rows);
}

function changes(report: ReviewReport): Node {
  const { account } = report;
  if (account === undefined || account.changes.length === 0) {
    return h('p', { class: 'empty' }, 'not asked: --history ENVIRONMENT reads it from Parameter Store');
  }
  const rows = changesWithin(account, report).map(({ at, environment, version, by, digest, message, change }) =>
    h(
      'li',
      {},
      `${second(at)}: ${environment} version ${version}, `,
      short(digest, 'no policy'),
      `, by ${by ?? 'somebody unknown'}${message === null ? '' : `: “${message}”`}${change === null ? '' : ` (${change})`}`,
    ),
  );
  return rows.length === 0 ? h('p', {}, 'Nobody changed it in this period.') : h('ul', {}, ...rows);
}

function degradedWords({ degraded }: ReviewReport): string {
  return degraded.total === 0
    ? 'Policy, directory and claims were there whenever they were asked.'
    : `In ${count(degraded.total)} minutes an answer was given with less than it should have known.`;
}

function silentWords(report: ReviewReport, texts: readonly PolicyText[]): string {
  if (texts.length === 0) return 'Not known: no policy text is at hand.';
  return silentRules(report, texts).join(', ') || 'none';
}

/** The texts of the policies, the rules that decided marked. */
export function policyTexts(report: ReviewReport): readonly Node[] {
  return (report.account?.texts ?? []).map(({ label, digest, text, rules: spans }) => {
    const deciding = spans.filter(({ id }) => Object.hasOwn(report.rules, id));
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line, index) => {
        const marked = deciding.some(({ first, last }) => index + 1 >= first && index + 1 <= last);
        return h(marked ? 'mark' : 'span', {}, `${line}\n`);
      });
    const met = report.policies.some((period) => period.digest === digest) ? '' : ', which decided nothing here';
    return h(
      'details',
      { class: 'policy-text' },
      h('summary', {}, `${label}, `, short(digest, ''), met),
      h('pre', { tabindex: 0 }, ...lines),
    );
  });
}
