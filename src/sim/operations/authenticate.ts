/**
 * Signing in by password, by user name or by whatever names a user in this pool. The one thing an alias is for. What a
 * sign-in leads to, tokens or a challenge, is the caller's.
 */
import { ok, type Result } from '../../core/result.ts';
import { resolveUser } from '../find.ts';
import type { Pool, User } from '../pool.ts';
import { type PoolError, refusal } from '../step.ts';

/** How long a temporary password counts: the default of a new pool. */
export const TEMPORARY_MS = 7 * 24 * 60 * 60 * 1000;

/** Checks a password; a pool that hides who exists answers alike for both failures (F6.1). */
export function authenticate(pool: Pool, userName: string, password: string): Result<User, PoolError> {
  const user = resolveUser(pool, userName);
  return user === undefined || user.password !== password ? wrongPassword() : checkSignIn(user);
}

/** The refusal of a password, whether or not there is such a user. */
export function wrongPassword() {
  return refusal('NotAuthorizedException', 'Incorrect username or password.');
}

/** Whether somebody who knows the password may sign in. */
export function checkSignIn(user: User): Result<User, PoolError> {
  if (!user.enabled) return refusal('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'UNCONFIRMED') return refusal('UserNotConfirmedException', 'User is not confirmed.');
  return ok(user);
}

/** Refuses a temporary password after its days. */
export function checkTemporaryPassword(user: User, now: number): Result<User, PoolError> {
  if (user.status !== 'FORCE_CHANGE_PASSWORD' || now - user.passwordSetAt <= TEMPORARY_MS) return ok(user);
  const words = 'Temporary password has expired and must be reset by an administrator.';
  return refusal('NotAuthorizedException', words);
}
