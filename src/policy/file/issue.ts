/**
 * What is wrong with a policy, and where. The six fields of an issue are relied on by scripts (`check --json`); the width
 * only serves the caret under a place. Data only: rendering is `report.ts`'s.
 */

/** A place in a file, counted from 1 as editors do. `width` is how many characters of the line it covers. */
export type Place = { readonly file: string; readonly line: number; readonly column: number; readonly width: number };

/** An error makes a policy invalid; a warning does so under `--strict` only; a note says what is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** One finding. `code` is kebab-case and stable; the message names the offending key or value in backticks. */
export type Issue = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly width?: number;
};

/** An error at a place. */
export function errorAt(place: Place, code: string, message: string): Issue {
  return { ...place, severity: 'error', code, message };
}

/** A warning at a place. */
export function warningAt(place: Place, code: string, message: string): Issue {
  return { ...place, severity: 'warning', code, message };
}

/** The first character of a file, for what concerns all of it. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1, width: 1 };
}

/** Issues in reading order, each said once: a list file that two rules name is read for both. */
export function tidied(issues: readonly Issue[]): readonly Issue[] {
  const distinct = new Map(issues.map((issue) => [keyOf(issue), issue]));
  return [...distinct.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

function keyOf({ file, line, column, code, message }: Issue): string {
  return JSON.stringify([file, line, column, code, message]);
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** What a sentence repeats of a file must only be shown: terminals act on control characters. */
export function printable(sentence: string): string {
  return sentence.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}

/** A value as a message shows it: in backticks, on one line, not endless. */
export function quoted(value: string): string {
  if (value.trim() === '') return `\`"${value.length > 9 ? '' : value.replaceAll(/\s/gu, ' ')}"\``;
  const line = printable(value).replaceAll('`', '\u{fffd}');
  return `\`${line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED)}…` : line}\``;
}

const MAX_QUOTED = 80;
