/**
 * How sightings of an alias combine.
 */
import { describe, expect, it } from 'vitest';
import {
  combineSightings,
  type Failure,
  type Holder,
  hasOwner,
  hasVerifiedHolder,
  isOwner,
  type Sighting,
} from '../../src/core/facts.ts';

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
    [
      'one, and perhaps more',
      [{ kind: 'seen', holders: [holder('a')], more: true }, seen()],
      'any',
      { kind: 'held', holders: [holder('a')], atLeast: true },
    ],
    ['of which one look-up cannot be asked', [seen(), { kind: 'too-long' }], 'any', { kind: 'unknown', failures: [] }],
    [
      'of which one look-up cannot be asked, and another sees one',
      [{ kind: 'too-long' }, seen(holder('a'))],
      'any',
      { kind: 'held', holders: [holder('a')] },
    ],
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

it('sightings are told by the first of two readings that are as sure', () => {
  const later = { ...holder('a', true), status: 'ARCHIVED' };

  expect(combineSightings([seen(holder('a', true)), seen(later)], 'any')).toEqual({
    kind: 'held',
    holders: [holder('a', true)],
  });
});

describe('an owner', () => {
  const federated: Holder = { ...holder('google_1'), status: 'EXTERNAL_PROVIDER' };

  it.each([
    ['has it verified', holder('a', true), true],
    ['is no squatter', holder('a'), false],
    ['comes from a provider and has it at all', federated, true],
    ['does carry it', { ...holder('a', true), carries: false }, false],
    ['does carry it, from a provider, too', { ...federated, carries: false }, false],
    ['is somebody else', holder('self', true), false],
    ['is somebody else, from a provider, too', { ...federated, userName: 'self' }, false],
  ])('%s', (_, user, owns) => {
    expect(isOwner(user, 'self')).toBe(owns);
    expect(combineSightings([seen(user)], 'owners', 'self').kind).toBe(owns ? 'held' : 'free');
    for (const kind of ['free', 'held'] as const) expect(hasOwner({ kind, holders: [user] }, 'self')).toBe(owns);
  });

  it('is anybody where the attempt has no user name', () => {
    expect(combineSightings([seen(holder('self', true))], 'owners')).toMatchObject({ kind: 'held' });
  });

  it('may be whom a look-up could not tell', () => {
    const fact = combineSightings([seen(holder('a')), UNKNOWN], 'owners', 'self');

    expect(fact).toEqual({ kind: 'unknown', failures: [FAILURE] });
    expect([fact, undefined].map((one) => hasOwner(one, 'self'))).toEqual([false, false]);
  });

  it.each([
    ['first', [seen(holder('a', true)), seen({ ...holder('a', true), carries: false })]],
    ['last', [seen({ ...holder('a', true), carries: false }), seen(holder('a', true))]],
  ] as const)('is seen where one of two look-ups sees the address on them, the %s', (_, sightings) => {
    expect(combineSightings(sightings, 'owners')).toEqual({ kind: 'held', holders: [holder('a', true)] });
  });

  it.each([
    ['first', [seen(holder('a')), seen({ ...holder('a', true), carries: false })]],
    ['last', [seen({ ...holder('a', true), carries: false }), seen(holder('a'))]],
  ] as const)('is not made up from two readings, the unverified one %s', (_, sightings) => {
    expect(combineSightings(sightings, 'owners').kind).toBe('free');
    expect(combineSightings(sightings, 'verified').kind).toBe('held');
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
