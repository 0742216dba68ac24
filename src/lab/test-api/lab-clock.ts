/**
 * The lab's clock: the machine's, and as far ahead as somebody put it. It never goes back: what was issued or claimed in a
 * later time would count for longer than anybody said.
 */

/** A clock that can be put forward. */
export interface LabClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** How far it is ahead of the machine's. */
  aheadMs(): number;
  forward(ms: number): void;
}

/** Creates the clock, which shows the machine's time. */
export function createLabClock(machine: () => number): LabClock {
  let ahead = 0;
  return {
    now: () => machine() + ahead,
    aheadMs: () => ahead,
    forward: (ms) => {
      ahead += ms;
    },
  };
}
