/**
 * Comma-separated values (RFC 4180) for programs and spreadsheets: rows from chunks of text, and lines in which no cell is a
 * formula.
 */
import { createRows } from '../../review/source/rows.ts';

/** Rows of fields from chunks of text. A last line without its break counts. */
export async function* csvRows(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<readonly string[]> {
  const found: (readonly string[])[] = [];
  const rows = createRows(',', (cells) => found.push(cells));
  for await (const chunk of chunks) {
    rows.text(chunk);
    yield* found.splice(0);
  }
  rows.end();
  yield* found;
}

/**
 * Where a spreadsheet would take a formula to begin (OWASP, CSV injection): at the start of a cell, and after a `;`, a tab
 * or a line break inside it, for spreadsheets of many countries part cells there, in quotes or not. Full-width signs count
 * as the others do, blanks and quotes before a sign are passed over, and a telephone number is none. Signs are sought first:
 * the other way round a cell of blanks would take the square of its length.
 */
const FORMULA =
  /^(?=[\t\r])|(?=[=@\uFF1D\uFF20\uFF0B\uFF0D]|[+-](?![0-9]+(?:$|[;\t\r\n])))(?<=(?:^|[;\t\r\n])[\s"]*)/gu;

/** One line of CSV. Formulas are defused by an apostrophe, since users choose their own names and addresses. */
export function csvLine(fields: readonly string[]): string {
  const safe = fields.map((field) => field.replace(FORMULA, "'"));
  return `${safe.map((field) => (/[",;\t\r\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}
