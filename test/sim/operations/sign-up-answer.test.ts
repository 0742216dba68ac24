/**
 * What the trigger's answer makes of a sign-up: the stored user, the addresses the flags verify, and the code.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../../src/core/attempt.ts';
import { NEUTRAL } from '../../../src/core/decision.ts';
import { createPool } from '../../../src/sim/pool.ts';
import { ALL_FLAGS, EMAIL, EMAIL_FLAGS, emptyPool, PASSWORD, PHONE, signUp } from '../pools.ts';

const BOTH = { email: EMAIL, phone_number: PHONE };
const PHONE_FLAGS = { ...NEUTRAL, autoConfirmUser: true, autoVerifyPhone: true };

/** A pool that sends sign-up codes to those attributes. */
function sendingTo(...autoVerified: AliasAttribute[]) {
  return createPool({ ...emptyPool().settings, autoVerified });
}

it('a user is stored as asked for, waiting for the code (F5.1)', () => {
  const { pool, result } = signUp(emptyPool(), 'bob', { email: EMAIL, name: 'Bob' });

  const codeSentTo = { code: '123456', attribute: 'email', value: EMAIL, sentAt: 1000 };
  const user = {
    userName: 'bob',
    sub: 'sub-bob',
    status: 'UNCONFIRMED',
    enabled: true,
    attributes: new Map([
      ['sub', 'sub-bob'],
      ['email', EMAIL],
      ['name', 'Bob'],
    ]),
    password: PASSWORD,
    passwordSetAt: 1000,
    passwordCode: null,
    createdAt: 1000,
    modifiedAt: 1000,
    signUpCode: codeSentTo,
    attributeCodes: new Map(),
  };
  expect(result).toEqual({ ok: true, value: { user, codeSentTo } });
  expect(pool.users).toEqual(new Map([['bob', user]]));
});

describe('a flag', () => {
  it.each([
    ['the email alone', EMAIL_FLAGS, 'true', undefined, ['email']],
    ['the number alone', PHONE_FLAGS, undefined, 'true', ['phone_number']],
    ['both', ALL_FLAGS, 'true', 'true', ['email', 'phone_number']],
  ])('verifies what it is for: %s', (_, flags, email, phone, gained) => {
    const { pool, result, events } = signUp(emptyPool(), 'bob', BOTH, flags);

    const user = pool.users.get('bob');
    expect(user?.attributes.get('email_verified')).toBe(email);
    expect(user?.attributes.get('phone_number_verified')).toBe(phone);
    expect(result).toEqual({ ok: true, value: { user, codeSentTo: null } });
    expect(events.slice(1)).toEqual(
      gained.map((attribute) => expect.objectContaining({ kind: 'alias-gained', attribute, door: 'sign-up' })),
    );
  });

  it('moves a number as it moves an email (F2.4, F2.5)', () => {
    const pool = signUp(emptyPool(), 'ann', BOTH, ALL_FLAGS).pool;

    const step = signUp(pool, 'bob', { phone_number: PHONE }, PHONE_FLAGS);

    expect(step.events.slice(1)).toEqual([
      { kind: 'alias-moved', attribute: 'phone_number', value: PHONE, from: 'ann', to: 'bob', door: 'sign-up' },
    ]);
    expect(step.pool.users.get('ann')?.attributes.get('phone_number_verified')).toBe('false');
    expect(step.pool.users.get('ann')?.attributes.get('email_verified')).toBe('true');
  });

  it.each([
    ['email', { phone_number: PHONE }, EMAIL_FLAGS],
    ['number', { email: EMAIL }, PHONE_FLAGS],
  ])('for an %s that was not given fails the whole sign-up (F1.7)', (_, attributes, flags) => {
    const pool = emptyPool();
    const error = { name: 'InvalidLambdaResponseException', message: 'Unrecognizable lambda output' };

    expect(signUp(pool, 'bob', attributes, flags)).toEqual({ pool, result: { ok: false, error }, events: [] });
  });
});

describe('the code (F5.1)', () => {
  it.each([
    ['the email', sendingTo('email'), BOTH, EMAIL],
    ['the number', sendingTo('phone_number'), BOTH, PHONE],
    ['the number, if both could get it', sendingTo('email', 'phone_number'), BOTH, PHONE],
    ['the email, if there is no number', sendingTo('email', 'phone_number'), { email: EMAIL }, EMAIL],
  ])('goes to %s', (_, pool, attributes, destination) => {
    const { events, result } = signUp(pool, 'bob', attributes);

    expect(events.slice(1)).toMatchObject([{ kind: 'code-sent', userName: 'bob', destination, code: '123456' }]);
    expect(result).toMatchObject({ value: { codeSentTo: { value: destination } } });
  });

  it.each([
    ['in a pool that sends none', sendingTo(), BOTH],
    ['without the address for it', sendingTo('email'), { phone_number: PHONE }],
  ])('goes nowhere %s', (_, pool, attributes) => {
    const { events, result } = signUp(pool, 'bob', attributes);

    expect(events).toEqual([{ kind: 'user-created', userName: 'bob', status: 'UNCONFIRMED' }]);
    expect(result).toMatchObject({ value: { codeSentTo: null, user: { signUpCode: null } } });
  });
});
