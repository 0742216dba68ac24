/**
 * The one rule that all doors share: making an address verified on a user, and what becomes of whoever owned it before.
 * The loser keeps account, user name and value; only the flag flips (F2.5).
 */
import type { AliasAttribute } from '../core/attempt.ts';
import { ownersOf } from './find.ts';
import { flagOf, isSignInAttribute, isVerified, type Pool, withAttributes, withUser } from './pool.ts';
import { type Door, done, type PoolEvent, refused, type Step } from './step.ts';

/** What a door does when somebody else owns the alias. `share` leaves both verified (federated twins, F2.9). */
export type OnCollision = 'move' | 'refuse' | 'share';

/** Marks an attribute that the user already carries as verified. */
export function verifyAttribute(
  pool: Pool,
  userName: string,
  attribute: AliasAttribute,
  door: Door,
  onCollision: OnCollision,
): Step<null> {
  const user = pool.users.get(userName);
  if (user === undefined) return done(pool, null);
  const value = user.attributes.get(attribute);
  if (value === undefined) return done(pool, null);
  const others = ownersOf(pool, attribute, value).filter((owner) => owner.userName !== userName);
  if (others.length > 0 && onCollision === 'refuse') return aliasExists(pool, attribute);
  const losers = onCollision === 'move' ? others : [];
  const stripped = losers.reduce(
    (current, loser) => withUser(current, withAttributes(loser, [[flagOf(attribute), 'false']])),
    pool,
  );
  const verified = withUser(stripped, withAttributes(user, [[flagOf(attribute), 'true']]));
  const moves = losers.map(
    (loser): PoolEvent => ({ kind: 'alias-moved', attribute, value, from: loser.userName, to: userName, door }),
  );
  const gains = isSignInAttribute(pool.settings, attribute) && !isVerified(user, attribute) && moves.length === 0;
  return done(verified, null, gains ? [{ kind: 'alias-gained', attribute, value, to: userName, door }] : moves);
}

/** Marks several attributes, one after the other; the first refusal undoes all. */
export function verifyAttributes(
  pool: Pool,
  userName: string,
  attributes: readonly AliasAttribute[],
  door: Door,
  onCollision: OnCollision,
): Step<null> {
  let current = done(pool, null);
  for (const attribute of attributes) {
    const step = verifyAttribute(current.pool, userName, attribute, door, onCollision);
    if (!step.result.ok) return { ...step, pool };
    current = { ...step, events: [...current.events, ...step.events] };
  }
  return current;
}

/** The refusal of every door that does not move an alias. */
export function aliasExists(pool: Pool, attribute: AliasAttribute): Step<never> {
  return refused(pool, 'AliasExistsException', `An account with the given ${attribute} already exists.`);
}
