/**
 * Rows of cells from text of any size: CSV (RFC 4180) parted by commas, semicolons or tabs, quoted cells, doubled quotes,
 * line breaks inside them. A quote that nothing closes spoils its line, not the rest of the file.
 */
import { parseJson } from '../../core/json.ts';
import type { Separator } from '../../files/separator.ts';

/** Takes text as it comes, and its end. */
export type Rows = { readonly text: (text: string) => void; readonly end: () => void };

/** No row is longer. */
const LONGEST = 4 * 1024 * 1024;

const QUOTE = 34;
const FEED = 10;
const RETURN = 13;
const OBJECT = 123;

/**
 * Cuts rows; blank ones are nothing. Where `takeJson` is given, a line between rows that is an object of JSON goes to it: logs
 * are put together from more than one source.
 */
export function createRows(
  separator: Separator,
  take: (cells: readonly string[]) => void,
  takeJson?: (value: unknown) => void,
): Rows {
  let text = '';
  const run = (isFinal: boolean) => {
    let at = 0;
    const next = () =>
      (takeJson === undefined ? null : jsonAt(text, at, isFinal)) ?? rowAt(text, at, separator, isFinal);
    for (let row = next(); row !== null; row = next()) {
      at = row.end;
      if ('value' in row) takeJson?.(row.value);
      else if (row.cells.length > 1 || row.cells[0] !== '') take(row.cells);
    }
    text = text.slice(at);
  };
  return {
    text: (more) => {
      text += more;
      run(false);
    },
    end: () => run(true),
  };
}

type Row = { readonly cells: readonly string[]; readonly end: number };

/** A line that is an object of JSON by itself; null for any other, and for one that is not all there yet. */
function jsonAt(
  text: string,
  start: number,
  isFinal: boolean,
): { readonly value: unknown; readonly end: number } | null {
  if (text.charCodeAt(start) !== OBJECT) return null;
  const feed = text.indexOf('\n', start);
  if (feed === -1 && !isFinal) return null;
  const end = feed === -1 ? text.length : feed;
  const value = parseJson(text.slice(start, end));
  return value === undefined ? null : { value, end: Math.min(text.length, end + 1) };
}

/** The row that begins there; null where it is not all there yet, or nothing is. */
function rowAt(text: string, start: number, separator: Separator, isFinal: boolean): Row | null {
  const cells: string[] = [];
  for (let at = start; at < text.length || cells.length > 0; ) {
    const quoted = text.charCodeAt(at) === QUOTE ? quotedEnd(text, at) : null;
    if (quoted === SPOILT) return lineAt(text, start, separator);
    if (quoted === OPEN) return isFinal || text.length - start > LONGEST ? lineAt(text, start, separator) : null;
    const end = cellEnd(text, quoted ?? at, separator);
    // a line feed may still follow a carriage return
    if (end >= text.length - 1 && !isFinal) return null;
    cells.push(quoted === null ? text.slice(at, end) : unquoted(text.slice(at, quoted)) + text.slice(quoted, end));
    if (text[end] === separator) at = end + 1;
    else return { cells, end: afterBreak(text, end) };
  }
  return null;
}

const OPEN = -1;
const SPOILT = -2;

/** Behind the quote that closes the one there, or that none does yet, or none can: it would close in a line of JSON. */
function quotedEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 2)) {
    if (text.charCodeAt(end + 1) !== QUOTE) return text.startsWith('\n{', end - 2) ? SPOILT : end + 1;
  }
  return OPEN;
}

function unquoted(cell: string): string {
  return cell.slice(1, -1).replaceAll('""', '"');
}

/** Where a cell without quotes ends. */
function cellEnd(text: string, start: number, separator: Separator): number {
  const parting = separator.charCodeAt(0);
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === parting || code === FEED || code === RETURN) return at;
  }
  return text.length;
}

function afterBreak(text: string, end: number): number {
  return Math.min(text.length, text.startsWith('\r\n', end) ? end + 2 : end + 1);
}

/** A line whose quote is never closed, as it stands. */
function lineAt(text: string, start: number, separator: Separator): Row {
  const feed = text.indexOf('\n', start);
  const end = feed === -1 ? text.length : feed;
  return { cells: text.slice(start, end).split(separator), end: afterBreak(text, end) };
}
