/**
 * The tables of the report, one function a section. What they show is the report's; what it means is said in a sentence.
 */
import { OUTCOMES } from '../../core/decision.ts';
import type { Counts, DecisionGroup, PolicyPeriod, ReviewReport } from '../report.ts';
import { badge, count, duration, h, moment, names, share, short } from './dom.ts';
import type { Marks } from './marks.ts';
import { type Column, table } from './table.ts';

type Seen = { readonly count: number; readonly first: number | null; readonly last: number | null };

/** How often, and between which times. */
export function times<T extends Seen>(): readonly Column<T>[] {
  return [
    { title: 'count', value: (row) => row.count, cell: (row) => count(row.count), numeric: true },
    { title: 'first (UTC)', value: (row) => row.first ?? 0, cell: (row) => moment(row.first), numeric: true },
    { title: 'last (UTC)', value: (row) => row.last ?? 0, cell: (row) => moment(row.last), numeric: true },
  ];
}

/** The domain, if there was one to read. */
export function domainCell(row: { readonly domain: string | null }): Node | string {
  return row.domain ?? h('span', { class: 'none' }, 'none usable');
}

function rulesColumn<T extends { readonly rules: readonly string[] }>(): Column<T> {
  return { title: 'rules', value: (row) => row.rules.join(' '), cell: (row) => names(row.rules, 'none') };
}

/** What was decided, grouped; the reviewer marks each group. */
export function decisionGroups({ groups }: ReviewReport, marks: Marks): HTMLElement {
  const columns: readonly Column<DecisionGroup>[] = [
    { title: 'outcome', value: (row) => row.outcome, cell: (row) => badge(row.outcome) },
    { title: 'domain', value: (row) => row.domain ?? '', cell: domainCell },
    rulesColumn(),
    { title: 'reason', value: (row) => row.reason },
    { title: 'client', value: (row) => row.client ?? '', cell: (row) => short(row.client, 'none') },
    { title: 'trigger', value: (row) => row.trigger },
    ...times<DecisionGroup>(),
    { title: 'mark', value: () => '', cell: marks.control, fixed: true },
  ];
  const order: Readonly<Record<string, number>> = { deny: 0, code: 1, approve: 2, untouched: 3 };
  const rows = groups.rows.toSorted((a, b) => (order[a.outcome] ?? 0) - (order[b.outcome] ?? 0) || b.count - a.count);
  return table({
    caption: 'Decisions by group',
    columns,
    rows,
    total: groups.total,
    empty: 'No decision in this log.',
  });
}

/** What rules asked for and the guard did not verify. */
export function withheldGroups({ withheldGroups: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'Withheld attributes',
    columns: [
      { title: 'attribute', value: (row) => row.attribute },
      { title: 'because', value: (row) => row.because, cell: (row) => badge(row.because) },
      { title: 'domain', value: (row) => row.domain ?? '', cell: domainCell },
      rulesColumn(),
      { title: 'reason', value: (row) => row.reason },
      ...times<(typeof rows)[number]>(),
    ],
    rows,
    total,
    empty: 'Nothing was withheld: every address that a rule would verify was free.',
  });
}

/** Whose addresses were asked for by others. */
export function collisions({ collisions: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'Collisions by holder',
    columns: [
      { title: 'holder', value: (row) => row.holder ?? '', cell: (row) => short(row.holder, 'no hash') },
      { title: 'attribute', value: (row) => row.attribute },
      { title: 'verified', value: (row) => (row.verified ? 'yes' : 'no') },
      { title: 'status', value: (row) => row.statuses.join(' '), cell: (row) => names(row.statuses, 'none') },
      { title: 'domains', value: (row) => row.domains.join(' '), cell: (row) => row.domains.join(', ') },
      ...times<(typeof rows)[number]>(),
    ],
    rows,
    total,
    empty: 'No collision: nobody signed up with an address that somebody holds.',
  });
}

/** Minutes in which the guard knew less than it should. */
export function degradedMinutes({ degraded: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'Degraded minutes',
    columns: [
      { title: 'minute (UTC)', value: (row) => row.minute, cell: (row) => moment(row.minute), numeric: true },
      { title: 'answers', value: (row) => row.answers, cell: (row) => count(row.answers), numeric: true },
      { title: 'reasons', value: (row) => Object.keys(row.reasons).join(' '), cell: (row) => listOf(row.reasons) },
    ],
    rows,
    total,
    empty: 'No degraded answer: policy, directory and claims were there whenever they were asked.',
  });
}

/** The slowest attempts, where any was slow. */
export function slowest({ slowest: rows, longest }: ReviewReport): HTMLElement {
  return table({
    caption: 'Slowest attempts',
    columns: [
      { title: 'total', value: (row) => row.total, cell: (row) => duration(row.total), numeric: true },
      { title: 'look-ups', value: (row) => row.lookup ?? 0, cell: (row) => duration(row.lookup), numeric: true },
      { title: 'ListUsers', value: (row) => row.listUsers, numeric: true },
      { title: 'AdminGetUser', value: (row) => row.adminGetUser, numeric: true },
      { title: 'retries', value: (row) => row.retries, numeric: true },
      { title: 'outcome', value: (row) => row.outcome, cell: (row) => badge(row.outcome) },
      { title: 'reason', value: (row) => row.reason },
      { title: 'failures', value: (row) => row.failures.join(' '), cell: (row) => names(row.failures, 'none') },
      { title: 'domain', value: (row) => row.domain ?? '', cell: domainCell },
      { title: 'user', value: (row) => row.user ?? '', cell: (row) => short(row.user, 'no hash') },
      { title: 'at (UTC)', value: (row) => row.at ?? 0, cell: (row) => moment(row.at), numeric: true },
    ],
    rows,
    total: rows.length,
    empty:
      longest === null
        ? 'No attempt in this log says how long it took.'
        : `No attempt took half a second: the longest took ${duration(longest)}.`,
  });
}

/** Where the shadow policy disagrees. */
export function candidate({ candidate: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'The candidate policy',
    columns: [
      { title: 'decided', value: (row) => row.outcome, cell: (row) => badge(row.outcome) },
      { title: 'candidate', value: (row) => row.candidate, cell: (row) => badge(row.candidate) },
      { title: 'differs', value: (row) => (row.differs === null ? 'cannot be told' : row.differs ? 'yes' : 'no') },
      rulesColumn(),
      { title: 'domain', value: (row) => row.domain ?? '', cell: domainCell },
      { title: 'count', value: (row) => row.count, cell: (row) => count(row.count), numeric: true },
    ],
    rows,
    total,
    empty: 'No candidate policy stood beside the live one.',
  });
}

/** Each policy in the order in which they came, and how the shares of outcomes moved from the one before. */
export function policies({ policies: periods }: ReviewReport): HTMLElement {
  if (periods.length === 0) return h('p', { class: 'empty' }, 'No policy in this log.');
  const cards = periods.map((period, index) => policyCard(period, before(periods, index)));
  return h('ol', { class: 'policies' }, ...cards);
}

/** The policy that decided before in the same environment. */
function before(periods: readonly PolicyPeriod[], index: number): PolicyPeriod | null {
  const environment = periods[index]?.environment;
  return periods.slice(0, index).findLast((period) => period.environment === environment) ?? null;
}

function policyCard(period: PolicyPeriod, former: PolicyPeriod | null): HTMLElement {
  const rows = OUTCOMES.filter((outcome) => (period.outcomes[outcome] ?? 0) + (former?.outcomes[outcome] ?? 0) > 0);
  const parts = rows.map((outcome) => {
    const part = period.outcomes[outcome] ?? 0;
    const moved = former === null ? '' : movement(part / period.count, (former.outcomes[outcome] ?? 0) / former.count);
    return h('li', {}, badge(outcome), ` ${share(part, period.count)} `, h('span', { class: 'moved' }, moved));
  });
  return h(
    'li',
    {},
    h('h3', {}, short(period.digest, 'no policy at all'), ` ${period.environment ?? ''}`),
    h('p', { class: 'status' }, `${moment(period.first)} to ${moment(period.last)}, ${count(period.count)} decisions`),
    h('ul', { class: 'shares' }, ...parts),
  );
}

function movement(now: number, then: number): string {
  const points = 100 * (now - then);
  if (Math.abs(points) < 0.05) return 'as before';
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} points`;
}

function listOf(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, value]) => `${name} ${count(value)}`)
    .join(', ');
}
