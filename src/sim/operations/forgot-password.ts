/**
 * ForgotPassword and ConfirmForgotPassword: a code to a verified address sets a new password. Only a verified one: whoever
 * lost theirs to somebody else cannot come back this way (F2.5).
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import { checkCode, codeFor, codeMismatch, codeSent, PASSWORD_CODE_MS } from '../codes.ts';
import { resolveUser } from '../find.ts';
import { isVerified, type Pool, type SentCode, type Supplied, type User, withUser } from '../pool.ts';
import { done, refused, type Step } from '../step.ts';
import { withPassword } from './set-password.ts';

/** A ConfirmForgotPassword request. */
type ConfirmForgotPasswordRequest = {
  readonly userName: string;
  readonly code: string;
  readonly password: string;
};

/** Sends a code; null where there is nobody to send one to, which a caller hides (F5.3, F6.1). */
export function forgotPassword(pool: Pool, userName: string, given: Supplied): Step<SentCode | null> {
  const user = resolveUser(pool, userName);
  if (user === undefined || !user.enabled) return done(pool, null);
  if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER') {
    return refused(pool, 'NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  const target = recoveryTarget(user);
  if (target === null) return done(pool, null);
  const sent = codeFor(target.attribute, target.value, given);
  return done(withUser(pool, { ...user, passwordCode: sent }), sent, [codeSent(user.userName, sent)]);
}

type Target = { readonly attribute: AliasAttribute; readonly value: string };

/** A pool without AccountRecoverySetting prefers the phone. */
function recoveryTarget(user: User): Target | null {
  const verified = ALIAS_ATTRIBUTES.flatMap((attribute): readonly Target[] => {
    const value = user.attributes.get(attribute);
    // Stryker disable next-line ConditionalExpression: for the compiler; what is not there is not verified
    return value !== undefined && isVerified(user, attribute) ? [{ attribute, value }] : [];
  });
  return verified.find(({ attribute }) => attribute === 'phone_number') ?? verified[0] ?? null;
}

/** Sets the password; somebody who is not there is refused like a wrong code (F6.1). */
export function confirmForgotPassword(pool: Pool, request: ConfirmForgotPasswordRequest, now: number): Step<User> {
  const user = resolveUser(pool, request.userName);
  if (user === undefined || !user.enabled) return { pool, result: codeMismatch(), events: [] };
  if (user.passwordCode === null) {
    return refused(pool, 'ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
  const sent = checkCode(user.passwordCode, request.code, now, PASSWORD_CODE_MS);
  if (!sent.ok) return { pool, result: sent, events: [] };
  return withPassword(pool, user, request.password, user.status, now);
}
