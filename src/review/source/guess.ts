/**
 * Where a value of JSON most likely ends, by what ended the one before it: JSON.parse, which is several times faster than any
 * look at each character, says whether that is so. A wrong guess costs one attempt; must never be taken unproved.
 */
import { parseJson } from '../../core/json.ts';

/** A value that was guessed right, and where it ends. */
export type Guessed = { readonly value: unknown; readonly end: number };

/** No value that is worth a guess is longer. */
const LONGEST = 65_536;

/** The value that begins there, if it ends with the first character of the next such seam. */
export function guessBySeam(text: string, start: number, seam: string | null): Guessed | null {
  return seam === null ? null : proved(text, start, text.indexOf(seam, start) + 1);
}

/** The value that begins there, if it is indented and its last bracket stands at the edge. */
export function guessIndented(text: string, start: number): Guessed | null {
  if (text.charCodeAt(start + 1) !== 10 && !text.startsWith('\r\n', start + 1)) return null;
  return proved(text, start, text.indexOf('\n}', start) + 2);
}

function proved(text: string, start: number, end: number): Guessed | null {
  if (end <= start || end - start > LONGEST) return null;
  const value = parseJson(text.slice(start, end));
  return value === undefined ? null : { value, end };
}

/** Behind what may part values of one line: a whole log may be one line. */
export function afterParting(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code === 32 || code === 9 || code === 44; code = text.charCodeAt(at)) at += 1;
  return at;
}
