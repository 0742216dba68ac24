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

/** A cell that a spreadsheet would take for a formula: it starts with one of these (OWASP, CSV injection). */
const FORMULA = /^[=@\t\r]|^[+-](?![0-9]+$)/u;

/** One line of CSV. Formulas are defused by an apostrophe, since users choose their own names and addresses. */
export function csvLine(fields: readonly string[]): string {
  const safe = fields.map((field) => (FORMULA.test(field) ? `'${field}` : field));
  return `${safe.map((field) => (/[",\r\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}
