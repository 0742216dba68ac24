/**
 * AdminCreateUser: the user it makes, whom it refuses, and that the administrator's word counts instead of the flags.
 * What a held alias does is in `doors.test.ts` too.
 */
import { describe, expect, it } from 'vitest';
import { beginAdminCreateUser, finishAdminCreateUser } from '../../../src/sim/operations/admin-create-user.ts';
import type { Pool } from '../../../src/sim/pool.ts';
import type { TriggerAnswer } from '../../../src/sim/trigger.ts';
import { ALL_FLAGS, EMAIL, emptyPool, givenFor, PHONE, poolOfAnn, SIGN_INS, signUp } from '../pools.ts';

const [, BY_ADDRESS] = SIGN_INS;
const FLAGS: TriggerAnswer = { kind: 'flags', flags: ALL_FLAGS };

type Attributes = Readonly<Record<string, string>>;

function begin(pool: Pool, userName: string, attributes: Attributes) {
  const request = { userName, temporaryPassword: 'Temporary-1', forceAliasCreation: false };
  return beginAdminCreateUser(pool, { ...request, attributes: new Map(Object.entries(attributes)) }, 'sub-2');
}

function create(pool: Pool, userName: string, attributes: Attributes, answer = FLAGS) {
  const begun = begin(pool, userName, attributes);
  if (!begun.ok) throw new Error(begun.error.message);
  return finishAdminCreateUser(pool, begun.value, answer, givenFor(userName));
}

describe('the trigger', () => {
  it('is asked under the source of its own, the flattened address included (F1.1, F1.10)', () => {
    const begun = begin(emptyPool(), 'Bob', { email: EMAIL.toUpperCase(), email_verified: 'true' });

    expect(begun.ok && begun.value.ask).toEqual({
      source: 'PreSignUp_AdminCreateUser',
      userName: 'bob',
      attributes: new Map([
        ['email', EMAIL],
        ['email_verified', 'true'],
      ]),
    });
  });

  it.each([
    ['an address as user name (F1.9)', emptyPool(), EMAIL, {}, /^Username cannot be of email format/u],
    ['a name where addresses sign in (F1.9)', emptyPool(BY_ADDRESS), 'bob', {}, /^Username should be either/u],
    ['a bad number (F6.12)', emptyPool(), 'bob', { phone_number: '5550100' }, /^Invalid phone number format\.$/u],
  ])('is not asked about %s', (_, pool, userName, attributes, message) => {
    const begun = begin(pool, userName, attributes);

    expect(begun).toMatchObject({ ok: false, error: { name: 'InvalidParameterException' } });
    expect(begun.ok ? '' : begun.error.message).toMatch(message);
  });

  it('may refuse (F1.6, F4.4)', () => {
    const pool = emptyPool();
    const error = { name: 'UserLambdaValidationException', message: 'PreSignUp failed with error No.' };

    expect(create(pool, 'bob', {}, { kind: 'thrown', message: 'No' })).toEqual({
      pool,
      result: { ok: false, error },
      events: [],
    });
  });
});

describe('the new user', () => {
  it('has what the administrator gave and must change the password', () => {
    const { pool, result, events } = create(emptyPool(), 'bob', { email: EMAIL, name: 'Bob' });

    const attributes = new Map([
      ['sub', 'sub-2'],
      ['email', EMAIL],
      ['name', 'Bob'],
    ]);
    expect(result).toEqual({
      ok: true,
      value: {
        userName: 'bob',
        sub: 'sub-2',
        status: 'FORCE_CHANGE_PASSWORD',
        enabled: true,
        attributes,
        password: 'Temporary-1',
        passwordSetAt: 1000,
        passwordCode: null,
        createdAt: 1000,
        modifiedAt: 1000,
        signUpCode: null,
        attributeCodes: new Map(),
      },
    });
    expect(result).toEqual({ ok: true, value: pool.users.get('bob') });
    expect(events).toEqual([{ kind: 'user-created', userName: 'bob', status: 'FORCE_CHANGE_PASSWORD' }]);
  });

  it.each([
    ['email', EMAIL, 'true'],
    ['phone_number', PHONE, 'True'],
  ])('owns the %s that the administrator calls verified (F1.6)', (attribute, value, flag) => {
    const { pool, result, events } = create(emptyPool(), 'bob', {
      [attribute]: value,
      [`${attribute}_verified`]: flag,
    });

    expect(pool.users.get('bob')?.attributes.get(`${attribute}_verified`)).toBe('true');
    expect(result).toEqual({ ok: true, value: pool.users.get('bob') });
    expect(events.slice(1)).toEqual([{ kind: 'alias-gained', attribute, value, to: 'bob', door: 'admin-create' }]);
  });

  it.each([
    ['a flag that is false', { email: EMAIL, email_verified: 'false' }],
    ['a flag of an address that was not given', { phone_number: PHONE, email_verified: 'true' }],
  ])('owns nothing by %s', (_, attributes) => {
    const { pool, events } = create(emptyPool(), 'bob', attributes);

    expect(pool.users.get('bob')?.attributes.has('email_verified')).toBe(false);
    expect(events).toHaveLength(1);
  });

  it('may bear an address that somebody owns, if nobody calls it verified (F2.2)', () => {
    const step = create(poolOfAnn(), 'bob', { email: EMAIL });

    expect(step.events.map(({ kind }) => kind)).toEqual(['user-created']);
  });
});

describe('an administrator is refused', () => {
  const byAddress = signUp(emptyPool(BY_ADDRESS), EMAIL, {}).pool;
  const byNumber = signUp(emptyPool(BY_ADDRESS), PHONE, {}).pool;
  const phoneOwner = signUp(emptyPool(), 'ann', { phone_number: PHONE }, { ...ALL_FLAGS, autoVerifyEmail: false }).pool;

  it.each<[string, Pool, string, Attributes, string]>([
    ['a name that exists (F2.2)', poolOfAnn(), 'Ann', {}, 'User already exists'],
    [
      'an email that signs somebody in, unverified as it is (F2.2)',
      byAddress,
      EMAIL,
      {},
      'An account with the given email already exists.',
    ],
    [
      'a number that signs somebody in (F2.2)',
      byNumber,
      PHONE,
      {},
      'An account with the given phone_number already exists.',
    ],
    [
      'an email that is owned (F2.4)',
      poolOfAnn(),
      'bob',
      { email: EMAIL, email_verified: 'true' },
      'An account with the given email already exists.',
    ],
    [
      'a number that is owned (F2.4)',
      phoneOwner,
      'bob',
      { phone_number: PHONE, phone_number_verified: 'true' },
      'An account with the given phone_number already exists.',
    ],
  ])('%s, and nothing changes', (_, pool, userName, attributes, message) => {
    expect(create(pool, userName, attributes)).toEqual({
      pool,
      result: { ok: false, error: { name: 'UsernameExistsException', message } },
      events: [],
    });
  });
});
