/**
 * The shipped decision against the plain one. A hundred million cases run by `npm run test:long`.
 */
import { expect, it } from 'vitest';
import { compare } from './compare.ts';
import { report } from './report.ts';

const CASES = 100_000;
/** A second on one free core; machines are often not free. */
const TIMEOUT_MS = 120_000;
const REASONS = [
  ...['rule', 'otherwise', 'mode', 'collision', 'claimed', 'busy', 'source-untouched'],
  ...['directory-unavailable', 'claims-unavailable', 'malformed-attribute'],
];

it(
  'the guard decides as the laws do',
  () => {
    const began = performance.now();
    const { difference, seen } = compare(20_261, CASES);
    report('plain decider', seen, performance.now() - began);
    expect(difference).toBeNull();
    expect(seen.cases).toBe(CASES);
    expect([...seen.outcomes.keys()].sort()).toEqual(['approve', 'code', 'deny', 'untouched']);
    expect([...seen.reasons.keys()].sort()).toEqual(REASONS.sort());
    expect([...seen.verified.keys()].sort()).toEqual([0, 1, 2]);
    // four causes of each address, and an email that is too long to look up
    expect(seen.withheld.size).toBe(9);
    for (const count of [...seen.reasons.values(), ...seen.verified.values(), ...seen.withheld.values()]) {
      expect(count).toBeGreaterThan(CASES / 2_000);
    }
    expect(seen.trivial).toBeLessThan(CASES / 10);
  },
  TIMEOUT_MS,
);
