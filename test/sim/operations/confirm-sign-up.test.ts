/**
 * Confirming: by the code, by an administrator, and asking for a new code. Doors and aliases are in `doors.test.ts`;
 * here is what each call leaves on the user and whom it refuses.
 */
import { describe, expect, it } from 'vitest';
import { adminConfirmSignUp } from '../../../src/sim/operations/admin-confirm-sign-up.ts';
import { confirmSignUp, resendConfirmationCode } from '../../../src/sim/operations/confirm-sign-up.ts';
import { createPool, type Pool } from '../../../src/sim/pool.ts';
import { EMAIL, EMAIL_FLAGS, emptyPool, PHONE, poolOfAnn, SIGN_INS, signUp } from '../pools.ts';

const waiting = signUp(emptyPool(), 'bob', { email: EMAIL }).pool;

function confirm(pool: Pool, userName: string, code = '123456') {
  return confirmSignUp(pool, { userName, code, forceAliasCreation: false }, 2000);
}

describe('ConfirmSignUp', () => {
  it('leaves a confirmed user with the address verified and no code (F5.2)', () => {
    const before = waiting.users.get('bob');
    const attributes = new Map([...(before?.attributes ?? []), ['email_verified', 'true']]);

    const { pool, result } = confirm(waiting, 'bob');

    const user = { ...before, status: 'CONFIRMED', signUpCode: null, modifiedAt: 2000, attributes };
    expect(result).toEqual({ ok: true, value: user });
    expect(pool.users.get('bob')).toEqual(user);
  });

  it('verifies the number alone where the number got the code (F5.1, F5.2)', () => {
    const settings = { ...emptyPool().settings, autoVerified: ['email', 'phone_number'] } as const;
    const pool = signUp(createPool(settings), 'bob', { email: EMAIL, phone_number: PHONE }).pool;

    const user = confirm(pool, 'bob').pool.users.get('bob');

    expect(user?.attributes.get('phone_number_verified')).toBe('true');
    expect(user?.attributes.has('email_verified')).toBe(false);
  });

  const held = signUp(poolOfAnn(), 'bob', { email: EMAIL }).pool;
  const mismatch = 'Invalid verification code provided, please try again.';

  it.each([
    ['of nobody', waiting, 'eve', '123456', 'UserNotFoundException', 'User does not exist.'],
    ['by a wrong code', waiting, 'bob', '000000', 'CodeMismatchException', mismatch],
    ['by no code', waiting, 'bob', '', 'CodeMismatchException', mismatch],
    [
      'of somebody confirmed',
      poolOfAnn(),
      'ann',
      '123456',
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
    ],
    [
      'into an alias that is held (F2.4)',
      held,
      'bob',
      '123456',
      'AliasExistsException',
      'An account with the given email already exists.',
    ],
  ])('changes nothing when it is refused: %s', (_, pool, userName, code, name, message) => {
    expect(confirm(pool, userName, code)).toEqual({
      pool,
      result: { ok: false, error: { name, message } },
      events: [],
    });
  });
});

describe('ResendConfirmationCode (F5.5)', () => {
  const again = { sub: '', code: '654321', now: 1500 };
  const sent = { code: '654321', attribute: 'email', value: EMAIL, sentAt: 1500 };

  it('sends a new code to the same address', () => {
    const step = resendConfirmationCode(waiting, 'bob', again);

    expect(step.result).toEqual({ ok: true, value: sent });
    expect(step.pool.users.get('bob')).toEqual({ ...waiting.users.get('bob'), signUpCode: sent });
    expect(step.events).toEqual([
      { kind: 'code-sent', userName: 'bob', attribute: 'email', destination: EMAIL, code: '654321' },
    ]);
  });

  it('makes the old code worthless', () => {
    const { pool } = resendConfirmationCode(waiting, 'bob', again);

    expect(confirm(pool, 'bob').result).toMatchObject({ error: { name: 'CodeMismatchException' } });
    expect(confirm(pool, 'bob', '654321').result.ok).toBe(true);
  });

  const nowhere = signUp(emptyPool(), 'bob', { phone_number: PHONE }).pool;

  it.each([
    ['nobody', waiting, 'eve', 'UserNotFoundException', 'User does not exist.'],
    ['somebody confirmed', poolOfAnn(), 'ann', 'InvalidParameterException', 'User is already confirmed.'],
    [
      'somebody without an address for it (F5.1)',
      nowhere,
      'bob',
      'InvalidParameterException',
      'Cannot resend codes. Auto verification not turned on.',
    ],
  ])('sends nothing to %s', (_, pool, userName, name, message) => {
    const step = resendConfirmationCode(pool, userName, again);

    expect(step).toEqual({ pool, result: { ok: false, error: { name, message } }, events: [] });
  });
});

describe('AdminConfirmSignUp (F2.4)', () => {
  it('confirms without a code and verifies nothing', () => {
    const user = { ...waiting.users.get('bob'), status: 'CONFIRMED', signUpCode: null, modifiedAt: 2000 };

    const step = adminConfirmSignUp(waiting, 'bob', 2000);

    expect(step.result).toEqual({ ok: true, value: user });
    expect(step.pool.users.get('bob')).toEqual(user);
    expect(step.events).toEqual([]);
  });

  const byAddress = signUp(emptyPool(SIGN_INS[1]), EMAIL, {}, EMAIL_FLAGS).pool;

  it.each([
    ['nobody', waiting, 'eve', 'UserNotFoundException', 'User does not exist.'],
    [
      'somebody confirmed',
      byAddress,
      EMAIL,
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
    ],
  ])('refuses %s', (_, pool, userName, name, message) => {
    const step = adminConfirmSignUp(pool, userName, 2000);

    expect(step).toEqual({ pool, result: { ok: false, error: { name, message } }, events: [] });
  });
});
