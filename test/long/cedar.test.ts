/**
 * The shipped rules against Cedar's engine, a hundred thousand times; `npm run test:long`.
 */
import { expect, it } from 'vitest';
import { compareWithCedar } from '../reference/cedar-compare.ts';

const CASES = 100_000;

it('the guard judges as Cedar does', () => {
  const began = performance.now();
  const { difference, seen } = compareWithCedar(20_264, CASES);
  console.log(`Cedar: ${CASES} verdicts, ${Math.round((1000 * CASES) / (performance.now() - began))} a second`, seen);
  expect(difference).toBeNull();
});
