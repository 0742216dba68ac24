/**
 * The one place that makes what a stranger typed fit for a terminal: control, bidirectional, format and other characters
 * that show nothing are written as escapes, so that nobody hides, reorders or forges a line. Pure.
 */
import { isObject } from '../core/json.ts';

/** Everything that shows nothing by itself; the variation selectors of emoji are harmless. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The colours of `styleText` that our own output has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const COLOUR = /(\u001B\[(?:[0-4]|2[2-4]|3[0-79]|9[0-7])m|\n)/u;

/** A value on one line, whatever is in it. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escapeOf);
}

/** The same for every text in a value, names of fields too. */
export function visibleIn<T>(value: T): T {
  return deep(value) as T;
}

/** What is about to be printed: its lines stay lines and, on a stream in colour, its colours stay. The last resort. */
export function printed(text: string, coloured: boolean): string {
  return text
    .split(COLOUR)
    .map((piece, index) => (index % 2 === 1 && (coloured || piece === '\n') ? piece : visible(piece)))
    .join('');
}

/** The same value as JSON text that shows all it holds: such characters stand there as JSON's own escapes. */
export function visibleJson(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  return text.replace(HIDDEN, (character) => (character === '\n' ? character : jsonEscapeOf(character)));
}

function jsonEscapeOf(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}

function escapeOf(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function deep(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(deep);
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [visible(field), deep(inner)]));
}
