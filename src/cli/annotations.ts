/**
 * Issues as GitHub shows them at their line in a pull request: one workflow command each. Text only.
 */
import type { Issue } from '../policy/file/issue.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** One line an issue. */
export function annotations(issues: readonly Issue[]): string {
  return issues.map(annotation).join('');
}

function annotation({ file, line, column, severity, code, message }: Issue): string {
  const place = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
  return `::${COMMANDS[severity]} ${place}::${text(message)}\n`;
}

/** A line's end would begin what GitHub takes for the next command. */
function text(some: string): string {
  return some.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(some: string): string {
  return text(some).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
