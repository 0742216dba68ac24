/**
 * Pools and people for tests of the model: every kind of pool, and sign-ups in one line.
 */
import type { AliasAttribute } from '../../src/core/attempt.ts';
import { NEUTRAL, type ResponseFlags } from '../../src/core/decision.ts';
import { beginSignUp, finishSignUp, type SignUpResult } from '../../src/sim/operations/sign-up.ts';
import { createPool, type Pool, type SignIn, type Supplied } from '../../src/sim/pool.ts';
import type { Step } from '../../src/sim/step.ts';

const BOTH: readonly AliasAttribute[] = ['email', 'phone_number'];

/** Every way to sign in. */
export const SIGN_INS: readonly SignIn[] = [
  { kind: 'alias', attributes: BOTH },
  { kind: 'username', attributes: BOTH },
  { kind: 'neither' },
];

/** An address, a number and a password that every pool takes. */
export const EMAIL = 'ann@example.com';
export const PHONE = '+12065550100';
export const PASSWORD = 'Correct-horse-1';

/** Every flag set: what the article's trigger answers. */
export const ALL_FLAGS: ResponseFlags = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };

/** Confirmed, and the email verified. */
export const EMAIL_FLAGS: ResponseFlags = { ...NEUTRAL, autoConfirmUser: true, autoVerifyEmail: true };

/** An empty pool. */
export function emptyPool(signIn: SignIn = { kind: 'alias', attributes: BOTH }, caseSensitive = false): Pool {
  return createPool({
    id: 'local_1',
    signIn,
    caseSensitive,
    autoVerified: ['email'],
    verifyBeforeUpdate: ['email'],
    customAttributes: ['custom:team'],
  });
}

/** What the model is handed for a user of that name. */
export function givenFor(userName: string, now = 1000): Supplied {
  return { sub: `sub-${userName}`, code: '123456', now };
}

/** A whole sign-up with a fixed answer of the trigger. */
export function signUp(
  pool: Pool,
  userName: string,
  attributes: Readonly<Record<string, string>>,
  flags: ResponseFlags = NEUTRAL,
): Step<SignUpResult> {
  const request = { userName, password: PASSWORD, attributes: new Map(Object.entries(attributes)) };
  const begun = beginSignUp(pool, request, `sub-${userName}`);
  if (!begun.ok) return { pool, result: begun, events: [] };
  return finishSignUp(pool, begun.value, { kind: 'flags', flags }, givenFor(userName));
}

/** A pool in which `ann` owns the email address. */
export function poolOfAnn(signIn?: SignIn, caseSensitive?: boolean): Pool {
  const name = signIn?.kind === 'username' ? EMAIL : 'ann';
  return signUp(emptyPool(signIn, caseSensitive), name, { email: EMAIL }, EMAIL_FLAGS).pool;
}

/** Whether that user's email counts as verified. */
export function emailFlag(pool: Pool, userName: string): string | undefined {
  return pool.users.get(userName)?.attributes.get('email_verified');
}
