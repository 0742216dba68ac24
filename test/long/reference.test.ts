/**
 * The shipped decision against the plain one, a hundred million times; `npm run test:long`.
 */
import { expect, it } from 'vitest';
import { compare } from '../reference/compare.ts';
import { report } from '../reference/report.ts';

const CASES = 100_000_000;

it('the guard decides as the laws do', () => {
  const began = performance.now();
  const { difference, seen } = compare(20_262, CASES);
  report('plain decider', seen, performance.now() - began);
  expect(difference).toBeNull();
  expect(seen.cases).toBe(CASES);
});
