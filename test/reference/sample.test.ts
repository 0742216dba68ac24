/**
 * A small share of the comparison, small enough to run once a mutant (`npm run test:mutation`).
 */
import { expect, it } from 'vitest';
import { compare } from './compare.ts';

it('the guard decides a sample as the laws do', () => {
  expect(compare(1, 6_000, 10).difference).toBeNull();
});
