/**
 * Signing in by password, by user name or by whatever names a user in this pool. The one thing an alias is for.
 */
import { ok, type Result } from '../../core/result.ts';
import { resolveUser } from '../find.ts';
import type { Pool, User } from '../pool.ts';
import { type PoolError, refusal } from '../step.ts';

/** Checks a password; a pool that hides who exists answers alike for both failures (F6.1). */
export function authenticate(pool: Pool, userName: string, password: string): Result<User, PoolError> {
  const user = resolveUser(pool, userName);
  if (user === undefined || user.password !== password) {
    return refusal('NotAuthorizedException', 'Incorrect username or password.');
  }
  if (!user.enabled) return refusal('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'UNCONFIRMED') return refusal('UserNotConfirmedException', 'User is not confirmed.');
  return ok(user);
}
