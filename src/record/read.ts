/**
 * From lines to decisions, tolerantly: lines of Powertools Logger, bare records, and what CloudWatch wraps around either
 * (exports, subscriptions, `aws logs tail`). Whatever is no decision is counted and skipped; no line ends a run.
 */
import { fieldsOf, parseJson, type RawObject } from '../core/json.ts';
import { type LoggedDecision, loggedDecision } from './logged.ts';

/** Counts what a reader met. */
export type ReadCounts = { records: number; skipped: number };

/** Longer lines are no decisions: a record is about a kilobyte, a subscription's batch at most a megabyte. */
export const LONGEST_LINE = 4 * 1024 * 1024;

/** A wrapper in a wrapper in a wrapper is somebody's nonsense. */
const DEEPEST = 3;

/** Every decision in one line: none, one, or those of a batch. */
export function decisionsIn(line: string): readonly LoggedDecision[] {
  if (line.length > LONGEST_LINE || !line.includes('outcome')) return [];
  const start = line.indexOf('{');
  return start === -1 ? [] : fromJson(parseJson(start === 0 ? line : line.slice(start)), timeBefore(line, start), 0);
}

/** Feeds lines and counts them; blank lines are nothing at all. */
export function createRecordReader(take: (decision: LoggedDecision) => void): {
  readonly counts: Readonly<ReadCounts>;
  readonly line: (line: string) => void;
} {
  const counts: ReadCounts = { records: 0, skipped: 0 };
  return {
    counts,
    line: (line) => {
      if (line.trim() === '') return;
      const decisions = decisionsIn(line);
      if (decisions.length === 0) counts.skipped += 1;
      counts.records += decisions.length;
      for (const decision of decisions) take(decision);
    },
  };
}

function fromJson(json: unknown, at: number | null, depth: number): readonly LoggedDecision[] {
  const fields = fieldsOf(json);
  const time = timeOf(fields) ?? at;
  const logged = loggedDecision(fields['decision'], time) ?? loggedDecision(fields, time);
  if (logged !== null) return [logged];
  if (depth >= DEEPEST) return [];
  const batch = fields['logEvents'] ?? fields['events'];
  if (Array.isArray(batch)) return batch.flatMap((event: unknown) => fromJson(event, time, depth + 1));
  const inner = fields['message'] ?? fields['@message'];
  if (typeof inner !== 'string') return inner === undefined ? [] : fromJson(inner, time, depth + 1);
  const start = inner.indexOf('{');
  return start === -1 ? [] : fromJson(parseJson(inner.slice(start)), time, depth + 1);
}

/** Powertools writes an ISO time, CloudWatch milliseconds, Insights a time without its zone. */
function timeOf(fields: RawObject): number | null {
  const value = fields['timestamp'] ?? fields['@timestamp'];
  if (typeof value === 'number') return plausible(value);
  return typeof value === 'string' ? parseTime(value) : null;
}

/** Anything else is no time of a decision: it would break a calendar, or stretch an axis over millennia. */
const EARLIEST = Date.UTC(2000);
const LATEST = Date.UTC(2100);

/** Whole milliseconds of a time that a log can have. */
function plausible(time: number): number | null {
  return time >= EARLIEST && time < LATEST ? Math.trunc(time) : null;
}

/** The time that `aws logs tail`, `sam logs` and exports put before the line. */
function timeBefore(line: string, start: number): number | null {
  if (start < 10 || start > 400) return null;
  const found = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/u.exec(line.slice(0, start));
  return found === null ? null : parseTime(found[0]);
}

function parseTime(text: string): number | null {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/u.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  return plausible(Date.parse(zoned));
}
