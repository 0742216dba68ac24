/**
 * ConfirmSignUp: the user proves the address that got the code. A public, unsigned call: whoever holds the code may also
 * set ForceAliasCreation and take the alias (F2.4).
 */
import { verifyAttribute } from '../alias.ts';
import { checkCode, codeSent } from '../codes.ts';
import { resolveUser } from '../find.ts';
import { type Pool, type SentCode, type Supplied, type User, withUser } from '../pool.ts';
import { done, refused, type Step, userNotFound } from '../step.ts';
import { signUpCode } from './sign-up.ts';

/** A ConfirmSignUp request. The API's default for `forceAliasCreation` is false. */
type ConfirmSignUpRequest = {
  readonly userName: string;
  readonly code: string;
  readonly forceAliasCreation: boolean;
};

/**
 * Confirms, and verifies exactly the attribute that received the code (F5.2), whatever its value is by now: whether
 * Cognito ties the code to the value is unconfirmed, and this reading is the more dangerous one.
 */
export function confirmSignUp(pool: Pool, request: ConfirmSignUpRequest, now: number): Step<User> {
  const user = resolveUser(pool, request.userName);
  if (user === undefined) return userNotFound(pool);
  if (user.status !== 'UNCONFIRMED') return notConfirmable(pool, user);
  const sent = checkCode(user.signUpCode, request.code, now);
  if (!sent.ok) return { pool, result: sent, events: [] };
  const confirmed: User = { ...user, status: 'CONFIRMED', signUpCode: null, modifiedAt: now };
  const onCollision = request.forceAliasCreation ? 'move' : 'refuse';
  const step = verifyAttribute(
    withUser(pool, confirmed),
    user.userName,
    sent.value.attribute,
    'confirm-sign-up',
    onCollision,
  );
  if (!step.result.ok) return { pool, result: step.result, events: [] };
  return done(step.pool, step.pool.users.get(user.userName) ?? confirmed, step.events);
}

/** ResendConfirmationCode: a new code for an unconfirmed user; the old one no longer counts (F5.5). */
export function resendConfirmationCode(pool: Pool, userName: string, given: Supplied): Step<SentCode> {
  const user = resolveUser(pool, userName);
  if (user === undefined) return userNotFound(pool);
  if (user.status !== 'UNCONFIRMED') return refused(pool, 'InvalidParameterException', 'User is already confirmed.');
  const sent = signUpCode(pool, user, given);
  if (sent === null) {
    return refused(pool, 'InvalidParameterException', 'Cannot resend codes. Auto verification not turned on.');
  }
  return done(withUser(pool, { ...user, signUpCode: sent }), sent, [codeSent(user.userName, sent)]);
}

/** The refusal to confirm somebody who does not wait for it. */
export function notConfirmable(pool: Pool, user: User): Step<never> {
  const message = `User cannot be confirmed. Current status is ${user.status}`;
  return refused(pool, 'NotAuthorizedException', message);
}
