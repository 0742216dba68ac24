/**
 * AdminConfirmSignUp: confirms the account and verifies nothing, so it gives no alias (F2.4).
 */

import { resolveUser } from '../find.ts';
import { type Pool, type User, withUser } from '../pool.ts';
import { done, type Step, userNotFound } from '../step.ts';
import { notConfirmable } from './confirm-sign-up.ts';

/** Confirms without a code. */
export function adminConfirmSignUp(pool: Pool, userName: string, now: number): Step<User> {
  const user = resolveUser(pool, userName);
  if (user === undefined) return userNotFound(pool);
  if (user.status !== 'UNCONFIRMED') return notConfirmable(pool, user);
  const confirmed: User = { ...user, status: 'CONFIRMED', signUpCode: null, modifiedAt: now };
  return done(withUser(pool, confirmed), confirmed);
}
