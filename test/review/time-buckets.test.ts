import { describe, expect, it } from 'vitest';
import { axisRange } from '../../src/review/time-buckets.ts';

const MINUTE = 60_000;
const at = (length: number) => Array.from({ length }, (_, index) => 600_000 + index * MINUTE);

describe('the axis', () => {
  it.each([
    [1, 4],
    [2, 4],
    [3, 3],
    [8, 1],
    [9, 0],
    [40, 0],
  ])('of %i steps has %i around them', (length, around) => {
    expect(axisRange({ at: at(length), bucketMs: MINUTE })).toEqual([
      600_000 - around * MINUTE,
      600_000 + (length + around) * MINUTE,
    ]);
  });
});
