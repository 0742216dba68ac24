/**
 * How often a key was seen in the time that slides along, from two adjoining windows that do not: the present one in full,
 * of the one before as much as still lies within `per`, as if its attempts had come evenly. Times are milliseconds.
 */

/** Attempts by window. `after` holds what a sandbox whose clock is ahead has counted already. */
export type WindowCounts = { readonly before: number; readonly current: number; readonly after: number };

/** The window that a moment lies in, counted since 1970. */
export function windowAt(now: number, perMs: number): number {
  return Math.floor(now / perMs);
}

/**
 * The estimate, rounded up. It is off by no more than the attempts of the window before, and by none where they came
 * evenly: one that has them all at its end is taken for too few, one that has them at its beginning for too many.
 */
export function slidingCount({ before, current, after }: WindowCounts, now: number, perMs: number): number {
  const left = (windowAt(now, perMs) + 1) * perMs - now;
  // multiplied first: a fraction of so many windows since 1970 is not exact, and would count one more now and then
  return current + after + Math.ceil((before * left) / perMs);
}
