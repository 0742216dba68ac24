/**
 * Values a line, or several parted by commas, semicolons, tabs (GitLab) or `##` (Keycloak). `#` and `//` begin comments.
 * Must not look at what a value means.
 */
import type { WrittenValue } from './written.ts';

/** Every value of a text. */
export function* linesOf(text: string): Generator<WrittenValue> {
  let line = 1;
  for (const written of rawLines(text)) {
    for (const value of valuesIn(written)) yield { text: value, line };
    line += 1;
  }
}

/** Lines one by one: a file of fifty megabytes is not split at once. */
export function* rawLines(text: string): Generator<string> {
  const END = /\r\n|\n|\r/gu;
  let start = 0;
  for (let end = END.exec(text); end !== null; end = END.exec(text)) {
    yield text.slice(start, end.index);
    start = END.lastIndex;
  }
  if (start < text.length) yield text.slice(start);
}

const SEPARATOR = /[,;\t]/u;
const BULLET = /^(?:[-*\u2022]\s+)+/u;

/** The values of one line. */
export function* valuesIn(line: string): Generator<string> {
  for (const part of withoutComment(parted(line)).split(SEPARATOR)) {
    const value = part.trim().replace(BULLET, '');
    if (value !== '') yield* words(value);
  }
}

/** What stands before a comment. Searched for its beginning alone: a line may be a whole file. */
function withoutComment(line: string): string {
  if (/^\s*\/\/(?:\s|$)/u.test(line)) return '';
  const start = line.includes('#') ? line.search(/(?:^|\s)#/u) : -1;
  return start === -1 ? line : line.slice(0, start);
}

/** `a.example##b.example` is two values; `a.example ## why` one and a comment. */
function parted(line: string): string {
  if (!line.includes('##')) return line;
  const parts = line.split(/\s*##\s*/u).filter((part) => part !== '');
  return /\S##/u.test(line) || (parts.length > 1 && parts.every(looksLikeValue)) ? parts.join(',') : line;
}

/** Values with spaces between them; anything else with spaces stays one, so that it can be shown whole. */
function words(value: string): readonly string[] {
  if (!/\s/u.test(value)) return [value];
  const all = value.split(/\s+/u);
  return all.every(looksLikeValue) ? all : [value];
}

function looksLikeValue(word: string): boolean {
  return /^[^\s<>"']*[^\s<>"'.][.@][^\s<>"']+$/u.test(word);
}
