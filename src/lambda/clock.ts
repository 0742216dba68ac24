/**
 * The one file that asks what time it is.
 */
import type { Clock } from '../guard/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  tick: () => performance.now(),
};
