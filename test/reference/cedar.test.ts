/**
 * The shipped rules against Cedar's engine. A hundred thousand verdicts run by `npm run test:long`.
 */
import { expect, it } from 'vitest';
import { compareWithCedar } from './cedar-compare.ts';

const CASES = 4_000;

it('the guard judges as Cedar does', () => {
  const began = performance.now();
  const { difference, seen } = compareWithCedar(20_263, CASES);
  console.log(`Cedar: ${CASES} verdicts, ${Math.round((1000 * CASES) / (performance.now() - began))} a second`, seen);
  expect(difference).toBeNull();
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(CASES / 100);
}, 60_000);
