/**
 * A clock that tests move by hand, and a budget that does not run out.
 */
import type { Budget, CallCounts, Clock } from '../../src/guard/ports.ts';

/** A clock standing at `at` until it is moved. */
export function handClock(at = 1_000_000): Clock & { move(ms: number): void } {
  let time = at;
  return {
    now: () => time,
    tick: () => time,
    move: (ms) => {
      time += ms;
    },
  };
}

/** A budget of that many real milliseconds. */
export function aBudget(ms = 5_000): Budget {
  return { signal: AbortSignal.timeout(ms), deadline: Number.MAX_SAFE_INTEGER };
}

/** No calls yet. */
export function noCalls(): CallCounts {
  return { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 };
}
