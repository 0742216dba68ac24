/**
 * How wide the steps of a timeline are: round numbers that people read, few enough to see.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, DAY, 7 * DAY];

/** More steps than this are thinner than what a screen shows. */
const MOST_STEPS = 240;

/** The narrowest width that covers the span in few enough steps, in milliseconds. */
export function bucketWidth(from: number, to: number): number {
  const span = Math.max(0, to - from);
  const needed = span / MOST_STEPS;
  return WIDTHS.find((width) => width >= needed) ?? Math.ceil(needed / (7 * DAY)) * 7 * DAY;
}

/** Every step from the first to the last time, so that silence shows as zero. */
export function bucketStarts(from: number, to: number, width: number): readonly number[] {
  const first = Math.floor(from / width);
  const last = Math.floor(to / width);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * width);
}

/** An axis of fewer steps shows neither what was before nor after. */
const FEWEST_STEPS = 9;

/** From where to where an axis goes: the steps that there are, and as many empty ones around few of them as it takes to see. */
export function axisRange({
  at,
  bucketMs,
}: {
  readonly at: readonly number[];
  readonly bucketMs: number;
}): [number, number] {
  const around = Math.max(0, Math.ceil((FEWEST_STEPS - at.length) / 2)) * bucketMs;
  return [(at[0] ?? 0) - around, (at.at(-1) ?? 0) + bucketMs + around];
}
