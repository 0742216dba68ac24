/**
 * The values of JSON, of JSON lines and of an array in JavaScript (Auth0): each text of a list, and each under a key that
 * is known for it, with its line. Reads leniently, since nothing is done with a value but to look at it; brackets that do
 * not match are still an error, for a cut-off file is no whole list.
 */
import { parseJson } from '../../core/json.ts';
import { isValueName, type Unreadable, type WrittenValue } from './written.ts';

const IN_SCRIPT = /^\s*(?:export\s+)?(?:const|let|var)\s+\w+\s*=\s*(?=\[)/u;

/** Whether a text is JSON, or an array of a script. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/u.test(text) || IN_SCRIPT.test(text);
}

type Frame = { readonly list: boolean; readonly line: number; key: string | null };

type Reading = { readonly text: string; at: number; line: number; readonly frames: Frame[] };

/** Every value; ends with what is wrong, if something is. */
export function* jsonValues(text: string): Generator<WrittenValue | Unreadable> {
  const start = IN_SCRIPT.exec(text)?.[0] ?? '';
  const reading: Reading = { text, at: start.length, line: 1 + start.split('\n').length - 1, frames: [] };
  for (let token = nextToken(reading); token !== null; token = nextToken(reading)) {
    if (token.kind === 'open') reading.frames.push({ list: token.text === '[', line: token.line, key: null });
    else if (token.kind === 'close' && !closes(reading, token.text)) {
      yield { unreadable: `has a \`${token.text}\` that closes nothing`, line: token.line };
      return;
    } else if (token.kind === 'value') yield* valueOfToken(reading, token);
    if (start !== '' && reading.frames.length === 0) return;
  }
  const open = reading.frames.at(-1);
  if (open !== undefined)
    yield { unreadable: `opens a \`${open.list ? '[' : '{'}\` that is never closed`, line: open.line };
}

function closes({ frames }: Reading, bracket: string): boolean {
  return frames.pop()?.list === (bracket === ']');
}

type Token = { readonly kind: 'open' | 'close' | 'value'; readonly text: string; readonly line: number };

function* valueOfToken(reading: Reading, { text, line }: Token): Generator<WrittenValue> {
  const frame = reading.frames.at(-1);
  if (frame === undefined || frame.list) {
    yield { text, line };
    return;
  }
  if (followedByColon(reading)) {
    frame.key = text;
    // a map from domains to whatever is known of them
    if (/[.@]/u.test(text)) yield { text, line };
    return;
  }
  if (frame.key !== null && isValueName(frame.key)) yield { text, line };
}

function followedByColon(reading: Reading): boolean {
  skipBlank(reading);
  return reading.text[reading.at] === ':';
}

/** The next bracket or value; null at the end. Commas and colons only part things. */
function nextToken(reading: Reading): Token | null {
  skipBlank(reading);
  while (PARTING.has(reading.text[reading.at])) {
    reading.at += 1;
    skipBlank(reading);
  }
  const character = reading.text[reading.at];
  const { line } = reading;
  if (character === undefined) return null;
  if (character === '[' || character === '{') return bracket(reading, 'open', character);
  if (character === ']' || character === '}') return bracket(reading, 'close', character);
  const text = character === '"' || character === "'" ? quotedText(reading, character) : bareText(reading);
  return { kind: 'value', text, line };
}

const PARTING: ReadonlySet<string | undefined> = new Set([',', ':', ';']);

function bracket(reading: Reading, kind: 'open' | 'close', text: string): Token {
  reading.at += 1;
  return { kind, text, line: reading.line };
}

const WHITE = /\s{1,1000}/uy;
const BARE = /[^\s,:;[\]{}"']{1,1000}|./suy;

/** Skips white space and comments, counting lines. */
function skipBlank(reading: Reading): void {
  for (let end = endOfBlank(reading); end > reading.at; end = endOfBlank(reading)) {
    const blank = reading.text.slice(reading.at, end);
    for (let feed = blank.indexOf('\n'); feed !== -1; feed = blank.indexOf('\n', feed + 1)) reading.line += 1;
    reading.at = end;
  }
}

/** Where the white space or the comment ends that stands here; here, if none does. */
function endOfBlank({ text, at }: Reading): number {
  if (text.startsWith('//', at)) return endOf(text, '\n', at);
  if (text.startsWith('/*', at)) return endOf(text, '*/', at + 2);
  WHITE.lastIndex = at;
  return WHITE.test(text) ? WHITE.lastIndex : at;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
}

function quotedText(reading: Reading, quote: string): string {
  const { text, at } = reading;
  let end = text.indexOf(quote, at + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf(quote, end + 1);
  const stop = end === -1 ? text.length : end;
  reading.at = stop + 1;
  const raw = text.slice(at + 1, stop);
  if (!raw.includes('\\')) return raw;
  const parsed = parseJson(`"${raw.replaceAll(/\\'/gu, "'")}"`);
  return typeof parsed === 'string' ? parsed : raw;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

/** A number, a word, or a name without quotes. */
function bareText(reading: Reading): string {
  BARE.lastIndex = reading.at;
  const [text = ''] = BARE.exec(reading.text) ?? [];
  reading.at += text.length;
  return text;
}
