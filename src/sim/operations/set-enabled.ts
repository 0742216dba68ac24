/**
 * AdminDisableUser and AdminEnableUser. Attributes stay as they were, so a disabled user still owns their aliases (F2.3).
 */
import { resolveUser } from '../find.ts';
import { type Pool, withUser } from '../pool.ts';
import { done, type Step, userNotFound } from '../step.ts';

/** Enables or disables a user. */
export function setEnabled(pool: Pool, userName: string, enabled: boolean, now: number): Step<null> {
  const user = resolveUser(pool, userName);
  if (user === undefined) return userNotFound(pool);
  return done(withUser(pool, { ...user, enabled, modifiedAt: now }), null);
}
