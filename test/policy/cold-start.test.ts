/**
 * What a policy costs in Parameter Store: parameters, calls and bytes.
 */
import { expect, test } from 'vitest';
import { coldStartCost, startsASecond } from '../../src/policy/cold-start.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { withDomains } from './documents.ts';

const PROVENANCE = { stack: '', publisher: 'command-line' } as const;

test('a small policy is one parameter', () => {
  const document = withDomains(5);
  const { manifest } = encodePolicy(document, PROVENANCE);

  expect(coldStartCost(document)).toEqual({ parameters: 1, calls: 1, bytes: manifest.length });
});

test.each([
  [500, 1],
  [2_000, 2],
])('%i domains are read ten parts a call', (count, calls) => {
  const document = withDomains(count);
  const { parts, manifest } = encodePolicy(document, PROVENANCE);

  expect(Math.ceil(parts.length / 10)).toBe(calls);
  expect(coldStartCost(document)).toEqual({
    parameters: parts.length + 1,
    calls: 1 + calls,
    bytes: manifest.length + parts.join('').length,
  });
});

test.each([
  [1, 40],
  [2, 20],
  [3, 13.3],
  [10, 4],
])('%i calls a start leave room for %f starts a second', (calls, starts) => {
  expect(startsASecond({ parameters: 1, calls, bytes: 1 })).toBe(starts);
});
