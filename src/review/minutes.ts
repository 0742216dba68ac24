/**
 * Outcomes by the minute, counted as they pass: a month has a few ten thousand minutes, however many decisions fell in them,
 * and a timeline needs no finer ones.
 */
import type { StatementSync } from 'node:sqlite';
import { OUTCOMES, type Outcome } from '../core/decision.ts';

/** One minute, in milliseconds. */
export const MINUTE_MS = 60_000;

/** Counts, then writes one row a minute and outcome. */
export function createMinutes(): { add(at: number, outcome: Outcome): void; write(insert: StatementSync): void } {
  const counts = new Map<number, number>();
  return {
    add: (at, outcome) => {
      const key = Math.floor(at / MINUTE_MS) * OUTCOMES.length + OUTCOMES.indexOf(outcome);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    write: (insert) => {
      for (const [key, count] of counts) {
        const minute = Math.floor(key / OUTCOMES.length);
        insert.run(minute, OUTCOMES[key - minute * OUTCOMES.length] ?? null, count);
      }
    },
  };
}
