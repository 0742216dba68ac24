/**
 * New passwords of users who are there: their own choice, an administrator's, or the one that replaces a temporary one.
 */
import { resolveUser } from '../find.ts';
import { checkPassword } from '../password.ts';
import { type Pool, type User, withUser } from '../pool.ts';
import { done, type Step, userNotFound } from '../step.ts';
import { wrongPassword } from './authenticate.ts';

/** ChangePassword of a signed-in user. */
export function changePassword(
  pool: Pool,
  userName: string,
  { previous, proposed }: { readonly previous: string; readonly proposed: string },
  now: number,
): Step<User> {
  const user = pool.users.get(userName);
  if (user === undefined) return userNotFound(pool);
  if (user.password !== previous) return { pool, result: wrongPassword(), events: [] };
  return withPassword(pool, user, proposed, user.status, now);
}

/** AdminSetUserPassword: a permanent one confirms, another has to be changed at the next sign-in. */
export function adminSetUserPassword(
  pool: Pool,
  userName: string,
  { password, permanent }: { readonly password: string; readonly permanent: boolean },
  now: number,
): Step<User> {
  const user = resolveUser(pool, userName);
  if (user === undefined) return userNotFound(pool);
  return withPassword(pool, user, password, permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD', now);
}

/** The password that somebody chooses in place of a temporary one, which confirms them. */
export function replaceTemporaryPassword(pool: Pool, userName: string, password: string, now: number): Step<User> {
  const user = pool.users.get(userName);
  return user === undefined ? userNotFound(pool) : withPassword(pool, user, password, 'CONFIRMED', now);
}

/** Sets a password that the pool's rules allow; whatever code would have set another no longer counts. */
export function withPassword(
  pool: Pool,
  user: User,
  password: string,
  status: User['status'],
  now: number,
): Step<User> {
  const allowed = checkPassword(password);
  if (!allowed.ok) return { pool, result: allowed, events: [] };
  const after: User = { ...user, password, status, passwordCode: null, passwordSetAt: now, modifiedAt: now };
  return done(withUser(pool, after), after);
}
