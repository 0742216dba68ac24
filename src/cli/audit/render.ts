/**
 * An audit's outcome as text, JSON or CSV. Names users and addresses: it is for the pool's own operator.
 */
import { jsonLine } from '../command.ts';
import { csvLine } from './csv.ts';
import { AUDIT_KINDS, type AuditRow } from './kinds.ts';

/** What an audit found. A kind that needs a policy and had none counts null. */
export type AuditReport = {
  readonly source: string;
  readonly users: number;
  readonly unreadable: number;
  readonly counts: Readonly<Record<string, number | null>>;
  /** At most the limit of each kind. */
  readonly findings: readonly AuditRow[];
};

const COLUMNS = ['kind', 'attribute', 'value', 'user', 'sub', 'status', 'verified', 'detail'] as const;

/** The header of the CSV form. */
export const CSV_HEADER = csvLine(COLUMNS);

/** One finding as a line of CSV. */
export function csvOf(row: AuditRow): string {
  return csvLine(COLUMNS.map((column) => String(row[column] ?? '')));
}

/** One finding as a line of JSON. */
export function jsonOf(row: AuditRow): string {
  return jsonLine(row);
}

/** The report for people: a count a kind, then the first users of each. */
export function renderReport({ source, users, unreadable, counts, findings }: AuditReport): string {
  if (users + unreadable === 0) return 'no records\n';
  const lines = [`${source}: ${users.toLocaleString('en')} users${shareOfUsers(users, unreadable)}`];
  for (const { id, title } of AUDIT_KINDS) {
    const count = counts[id] ?? null;
    lines.push('', `${count === null ? 'not asked (give --policy)' : count.toLocaleString('en')}  ${title}`);
    const rows = findings.filter(({ kind }) => kind === id);
    lines.push(...rows.map((row) => `    ${row.value}  ${row.user}  ${wordsOf(row)}`));
    if (count !== null && count > rows.length) lines.push(`    … ${(count - rows.length).toLocaleString('en')} more`);
  }
  return `${lines.join('\n')}\n`;
}

function shareOfUsers(users: number, unreadable: number): string {
  if (unreadable === 0) return '';
  const all = users + unreadable;
  const share = ((100 * users) / all).toFixed(1);
  return ` (${share} % of ${all.toLocaleString('en')} entries: ${unreadable.toLocaleString('en')} are no users)`;
}

function wordsOf({ verified, status, detail }: AuditRow): string {
  return [verified ? 'verified' : 'not verified', status, detail]
    .filter((word) => word !== null && word !== '')
    .join(', ');
}
