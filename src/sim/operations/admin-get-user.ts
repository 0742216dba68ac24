/**
 * AdminGetUser: by user name, `sub` or alias; consistent, unlike ListUsers (F3.7, F3.14).
 */
import { ok, type Result } from '../../core/result.ts';
import { resolveUser } from '../find.ts';
import type { Pool, User } from '../pool.ts';
import { type PoolError, refusal } from '../step.ts';

/** Finds one user. */
export function adminGetUser(pool: Pool, userName: string): Result<User, PoolError> {
  const user = resolveUser(pool, userName);
  return user === undefined ? refusal('UserNotFoundException', 'User does not exist.') : ok(user);
}
