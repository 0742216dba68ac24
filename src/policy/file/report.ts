/**
 * Issues as a good compiler shows them: place, sentence, the line itself, a caret under the place. And as JSON for
 * scripts. Text only; who prints it, and whether in colour, is the caller's.
 */
import type { Issue, Severity } from './issue.ts';

/** Marks up parts of a report; plain text is the identity. */
export type Paint = {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
};

const same = (text: string) => text;

/** No colour at all. */
const PLAIN: Paint = { error: same, warning: same, strong: same, faint: same };

/** The lines of a file, or null where it cannot be shown; asked once a file. */
export type SourceLines = (file: string) => readonly string[] | null;

/** Renders issues in their order, a blank line after each, and a last line that counts them. */
export function renderIssues(issues: readonly Issue[], sourceLines: SourceLines, paint: Paint = PLAIN): string {
  const files = new Map<string, readonly string[] | null>();
  const linesOf = (file: string) => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const lines = sourceLines(file);
    files.set(file, lines);
    return lines;
  };
  const blocks = issues.map((issue) => renderIssue(issue, linesOf(issue.file), paint));
  return issues.length === 0 ? '' : `${[...blocks, summary(issues)].join('\n\n')}\n`;
}

function renderIssue(issue: Issue, lines: readonly string[] | null, paint: Paint): string {
  const mark = { error: paint.error, warning: paint.warning, note: paint.faint }[issue.severity];
  const severity = mark(issue.severity);
  const place = paint.strong(`${issue.file}:${issue.line}:${issue.column}`);
  const head = `${place}: ${severity}[${issue.code}]: ${issue.message}`;
  const line = lines?.[issue.line - 1];
  if (line === undefined || line.length > MAX_LINE || mayBeSecret(line, issue)) return head;
  const number = String(issue.line);
  const margin = ' '.repeat(number.length);
  const shown = [`${number} | `, `${margin} | `].map(paint.faint);
  return `${head}\n${shown[0]}${lineShown(line)}\n${shown[1]}${indent(line, issue.column)}${mark(caret(issue, line))}`;
}

/**
 * A private key must not travel on in somebody's build log: not where keys belong, whatever the file is in truth, and not
 * where one was named as another file.
 */
function mayBeSecret(line: string, { code }: Issue): boolean {
  return code === 'private-key' || code === 'no-jwk-set' || /"(?:d|k)"\s*:|PRIVATE KEY/u.test(line);
}

/** A longer line would scroll its caret out of sight; the place says enough. */
const MAX_LINE = 400;

/** A line as `printable` makes it, its tabs kept: the caret below it has them too. */
function lineShown(line: string): string {
  return line.replaceAll(/[^\P{Cc}\t]/gu, '\u{fffd}');
}

/** Tabs stay tabs, so that the caret stands right whatever their width. */
function indent(line: string, column: number): string {
  return line.slice(0, column - 1).replaceAll(/[^\t]/gu, ' ');
}

function caret({ column, width = 1 }: Issue, line: string): string {
  const room = line.length - column + 1;
  return '^'.repeat(Math.max(1, Math.min(width, room)));
}

function summary(issues: readonly Issue[]): string {
  const count = (wanted: Severity) => issues.filter(({ severity }) => severity === wanted).length;
  return (['error', 'warning', 'note'] as const)
    .map((severity) => counted(count(severity), severity))
    .filter(Boolean)
    .join(', ');
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What `check --json` shows of issues: exactly these fields, for scripts. */
export function issuesJson(issues: readonly Issue[]): { readonly issues: readonly Omit<Issue, 'width'>[] } {
  return {
    issues: issues.map(({ file, line, column, severity, code, message }) => {
      return { file, line, column, severity, code, message };
    }),
  };
}
