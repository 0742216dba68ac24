/**
 * What tells, at a line feed inside a value of JSON, that the value was cut off: without it one cut record would swallow the
 * rest of a log. Must not read what a value means.
 */
import { parseJson } from '../../core/json.ts';

const FEED = 10;
const QUOTE = 34;
const LIST_END = 93;
const OBJECT = 123;
const OBJECT_END = 125;

/** What a line of JSON may begin with, a number or a word being all of it. */
const CONTINUES = /^(?:["{}[\],:]|(?:-?\d[\d.eE+-]*|true|false|null)\s*,?\s*$)/u;

/** So much of a line tells; whoever waits for more may wait for ever. */
const LONG = 65_536;

/**
 * Whether the line after a line feed can go on with the value. Where it cannot, the value was cut off: a log line begins, or
 * an object where none can, or the line is by itself what is sought.
 */
export function lineAfter(
  text: string,
  feed: number,
  { list, element }: { readonly list: number | null; readonly element: number | null },
  isFinal: boolean,
  isWhole: (value: unknown) => boolean,
): 'goes on' | 'more' | 'broken' {
  if (list !== null && element === null) return 'goes on';
  let start = feed + 1;
  while (isBlank(text.charCodeAt(start))) start += 1;
  const code = text.charCodeAt(start);
  if (Number.isNaN(code)) return isFinal || start - feed > LONG ? 'goes on' : 'more';
  if (code === QUOTE || code === OBJECT_END || code === LIST_END || code === FEED) return 'goes on';
  const atEdge = start === feed + 1;
  if (code === OBJECT && !atEdge) return 'goes on';
  if (code === OBJECT && list === null) return 'broken';
  const next = text.indexOf('\n', start);
  if (next === -1 && !isFinal && text.length - start < LONG) return 'more';
  const line = text.slice(start, next === -1 ? text.length : next).trimEnd();
  if (code === OBJECT) return isWhole(parseJson(line.replace(/,$/u, ''))) ? 'broken' : 'goes on';
  return CONTINUES.test(line) ? 'goes on' : 'broken';
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}
