/**
 * After two throttled calls in a row this sandbox leaves ListUsers alone for a while: asking on would only take from the
 * thirty requests a second that the whole account has (F3.11). One attempt runs at a time, so two numbers suffice.
 */
import type { Clock } from '../../guard/ports.ts';

/** How many throttled answers in a row open it. */
const IN_A_ROW = 2;

/** How long it stays open, in milliseconds. */
const PAUSE_MS = 5_000;

/** Remembers throttling between attempts. */
export interface Breaker {
  isOpen(): boolean;
  throttled(): void;
  succeeded(): void;
}

/** Creates the breaker of one sandbox. */
export function createThrottleBreaker(clock: Clock): Breaker {
  let inARow = 0;
  let openUntil = 0;
  return {
    isOpen: () => clock.now() < openUntil,
    throttled: () => {
      inARow += 1;
      if (inARow >= IN_A_ROW) openUntil = clock.now() + PAUSE_MS;
    },
    succeeded: () => {
      inARow = 0;
    },
  };
}
