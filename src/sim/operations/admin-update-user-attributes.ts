/**
 * AdminUpdateUserAttributes. With `*_verified` true it takes the alias: in an alias pool it was seen to move silently,
 * though an error is modelled; in a username pool the error was seen (F2.4).
 */
import { aliasExists, verifyAttributes } from '../alias.ts';
import { checkAttributes } from '../attributes.ts';
import { applyChanges, takenAddress } from '../change-attributes.ts';
import { resolveUser } from '../find.ts';
import { keepAttributes } from '../names.ts';
import { declaredVerified, type Pool, type Supplied } from '../pool.ts';
import { done, type Step, userNotFound } from '../step.ts';

/** Changes attributes as an administrator. */
export function adminUpdateUserAttributes(
  pool: Pool,
  userName: string,
  attributes: ReadonlyMap<string, string>,
  given: Supplied,
): Step<null> {
  const user = resolveUser(pool, userName);
  if (user === undefined) return userNotFound(pool);
  const check = checkAttributes(pool.settings, attributes);
  if (!check.ok) return { pool, result: check, events: [] };
  const changes = keepAttributes(pool.settings, attributes);
  const taken = takenAddress(pool, user, changes);
  if (taken !== undefined) return aliasExists(pool, taken);
  const changed = applyChanges(pool, user, changes, given);
  const onCollision = pool.settings.signIn.kind === 'username' ? 'refuse' : 'move';
  const verify = declaredVerified(changes);
  const step = verifyAttributes(changed.pool, user.userName, verify, 'admin-update', onCollision);
  if (!step.result.ok) return { pool, result: step.result, events: [] };
  return done(step.pool, null, [...changed.events, ...step.events]);
}
