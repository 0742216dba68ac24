/**
 * When a user name is looked up, and when it is taken.
 */
import { describe, expect, it } from 'vitest';
import type { Alias } from '../../src/core/attempt.ts';
import { type NamedUser, nameFactOf, nameToAsk } from '../../src/core/user-names.ts';
import { attemptOf } from './conditions/attempts.ts';

const ATTEMPT = attemptOf({ email: 'bob@example.com', phone: '+12065550100', userName: 'bob' });
const POLICY = { takenNames: 'refuse' } as const;

describe('a user name', () => {
  it.each([
    ['bob', 'bob'],
    ['google_123', 'google_123'],
    [null, null],
    ['5f8a2c1e-0b3d-4e6f-8a9b-0c1d2e3f4a5b', null],
    ['5F8A2C1E-0B3D-4E6F-8A9B-0C1D2E3F4A5B', null],
    ['5f8a2c1e-0b3d-4e6f-8a9b-0c1d2e3f4a5b2', '5f8a2c1e-0b3d-4e6f-8a9b-0c1d2e3f4a5b2'],
    ['x5f8a2c1e-0b3d-4e6f-8a9b-0c1d2e3f4a5b', 'x5f8a2c1e-0b3d-4e6f-8a9b-0c1d2e3f4a5b'],
  ])('%s is looked up as %s', (userName, asked) => {
    expect(nameToAsk({ ...ATTEMPT, userName }, POLICY)).toBe(asked);
  });

  it('is not looked up where the policy ignores taken names, and is without a policy', () => {
    expect(nameToAsk(ATTEMPT, { takenNames: 'ignore' })).toBeNull();
    expect(nameToAsk(ATTEMPT, null)).toBe('bob');
  });
});

describe('a user found under it', () => {
  const user = (userName: string, ...carried: readonly string[]): NamedUser => ({
    userName,
    carries: ({ folded }: Alias) => carried.includes(folded),
  });

  it.each([
    ['nobody', null, 'free'],
    ['a user of that name', user('bob', 'other@example.com'), 'taken'],
    ['a user of that name who has the email: the same sign-up, called again', user('bob', 'bob@example.com'), 'free'],
    ['a user of that name who has the number', user('bob', '+12065550100'), 'free'],
    ['a user of another name, found by another alias', user('robert'), 'free'],
    ['a user of that name in capitals', user('BOB'), 'free'],
  ] as const)('%s', (_, found, kind) => {
    expect(nameFactOf(ATTEMPT, found)).toEqual({ kind });
  });
});
