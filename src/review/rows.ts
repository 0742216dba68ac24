/**
 * From SQLite's rows to values of a report: no row is trusted to hold what its query meant.
 */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { OUTCOMES, type Outcome } from '../core/decision.ts';
import { textsOf } from '../core/json.ts';
import type { Counts, Listed } from './report.ts';

/** Rows of every list but the groups of decisions, and of those for each outcome. */
export const LISTED = 400;

/** One row, by column. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Every row of a query. */
export function allRows(db: DatabaseSync, sql: string): readonly Row[] {
  return db.prepare(sql).all();
}

/** The most frequent rows of a grouping query with the count `n`, and how many there were. */
export function listed<T>(db: DatabaseSync, grouped: string, read: (row: Row) => T): Listed<T> {
  const rows = allRows(db, `SELECT * FROM (${grouped}) ORDER BY n DESC LIMIT ${LISTED}`).map(read);
  return { total: rows.length < LISTED ? rows.length : total(db, grouped), rows };
}

/** How many rows a query has. */
export function total(db: DatabaseSync, sql: string): number {
  return number(allRows(db, `SELECT count(*) AS n FROM (${sql})`)[0]?.['n']);
}

/** `name` and `n` of a query as an object, most frequent first. */
export function counts(db: DatabaseSync, sql: string): Counts {
  const rows = allRows(db, `${sql} ORDER BY n DESC, name`);
  return Object.fromEntries(rows.map((row) => [text(row['name']) ?? '', number(row['n'])]));
}

/** The outcome of a decision's row; whatever is none was left alone. */
export function outcomeIn(row: Row): Outcome {
  return OUTCOMES.find((name) => name === row['outcome']) ?? 'untouched';
}

/** How often and between which times. */
export function seen(row: Row): {
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
} {
  return { count: number(row['n']), first: nullable(row['first']), last: nullable(row['last']) };
}

/** A number, 0 for anything else. */
export function number(value: SQLOutputValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** A number or null. */
export function nullable(value: SQLOutputValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** A text or null. */
export function text(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The strings of a JSON array. */
export function texts(json: SQLOutputValue | undefined): readonly string[] {
  return typeof json === 'string' ? textsOf(JSON.parse(json)) : [];
}
