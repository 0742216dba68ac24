/**
 * Tables of decisions, as Logs Insights and the console export them: CSV with a column that holds the log line, or with
 * columns of the record's own fields.
 */
import { SEPARATORS, type Separator, separatorOf } from '../../files/separator.ts';
import { createRows, type Rows } from './rows.ts';

/** A header is not longer. */
export const HEADER_BYTES = 65_536;

/** One of these makes a table of decisions. */
const KNOWN = ['@message', 'message', 'decision.schema'];

/** How a table is read, by its first lines: what parts its cells, and their names. */
export type TableForm = { readonly separator: Separator; readonly names: readonly string[] };

/** Reads a table whose header is known; null for anything else. */
export function createTable(head: string, take: (row: unknown) => void): Rows | null {
  const form = headerForm(head);
  if (form === null || !form.names.some((name) => KNOWN.includes(name))) return null;
  return createRecords(form, take);
}

/** The form of a text by its first line; Excel's `sep=;` before it is taken at its word. */
export function headerForm(head: string): TableForm | null {
  const lines = head
    .slice(0, HEADER_BYTES)
    .split(/\r\n|\n|\r/u)
    .filter((line) => line.trim() !== '');
  const told = /^sep=([,;\t])$/u.exec(lines[0]?.trim() ?? '')?.[1];
  const header = lines[told === undefined ? 0 : 1] ?? '';
  if (header === '' || /^\s*[[{]/u.test(header)) return null;
  const separator = separatorOf(told ?? header, SEPARATORS);
  let names: readonly string[] = [];
  const rows = createRows(separator, (cells) => {
    names = cells;
  });
  rows.text(header);
  rows.end();
  return { separator, names: names.map((name) => name.trim()) };
}

/** Rows as records by the names of their columns; the header, and Excel's line before it, left out. */
export function createRecords({ separator, names }: TableForm, take: (row: unknown) => void): Rows {
  let begun = false;
  const row = (cells: readonly string[]) => {
    if (begun) take(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
    else begun = !(cells[0] ?? '').startsWith('sep=');
  };
  return createRows(separator, row, take);
}
