/**
 * The sliding estimate by examples; how far off it can be is `estimate.property.test.ts`'s.
 */
import { expect, it, test } from 'vitest';
import { slidingCount, windowAt } from '../../../src/core/limits/estimate.ts';

const PER = 60_000;

test.each([
  [{ before: 0, current: 7, after: 0 }, 0, 7],
  [{ before: 10, current: 7, after: 0 }, 0, 17],
  [{ before: 10, current: 7, after: 0 }, 0.5, 12],
  [{ before: 10, current: 7, after: 0 }, 0.51, 12],
  [{ before: 10, current: 7, after: 0 }, 0.99, 8],
  [{ before: 10, current: 7, after: 2 }, 0.5, 14],
])('%j seen at %d of the window counts %d', (counts, part, expected) => {
  expect(slidingCount(counts, 1_000 * PER + part * PER, PER)).toBe(expected);
});

it('an estimate counts windows since 1970, each up to the moment before the next', () => {
  expect([0, PER - 1, PER, 3 * PER + 1].map((now) => windowAt(now, PER))).toEqual([0, 0, 1, 3]);
});
