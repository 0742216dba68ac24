/**
 * A seeded generator of random numbers, fast enough for a hundred million cases (fast-check shrinks, but makes fewer than
 * a hundred thousand a second). The same seed gives the same cases on every machine.
 */

/** Picks by chance. */
export type Random = {
  /** A whole number from 0 to below `bound`. */
  readonly below: (bound: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** True `times` in a hundred. */
  readonly chance: (times: number) => boolean;
  readonly some: <T>(from: readonly T[], most: number) => readonly T[];
};

/** sfc32 by Chris Doty-Humphrey: 128 bits of state, passes PractRand. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 20; warmUp += 1) next();
  const below = (bound: number) => next() % bound;
  const pick = <T>(from: readonly T[]): T => {
    const value = from[below(from.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  return {
    below,
    pick,
    chance: (times) => below(100) < times,
    some: (from, most) => [...new Set(Array.from({ length: 1 + below(most) }, () => pick(from)))],
  };
}
