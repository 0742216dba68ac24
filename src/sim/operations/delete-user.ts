/**
 * AdminDeleteUser: the record goes, and with it every alias it owned.
 */
import { resolveUser } from '../find.ts';
import { type Pool, withoutUser } from '../pool.ts';
import { done, type Step, userNotFound } from '../step.ts';

/** Deletes a user. */
export function deleteUser(pool: Pool, userName: string): Step<null> {
  const user = resolveUser(pool, userName);
  return user === undefined ? userNotFound(pool) : done(withoutUser(pool, user.userName), null);
}
