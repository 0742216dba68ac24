/**
 * New passwords: one's own choice, an administrator's, the one in place of a temporary one, and the one after a code.
 */
import { describe, expect, it } from 'vitest';
import { CODE_MS, PASSWORD_CODE_MS } from '../../../src/sim/codes.ts';
import { checkSignIn, checkTemporaryPassword, TEMPORARY_MS } from '../../../src/sim/operations/authenticate.ts';
import { confirmForgotPassword, forgotPassword } from '../../../src/sim/operations/forgot-password.ts';
import { resendInvitation } from '../../../src/sim/operations/resend-invitation.ts';
import {
  adminSetUserPassword,
  changePassword,
  replaceTemporaryPassword,
} from '../../../src/sim/operations/set-password.ts';
import type { Pool, SentCode, User } from '../../../src/sim/pool.ts';
import { BOTH_VERIFIED, VERIFIED, withPerson } from '../people.ts';
import { EMAIL, emptyPool, givenFor, PASSWORD, PHONE } from '../pools.ts';

const NEW = 'Other-horse-2';
const INVITED: Partial<User> = { status: 'FORCE_CHANGE_PASSWORD', password: 'Temporary-1' };
const SENT: SentCode = { code: '123456', attribute: 'email', value: EMAIL, sentAt: 1000 };

function poolWith(attributes: Readonly<Record<string, string>> = VERIFIED, more: Partial<User> = {}): Pool {
  return withPerson(emptyPool(), 'ann', attributes, more);
}

function refusal(pool: Pool, name: string, message: string) {
  return { pool, result: { ok: false, error: { name, message } }, events: [] };
}

const NOT_FOUND = ['UserNotFoundException', 'User does not exist.'] as const;
const WRONG = ['NotAuthorizedException', 'Incorrect username or password.'] as const;
const MISMATCH = ['CodeMismatchException', 'Invalid verification code provided, please try again.'] as const;
const EXPIRED = ['ExpiredCodeException', 'Invalid code provided, please request a code again.'] as const;
const TOO_SHORT = [
  'InvalidPasswordException',
  'Password did not conform with policy: Password not long enough',
] as const;

describe('a new password', () => {
  it('of one’s own replaces the old one and ends a code', () => {
    const pool = poolWith(VERIFIED, { passwordCode: SENT });

    const step = changePassword(pool, 'ann', { previous: PASSWORD, proposed: NEW }, 5000);

    expect(step.pool.users.get('ann')).toMatchObject({
      password: NEW,
      status: 'CONFIRMED',
      passwordCode: null,
      passwordSetAt: 5000,
      modifiedAt: 5000,
    });
    expect(step.result).toEqual({ ok: true, value: step.pool.users.get('ann') });
  });

  it.each([
    ['of somebody who is gone', 'bob', PASSWORD, NEW, NOT_FOUND],
    ['after a wrong one', 'ann', 'wrong', NEW, WRONG],
    ['that the rules refuse', 'ann', PASSWORD, 'short', TOO_SHORT],
  ])('%s is refused', (_, userName, previous, proposed, [name, message]) => {
    const pool = poolWith();

    expect(changePassword(pool, userName, { previous, proposed }, 5000)).toEqual(refusal(pool, name, message));
  });

  it.each([
    [true, 'CONFIRMED'],
    [false, 'FORCE_CHANGE_PASSWORD'],
  ])('of an administrator, permanent: %s, leaves the user %s', (permanent, status) => {
    const step = adminSetUserPassword(poolWith(), EMAIL, { password: NEW, permanent }, 5000);

    expect(step.pool.users.get('ann')).toMatchObject({ password: NEW, status });
  });

  it('of an administrator for nobody is refused', () => {
    const pool = poolWith();

    expect(adminSetUserPassword(pool, 'bob', { password: NEW, permanent: true }, 1)).toEqual(
      refusal(pool, ...NOT_FOUND),
    );
  });

  it('in place of a temporary one confirms', () => {
    const pool = poolWith(VERIFIED, INVITED);

    expect(replaceTemporaryPassword(pool, 'ann', NEW, 1).pool.users.get('ann')).toMatchObject({
      status: 'CONFIRMED',
      password: NEW,
    });
    expect(replaceTemporaryPassword(pool, 'bob', NEW, 1)).toEqual(refusal(pool, ...NOT_FOUND));
  });
});

describe('an invitation sent again', () => {
  it('has a new password and stays an invitation', () => {
    const step = resendInvitation(poolWith(VERIFIED, INVITED), EMAIL, NEW, 5000);

    expect(step.pool.users.get('ann')).toMatchObject({
      password: NEW,
      status: 'FORCE_CHANGE_PASSWORD',
      passwordSetAt: 5000,
    });
  });

  it('is refused for who came already, and for nobody', () => {
    const pool = poolWith();
    const words = 'Resend not possible. ann status is not FORCE_CHANGE_PASSWORD';

    expect(resendInvitation(pool, EMAIL, NEW, 1)).toEqual(refusal(pool, 'UnsupportedUserStateException', words));
    expect(resendInvitation(pool, 'bob', NEW, 1)).toEqual(refusal(pool, ...NOT_FOUND));
  });
});

describe('a temporary password', () => {
  const user = (more: Partial<User>) => poolWith(VERIFIED, more).users.get('ann') as User;

  it('counts for seven days', () => {
    const invited = user({ ...INVITED, passwordSetAt: 1000 });

    expect(checkTemporaryPassword(invited, 1000 + TEMPORARY_MS)).toEqual({ ok: true, value: invited });
    expect(checkTemporaryPassword(invited, 1001 + TEMPORARY_MS)).toEqual({
      ok: false,
      error: {
        name: 'NotAuthorizedException',
        message: 'Temporary password has expired and must be reset by an administrator.',
      },
    });
    expect(TEMPORARY_MS).toBe(604_800_000);
  });

  it('is no other’s matter', () => {
    expect(checkTemporaryPassword(user({}), 10 * TEMPORARY_MS).ok).toBe(true);
    expect(checkSignIn(user(INVITED)).ok).toBe(true);
  });
});

describe('a forgotten password', () => {
  it.each([
    ['the phone, where both are verified', BOTH_VERIFIED, 'phone_number', PHONE],
    ['the email, where it alone is', { ...VERIFIED, phone_number: PHONE }, 'email', EMAIL],
  ])('sends a code to %s', (_, attributes, attribute, value) => {
    const step = forgotPassword(poolWith(attributes), 'ann', givenFor('ann', 5000));

    const sent = { code: '123456', attribute, value, sentAt: 5000 };
    expect(step.result).toEqual({ ok: true, value: sent });
    expect(step.pool.users.get('ann')?.passwordCode).toEqual(sent);
    expect(step.events).toEqual([
      { kind: 'code-sent', userName: 'ann', attribute, destination: value, code: '123456' },
    ]);
  });

  it.each([
    ['nobody', 'bob', {}],
    ['somebody disabled', 'ann', { enabled: false }],
  ])('of %s sends nothing and says nothing (F6.1)', (_, userName, more) => {
    const pool = poolWith(VERIFIED, more);

    expect(forgotPassword(pool, userName, givenFor('ann'))).toEqual({
      pool,
      result: { ok: true, value: null },
      events: [],
    });
  });

  it('of somebody without a verified address sends nothing (F5.3)', () => {
    const pool = poolWith({ email: EMAIL, email_verified: 'false', phone_number: PHONE });

    expect(forgotPassword(pool, 'ann', givenFor('ann')).result).toEqual({ ok: true, value: null });
  });

  it.each(['FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'] as const)('of a user %s cannot be reset', (status) => {
    const pool = poolWith(VERIFIED, { status });
    const words = 'User password cannot be reset in the current state.';

    expect(forgotPassword(pool, 'ann', givenFor('ann'))).toEqual(refusal(pool, 'NotAuthorizedException', words));
  });

  it('is replaced by the code, by whatever names the user', () => {
    for (const userName of ['ann', EMAIL]) {
      const pool = poolWith(VERIFIED, { passwordCode: SENT });

      const step = confirmForgotPassword(pool, { userName, code: '123456', password: NEW }, 1000 + PASSWORD_CODE_MS);

      expect(step.pool.users.get('ann')).toMatchObject({ password: NEW, passwordCode: null, status: 'CONFIRMED' });
    }
    expect(PASSWORD_CODE_MS).toBe(3_600_000);
    expect(CODE_MS).toBe(86_400_000);
  });

  it.each([
    ['for nobody', { passwordCode: SENT }, 'bob', '123456', NEW, 1000, MISMATCH],
    ['for somebody disabled', { passwordCode: SENT, enabled: false }, 'ann', '123456', NEW, 1000, MISMATCH],
    ['that nobody asked for', {}, 'ann', '123456', NEW, 1000, EXPIRED],
    ['that is another', { passwordCode: SENT }, 'ann', '654321', NEW, 1000, MISMATCH],
    ['after its hour', { passwordCode: SENT }, 'ann', '123456', NEW, 1001 + PASSWORD_CODE_MS, EXPIRED],
    ['with a bad password', { passwordCode: SENT }, 'ann', '123456', 'short', 1000, TOO_SHORT],
  ])('is not replaced by a code %s', (_, more, userName, code, password, now, [name, message]) => {
    const pool = poolWith(VERIFIED, more);

    expect(confirmForgotPassword(pool, { userName, code, password }, now)).toEqual(refusal(pool, name, message));
  });

  it('of somebody whose alias moved cannot be reset through it (F2.5)', () => {
    const pool = withPerson(poolWith({ email: EMAIL, email_verified: 'false' }), 'bob', VERIFIED);

    expect(forgotPassword(pool, EMAIL, givenFor('ann')).events).toMatchObject([{ userName: 'bob' }]);
  });
});
