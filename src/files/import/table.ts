/**
 * Comma-, semicolon- or tab-separated values with a header (RFC 4180): the columns whose names tell that they hold what a
 * list is about. Must not look at what a value means.
 */
import { SEPARATORS, separatorOf } from '../separator.ts';
import { rawLines, valuesIn } from './lines.ts';
import { type Unreadable, valueNames, type WrittenValue } from './written.ts';

/** How a table is read: what parts its cells, and which columns count. */
type TableForm = { readonly separator: string; readonly columns: readonly Column[] };

type Column = { readonly name: string; readonly index: number };

/** Lists come from Markdown and terminals, too. */
const LIST_SEPARATORS = [...SEPARATORS, '|'] as const;

/** How to read a text whose first line is a header; null where that is none. */
export function tableForm(text: string): TableForm | null {
  const start = preamble(text).length;
  const [header = ''] = text.slice(start, start + MAX_HEADER + 1).split(/[\r\n]/u, 1);
  if (header.length > MAX_HEADER || /[@*]|[^\s,;|]\.[^\s,;|]/u.test(header)) return null;
  const separator = separatorOf(header, LIST_SEPARATORS);
  const columns = columnsOf(header, separator);
  return columns.length === 0 ? null : { separator, columns };
}

/** Blank lines and comments before the header. */
function preamble(text: string): string {
  let end = 0;
  for (const line of rawLines(text)) {
    if (line.trim() !== '' && !line.trimStart().startsWith('#')) break;
    end += line.length + (text.startsWith('\r\n', end + line.length) ? 2 : 1);
  }
  return text.slice(0, end);
}

/** Headers are short; a longer first line is a list without any. */
const MAX_HEADER = 2000;

function columnsOf(header: string, separator: string): readonly Column[] {
  const [row] = rowsOf(header, separator, 0);
  const cells = row === undefined || 'unreadable' in row ? [] : row.cells;
  const names = cells.map((cell) => cell.trim());
  const counting = new Set(valueNames(names));
  return names.flatMap((name, index) => (counting.has(name) ? [{ name, index }] : []));
}

/** Every value of the columns that count, the header left out. */
export function* tableValues(text: string, { separator, columns }: TableForm): Generator<WrittenValue | Unreadable> {
  let header = true;
  for (const row of rowsOf(text, separator, preamble(text).length)) {
    if ('unreadable' in row) yield row;
    else if (header) header = false;
    else for (const { index } of columns) yield* cellValues(row.cells[index] ?? '', row.line);
  }
}

function* cellValues(cell: string, line: number): Generator<WrittenValue> {
  for (const text of valuesIn(cell.replaceAll(/[\r\n]+/gu, ','))) yield { text, line };
}

type Row = { readonly cells: readonly string[]; readonly line: number };

/** Rows of cells; blank ones do not count. A quote that nothing closes would swallow the rest of the file. */
function* rowsOf(text: string, separator: string, start: number): Generator<Row | Unreadable> {
  const CELL = separator === '|' ? /[|\r\n]/gu : new RegExp(`[${separator}\r\n]`, 'gu');
  let cells: string[] = [];
  let at = start;
  let line = 1 + feedsIn(text.slice(0, start));
  let rowLine = line;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : null;
    if (text[at] === '"' && cell === null) {
      yield { unreadable: 'opens a quote that is never closed', line };
      return;
    }
    CELL.lastIndex = cell?.end ?? at;
    const end = CELL.exec(text)?.index ?? text.length;
    cells.push(cell === null ? text.slice(at, end) : cell.value);
    line += cell?.lines ?? 0;
    at = end + 1;
    if (text[end] === separator) continue;
    if (cells.some((one) => one.trim() !== '')) yield { cells, line: rowLine };
    cells = [];
    if (text[end] === '\r' && text[at] === '\n') at += 1;
    line += 1;
    rowLine = line;
  }
  if (cells.length > 0) yield { cells, line: rowLine };
}

/** A cell in quotes, quotes in it doubled; null where it does not end. */
function quotedCell(
  text: string,
  start: number,
): { readonly value: string; readonly end: number; readonly lines: number } | null {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end === -1) return null;
  const value = text.slice(start + 1, end).replaceAll('""', '"');
  return { value, end: end + 1, lines: feedsIn(value) };
}

function feedsIn(text: string): number {
  return text.match(/\r\n|\n|\r/gu)?.length ?? 0;
}
