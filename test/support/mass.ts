/**
 * How much of a random or exhaustive test is tried: a sample with `npm test`, all of it with `npm run test:long`, whose
 * project sets the variable.
 */

/** How many times more often than in a sample. */
export const MASS = Number(process.env['TEST_MASS'] ?? '1');

/** Every so many of what there is, and all of it with the mass. */
export function sampled<T>(all: readonly T[], every: number): readonly T[] {
  return all.filter((_, index) => MASS > 1 || index % every === 0);
}
