/**
 * A decision for programs: the line that the trigger wrote, so that whatever reads the log reads it as well. Must not leave
 * out or rename anything of the record, nor put anything into it.
 */
import type { LoggedDecision } from '../../record/logged.ts';
import { RECORD_MESSAGE } from '../../record/version.ts';
import { type Names, namesIn } from './names.ts';

/** A line of a log: the record as it came, its time beside it, and the names that were asked for. */
type LogLine = {
  readonly timestamp: string | null;
  readonly message: typeof RECORD_MESSAGE;
  readonly decision: LoggedDecision['record'];
  readonly names?: Readonly<Record<string, string>>;
};

/** The line of a decision. */
export function logLine(decision: LoggedDecision, names: Names): LogLine {
  const { at, record } = decision;
  return {
    timestamp: at === null ? null : new Date(at).toISOString(),
    message: RECORD_MESSAGE,
    decision: record,
    ...(names.byHash.size === 0 ? {} : { names: namesIn(decision, names) }),
  };
}
