/**
 * What a changed address does to a user, for both update calls. A new value is unverified; where the pool demands
 * verification before the change, it waits beside the old one, unseen by ListUsers (F2.11, F5.7).
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';
import { codeFor, codeSent } from './codes.ts';
import { isTakenUserName } from './find.ts';
import { flagOf, type Given, isSignInAttribute, type Pool, type User, withAttributes, withUser } from './pool.ts';
import { done, type Step } from './step.ts';

/** The sign-in address among the changes that another local user has: unique in a username pool (F2.4). */
export function takenAddress(pool: Pool, user: User, changes: ReadonlyMap<string, string>): AliasAttribute | undefined {
  if (pool.settings.signIn.kind !== 'username') return undefined;
  return ALIAS_ATTRIBUTES.filter((name) => isSignInAttribute(pool.settings, name)).find((name) => {
    const value = changes.get(name);
    return value !== undefined && value !== user.attributes.get(name) && isTakenUserName(pool, name, value);
  });
}

/** Applies changes. `verified` are the addresses that an administrator declares verified: they wait for nothing. */
export function applyChanges(
  pool: Pool,
  user: User,
  changes: ReadonlyMap<string, string>,
  verified: readonly AliasAttribute[],
  given: Given,
): Step<User> {
  const changed = ALIAS_ATTRIBUTES.filter(
    (name) => changes.has(name) && changes.get(name) !== user.attributes.get(name),
  );
  const unproved = changed.filter((name) => !verified.includes(name));
  const pending = unproved.filter((name) => pool.settings.verifyBeforeUpdate.includes(name));
  const now = [...changes].filter(([name]) => !pending.some((waiting) => waiting === name));
  const flags = unproved.filter((name) => !pending.includes(name)).map((name) => [flagOf(name), 'false'] as const);
  const sent = unproved
    .filter((name) => pending.includes(name) || pool.settings.autoVerified.includes(name))
    .map((name) => codeFor(name, changes.get(name) ?? '', given));
  const attributeCodes = new Map([
    ...[...user.attributeCodes].filter(([name]) => !changed.includes(name)),
    ...sent.map((code) => [code.attribute, code] as const),
  ]);
  const after = withAttributes({ ...user, attributeCodes, modifiedAt: given.now }, [...now, ...flags]);
  return done(
    withUser(pool, after),
    after,
    sent.map((code) => codeSent(user.userName, code)),
  );
}
