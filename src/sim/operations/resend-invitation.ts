/**
 * AdminCreateUser with RESEND: a new temporary password for somebody who was invited and never came.
 */
import { resolveUser } from '../find.ts';
import type { Pool, User } from '../pool.ts';
import { refused, type Step, userNotFound } from '../step.ts';
import { withPassword } from './set-password.ts';

/** Replaces the temporary password; its days begin anew. */
export function resendInvitation(pool: Pool, userName: string, password: string, now: number): Step<User> {
  const user = resolveUser(pool, userName);
  if (user === undefined) return userNotFound(pool);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    const words = `Resend not possible. ${user.userName} status is not FORCE_CHANGE_PASSWORD`;
    return refused(pool, 'UnsupportedUserStateException', words);
  }
  return withPassword(pool, user, password, user.status, now);
}
