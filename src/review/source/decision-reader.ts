/**
 * From text in any form in which decisions come to decisions: logs as AWS prints, exports and streams them, and tables.
 * Counts what is none, and can say what the input looks like. No input ends a run.
 */
import { fieldsOf, isObject } from '../../core/json.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { decisionsOf, timeBefore } from '../../record/read.ts';
import { createLook } from './look.ts';
import { unpackedPayload } from './payload.ts';
import { createPieces, type Pieces } from './pieces.ts';
import { createTable, HEADER_BYTES } from './table.ts';

/** Counts what a reader met: decisions, other entries of a log, and what could not be read as either. */
export type Met = { records: number; other: number; unreadable: number };

/** Reads one source after the other. */
export type DecisionReader = {
  /** Text as it comes, cut anywhere. */
  readonly text: (text: string) => void;
  /** The end of a source. */
  readonly end: () => void;
  readonly met: Readonly<Met>;
  /** What the input looks like, in words that follow "looks like"; null where there was nothing. */
  readonly look: () => string | null;
  /** The state of a query whose results are not all there, or null. */
  readonly unfinished: () => string | null;
};

/** Creates a reader. */
export function createDecisionReader(take: (decision: LoggedDecision) => void): DecisionReader {
  const met: Met = { records: 0, other: 0, unreadable: 0 };
  const look = createLook();
  let unfinished: string | null = null;
  const answer = (value: unknown) => {
    unfinished ??= unfinishedState(value);
  };
  const entry = (value: unknown, before: string) => {
    answer(value);
    for (const one of entriesOf(value, 0)) {
      const decisions = decisionsOf(one, timeBefore(before));
      for (const decision of decisions) take(decision);
      met.records += decisions.length;
      if (decisions.length > 0) continue;
      met[isDecision(one) ? 'unreadable' : 'other'] += 1;
      look.value(one);
    }
  };
  const pieces = () =>
    createPieces({
      value: entry,
      isWhole: (value) => decisionsOf(value, null).length > 0,
      wrapper: answer,
      other: (line) => {
        met[PLATFORM.test(line) ? 'other' : 'unreadable'] += 1;
        look.line(line);
      },
      broken: () => {
        met.unreadable += 1;
        look.broken();
      },
    });
  const table = (header: string) => createTable(header, (row) => entry(row, ''));
  return { ...sniffed(table, pieces), met, look: look.words, unfinished: () => unfinished };
}

/** What Lambda itself writes between the function's lines, a time and a stream before it or not. */
const PLATFORM = /(?:^|\s)(?:INIT_START|INIT_REPORT|START|END|REPORT|EXTENSION|TELEMETRY) /u;

/** Reads as a table what begins with a header that is known, and as pieces anything else; anew for each source. */
function sniffed(table: (header: string) => Pieces | null, pieces: () => Pieces): Pieces {
  let head = '';
  let chosen: Pieces | null = null;
  const choose = (): Pieces => {
    const into = table(head) ?? pieces();
    into.text(head);
    return into;
  };
  return {
    text: (text) => {
      if (chosen !== null) {
        chosen.text(text);
        return;
      }
      head += text;
      if (head.trimStart().includes('\n') || head.length > HEADER_BYTES) chosen = choose();
    },
    end: () => {
      (chosen ?? choose()).end();
      head = '';
      chosen = null;
    },
  };
}

/** Lists of entries in an entry: a batch of a subscription, an answer of CloudWatch Logs that came on one line. */
const LISTS = ['logEvents', 'events', 'results', 'Records', 'records'];

/** A wrapper in a wrapper in a wrapper is somebody's nonsense. */
const DEEPEST = 3;

function entriesOf(value: unknown, depth: number): readonly unknown[] {
  if (!isObject(value) || depth > DEEPEST) return [value];
  const payload = unpackedPayload(value);
  if (payload !== undefined) return entriesOf(payload, depth + 1);
  const list = LISTS.map((name) => value[name]).find((one) => Array.isArray(one));
  return list === undefined ? [value] : list.flatMap((one: unknown) => entriesOf(one, depth + 1));
}

/** A decision that this version does not know is no other log line. */
function isDecision(value: unknown): boolean {
  const fields = fieldsOf(value);
  return isObject(fields['decision']) || isObject(fieldsOf(fields['message'])['decision']);
}

/** `get-query-results` answers while the query still runs. */
function unfinishedState(wrapper: unknown): string | null {
  const { results, status } = fieldsOf(wrapper);
  return Array.isArray(results) && typeof status === 'string' && status !== 'Complete' ? status : null;
}
