/**
 * The shipped decision against the plain one. A hundred million cases run by `npm run test:long`.
 */
import { expect, it } from 'vitest';
import { compare } from './compare.ts';
import { report } from './report.ts';

const CASES = 2_000_000;

it('decides as the laws do', () => {
  const began = performance.now();
  const { difference, seen } = compare(20_261, CASES);
  report('plain decider', seen, performance.now() - began);
  expect(difference).toBeNull();
  expect(seen.get('cases')).toBe(CASES);
  for (const name of SEEN) expect(seen.get(name), name).toBeGreaterThan(CASES / 2_000);
  expect(seen.get('unconditional rules alone decide')).toBeLessThan(CASES / 10);
});

const SEEN = [
  ...['approve', 'code', 'deny', 'untouched'].map((name) => `outcome ${name}`),
  ...['rule', 'otherwise', 'mode', 'collision', 'claimed', 'busy'].map((name) => `reason ${name}`),
  ...['directory-unavailable', 'claims-unavailable', 'malformed-attribute'].map((name) => `reason ${name}`),
  ...['held', 'claimed', 'unknown', 'malformed'].map((name) => `withheld ${name}`),
  'verified 1',
  'verified 2',
];
