/**
 * What the trigger logged, as CloudWatch Logs keeps it: lines by the time they came. Keeps the last few thousand.
 */

/** A line and its time, in milliseconds since 1970. Ids only grow. */
export type LogLine = { readonly id: number; readonly at: number; readonly message: string };

/** The log. */
export interface LogStore {
  readonly createdAt: number;
  add(message: string): void;
  /** The lines with an id above `after`, the oldest first. */
  since(after: number): readonly LogLine[];
}

/** How many lines are kept; what is older goes first. */
const KEPT = 5_000;

/** Creates an empty log. */
export function createLogStore(now: () => number): LogStore {
  let lines: LogLine[] = [];
  let lastId = 0;
  return {
    createdAt: now(),
    add: (message) => {
      lastId += 1;
      lines.push({ id: lastId, at: now(), message });
      // cut rarely, since a cut copies
      if (lines.length >= 2 * KEPT) lines = lines.slice(-KEPT);
    },
    since: (after) => lines.slice(-KEPT).filter(({ id }) => id > after),
  };
}
