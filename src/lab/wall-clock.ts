/**
 * The lab's clock; the trigger's own is out of this room's reach.
 */

/** Milliseconds since 1970. */
export function wallClock(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}
