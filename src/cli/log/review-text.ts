/**
 * A review on the terminal: totals, then what most deserves a look.
 */

import { styleText } from 'node:util';
import Table from 'cli-table3';
import { OUTCOMES } from '../../core/decision.ts';
import { changesWithin, silentRules } from '../../review/account.ts';
import type { Counts, ReviewReport } from '../../review/report.ts';
import { paintOutcome } from './paint.ts';
import { shareOf } from './share.ts';

/** Rows of each table; the whole is in the HTML. */
const ROWS = 12;

const PLAIN = {
  chars: {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

/** Renders the report as text. */
export function reviewText(report: ReviewReport, unreadable = 0): string {
  if (report.records + report.skipped === 0) return 'no records\n';
  return [
    headline(report, unreadable),
    outcomes(report),
    ...evidence(report),
    ...refusals(report),
    ...withheld(report),
    ...collisions(report),
    ...companion(report),
    ...floods(report),
    ...observed(report),
    ...degraded(report),
    ...policies(report),
    ...publications(report),
    ...silent(report),
    '',
  ].join('\n');
}

function headline({ records, skipped, from, to }: ReviewReport, unreadable: number): string {
  const span = from === null || to === null ? '' : `, ${stamp(from)} to ${stamp(to)} UTC`;
  return styleText('bold', `${number(records)} decisions${span}`) + shareOf({ records, skipped, unreadable });
}

function outcomes({ outcomes: counts, records }: ReviewReport): string {
  const parts = OUTCOMES.filter((name) => (counts[name] ?? 0) > 0).map((name) => {
    const part = counts[name] ?? 0;
    return `${paintOutcome(name)} ${number(part)} (${((100 * part) / records).toFixed(1)} %)`;
  });
  return parts.join('   ');
}

/** What approvals rest on; of interest once somebody attests. */
function evidence({ approvals, attestations }: ReviewReport): readonly string[] {
  if (Object.keys(attestations).length === 0) return [];
  const listed = (counts: Counts) => Object.entries(counts).map(([name, count]) => `${name} ${number(count)}`);
  return [`approved by ${listed(approvals).join(', ') || 'nobody'}   attestations ${listed(attestations).join(', ')}`];
}

function refusals({ groups }: ReviewReport): readonly string[] {
  const rows = groups.rows.filter(({ outcome }) => outcome === 'deny').slice(0, ROWS);
  return section(
    'refused',
    ['count', 'domain', 'rules', 'reason'],
    rows.map((row) => [number(row.count), row.domain ?? '–', row.rules.join(', ') || '–', row.reason]),
  );
}

function withheld({ withheldGroups }: ReviewReport): readonly string[] {
  const rows = withheldGroups.rows.slice(0, ROWS);
  return section(
    'withheld',
    ['count', 'attribute', 'because', 'domain', 'rules'],
    rows.map((row) => [number(row.count), row.attribute, row.because, row.domain ?? '–', row.rules.join(', ') || '–']),
  );
}

function collisions({ collisions: { rows } }: ReviewReport): readonly string[] {
  return section(
    'held by',
    ['count', 'holder', 'attribute', 'domains'],
    rows.slice(0, 5).map((row) => [number(row.count), row.holder ?? '–', row.attribute, row.domains.join(', ')]),
  );
}

/** Where the function that the pool called before says something else; above all, what it would have taken from somebody. */
function companion({ companion: said, companionMoves: { rows } }: ReviewReport): readonly string[] {
  const pairs = Object.entries(said).map(([pair, count]) => [number(count), pair]);
  return [
    ...section('guard and companion', ['count', 'guard'], pairs),
    ...section(
      'the companion alone would have verified',
      ['count', 'attribute', 'withheld because', 'from a verified holder', 'domain'],
      rows
        .slice(0, ROWS)
        .map((row) => [number(row.count), row.attribute, row.because, row.verified ? 'yes' : 'no', row.domain ?? '–']),
    ),
  ];
}

/** Keys beyond their limit: whose they are, the key of the pseudonyms tells whoever may read it. */
function floods({ floods: { rows } }: ReviewReport): readonly string[] {
  return section(
    'beyond a limit',
    ['count', 'rule', 'by', 'key', 'most', 'first', 'last'],
    rows
      .slice(0, ROWS)
      .map(({ count, rule, by, key, most, first, last }) => [
        number(count),
        rule,
        by,
        key ?? 'what cannot be told',
        most === null ? '–' : number(most),
        first === null ? '–' : stamp(first),
        last === null ? '–' : stamp(last),
      ]),
  );
}

/** Rules that only observe: whom they would have caught. */
function observed({ observed: counts, observedGroups: { rows } }: ReviewReport): readonly string[] {
  const rules = Object.entries(counts).map(([rule, count]) => `${rule} ${number(count)}`);
  return section(
    `would have taken part, and only observe: ${rules.join(', ')}`,
    ['count', 'rule', 'domain', 'decided'],
    rows.slice(0, ROWS).map((row) => [number(row.count), row.rule, row.domain ?? '–', row.outcome]),
  );
}

function degraded({ degraded: { rows, total } }: ReviewReport): readonly string[] {
  const shown = rows
    .slice(0, 5)
    .map((row) => [stamp(row.minute), number(row.answers), Object.keys(row.reasons).join(', ')]);
  return section(`degraded minutes: ${number(total)}`, ['minute', 'answers', 'reasons'], shown);
}

function policies({ policies: periods }: ReviewReport): readonly string[] {
  const rows = periods.map((period) => [
    period.digest?.slice(0, 12) ?? 'none',
    period.environment ?? '–',
    number(period.count),
    period.first === null ? '–' : stamp(period.first),
    OUTCOMES.filter((name) => period.outcomes[name])
      .map((name) => `${name} ${number(period.outcomes[name] ?? 0)}`)
      .join(', '),
  ]);
  return section('policies', ['digest', 'environment', 'count', 'first', 'outcomes'], rows);
}

/** Who changed the policy in the period. */
function publications(report: ReviewReport): readonly string[] {
  if (report.account === undefined) return [];
  const rows = changesWithin(report.account, report).map(({ at, version, by, message, change }) => [
    stamp(at, 19),
    String(version),
    by ?? '–',
    message ?? '–',
    change ?? '–',
  ]);
  return section('policy changes', ['at (UTC)', 'version', 'by', 'why', 'what'], rows);
}

/** Rules that decided nothing. */
function silent(report: ReviewReport): readonly string[] {
  const rules = silentRules(report, report.account?.texts ?? []);
  return rules.length === 0 ? [] : ['', `${styleText('bold', 'rules that never decided')}  ${rules.join(', ')}`];
}

function section(title: string, head: string[], rows: readonly string[][]): readonly string[] {
  if (rows.length === 0) return [];
  const table = new Table({ ...PLAIN, head: head.map((word) => styleText('dim', word)) });
  table.push(...rows);
  return ['', styleText('bold', title), table.toString()];
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function stamp(time: number, length = 16): string {
  return new Date(time).toISOString().slice(0, length).replace('T', ' ');
}
