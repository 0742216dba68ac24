/**
 * Comma-separated values (RFC 4180): quoted fields, doubled quotes, line breaks inside them. Works chunk by chunk, so that
 * a file of any size passes through.
 */

type State = { field: string; row: string[]; quoted: boolean; afterQuote: boolean; begun: boolean };

/** Rows of fields from chunks of text. A last line without its break counts. */
export async function* csvRows(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<readonly string[]> {
  const state: State = { field: '', row: [], quoted: false, afterQuote: false, begun: false };
  for await (const chunk of chunks) {
    for (const character of chunk) {
      const row = take(state, character);
      if (row !== null) yield row;
    }
  }
  if (state.begun) yield endRow(state);
}

/** Adds a character; gives the row that it ends, if it ends one. */
function take(state: State, character: string): readonly string[] | null {
  if (state.quoted && !state.afterQuote) {
    if (character === '"') state.afterQuote = true;
    else state.field += character;
    return null;
  }
  if (state.afterQuote && character === '"') {
    state.field += character;
    state.afterQuote = false;
    return null;
  }
  state.quoted = false;
  state.afterQuote = false;
  return takeBare(state, character);
}

function takeBare(state: State, character: string): readonly string[] | null {
  if (character === '\n') return state.begun ? endRow(state) : null;
  if (character === '\r') return null;
  state.begun = true;
  if (character === ',') endField(state);
  else if (character === '"' && state.field === '') state.quoted = true;
  else state.field += character;
  return null;
}

function endField(state: State): void {
  state.row.push(state.field);
  state.field = '';
}

function endRow(state: State): readonly string[] {
  endField(state);
  const { row } = state;
  state.row = [];
  state.begun = false;
  return row;
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
