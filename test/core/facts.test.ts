/**
 * How sightings of an alias combine.
 */
import { describe, expect, it } from 'vitest';
import { combineSightings, type Failure, type Holder, hasVerifiedHolder, type Sighting } from '../../src/core/facts.ts';

const FAILURE: Failure = { call: 'listUsers', cause: 'timeout' };
const OTHER: Failure = { call: 'adminGetUser', cause: 'throttled' };
const UNKNOWN: Sighting = { kind: 'unknown', failure: FAILURE };

function holder(userName: string, verified = false): Holder {
  return { userName, verified, enabled: true, status: 'CONFIRMED' };
}

function seen(...holders: readonly Holder[]): Sighting {
  return { kind: 'seen', holders };
}

describe('sightings of an alias', () => {
  it.each([
    ['nobody, nowhere asked', [], 'any', { kind: 'unknown', failures: [] }],
    ['nobody', [seen(), seen()], 'any', { kind: 'free', holders: [] }],
    ['nobody, and one look-up cannot tell', [seen(), UNKNOWN], 'any', { kind: 'unknown', failures: [FAILURE] }],
    [
      'that both cannot tell',
      [UNKNOWN, { kind: 'unknown', failure: OTHER } as const],
      'any',
      { kind: 'unknown', failures: [FAILURE, OTHER] },
    ],
    ['one, though another cannot tell', [UNKNOWN, seen(holder('a'))], 'any', { kind: 'held', holders: [holder('a')] }],
    ['one unverified, who does not count', [seen(holder('a'))], 'verified', { kind: 'free', holders: [holder('a')] }],
    [
      'one unverified, who does not count, in doubt',
      [seen(holder('a')), UNKNOWN],
      'verified',
      { kind: 'unknown', failures: [FAILURE] },
    ],
    [
      'two, one verified',
      [seen(holder('a'), holder('b', true))],
      'verified',
      { kind: 'held', holders: [holder('a'), holder('b', true)] },
    ],
  ] as const)('%s', (_, sightings, scope, fact) => {
    expect(combineSightings(sightings, scope)).toEqual(fact);
  });

  it.each([
    ['first', [seen(holder('a', true)), seen(holder('a'))]],
    ['last', [seen(holder('a')), seen(holder('a', true))]],
  ] as const)('agree on the verified reading, seen %s', (_, sightings) => {
    expect(combineSightings(sightings, 'verified')).toEqual({ kind: 'held', holders: [holder('a', true)] });
  });
});

describe('a verified holder', () => {
  it.each([
    ['is not proved without a fact', undefined, false],
    ['is not proved by doubt', { kind: 'unknown', failures: [FAILURE] }, false],
    ['does not stand on a free alias', { kind: 'free', holders: [holder('a', true)] }, false],
    ['is not an unverified one', { kind: 'held', holders: [holder('a')] }, false],
    ['is one of several', { kind: 'held', holders: [holder('a'), holder('b', true)] }, true],
  ] as const)('%s', (_, fact, proved) => {
    expect(hasVerifiedHolder(fact)).toBe(proved);
  });
});
