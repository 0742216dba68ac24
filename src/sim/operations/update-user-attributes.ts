/**
 * UpdateUserAttributes: a signed-in user changes their own record. Gives no alias by itself: the new address is unverified
 * until VerifyUserAttribute.
 */
import { aliasExists } from '../alias.ts';
import { checkAttributes, checkWritable } from '../attributes.ts';
import { applyChanges, takenAddress } from '../change-attributes.ts';
import { keepAttributes } from '../names.ts';
import type { Pool, Supplied, User } from '../pool.ts';
import { type Step, userNotFound } from '../step.ts';

/** Changes attributes of a signed-in user. */
export function updateUserAttributes(
  pool: Pool,
  userName: string,
  attributes: ReadonlyMap<string, string>,
  given: Supplied,
): Step<User> {
  const user = pool.users.get(userName);
  if (user === undefined) return userNotFound(pool);
  for (const check of [checkAttributes(pool.settings, attributes), checkWritable(attributes)]) {
    if (!check.ok) return { pool, result: check, events: [] };
  }
  const changes = keepAttributes(pool.settings, attributes);
  const taken = takenAddress(pool, user, changes);
  return taken === undefined ? applyChanges(pool, user, changes, given) : aliasExists(pool, taken);
}
