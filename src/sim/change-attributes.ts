/**
 * What a changed address does to a user, for both update calls. A new value is unverified; where the pool demands
 * verification before the change, it waits beside the old one, unseen by ListUsers (F2.11, F5.7).
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';
import { codeFor, codeSent } from './codes.ts';
import { isTakenUserName } from './find.ts';
import {
  declaredVerified,
  flagOf,
  isSignInAttribute,
  type Pool,
  type Supplied,
  type User,
  withAttributes,
  withUser,
} from './pool.ts';
import { done, type Step } from './step.ts';

/** The sign-in address among the changes that another local user has: unique in a username pool (F2.2, F2.4). */
export function takenAddress(pool: Pool, user: User, changes: ReadonlyMap<string, string>): AliasAttribute | undefined {
  if (pool.settings.signIn.kind !== 'username') return undefined;
  return changedAddresses(user, changes).find(
    ({ name, value }) => isSignInAttribute(pool.settings, name) && isTakenUserName(pool, name, value),
  )?.name;
}

/**
 * Applies changes. An address that they declare verified waits for nothing, but is unverified so far: its flag is left to
 * the alias rule, which also looks after whoever owned the alias.
 */
export function applyChanges(
  pool: Pool,
  user: User,
  changes: ReadonlyMap<string, string>,
  given: Supplied,
): Step<User> {
  const { autoVerified, verifyBeforeUpdate } = pool.settings;
  const verified = declaredVerified(changes);
  const changed = changedAddresses(user, changes);
  const unproved = changed.filter(({ name }) => !verified.includes(name));
  const pending = unproved.filter(({ name }) => verifyBeforeUpdate.includes(name));
  const sent = unproved
    .filter((address) => pending.includes(address) || autoVerified.includes(address.name))
    .map(({ name, value }) => codeFor(name, value, given));
  const attributeCodes = new Map(user.attributeCodes);
  for (const { name } of changed) attributeCodes.delete(name);
  for (const code of sent) attributeCodes.set(code.attribute, code);
  const apart = new Set<string>([...changed.map(({ name }) => name), ...verified.map(flagOf)]);
  const others = [...changes].filter(([name]) => !apart.has(name));
  const after = changed
    .filter((address) => !pending.includes(address))
    .reduce(
      (current, { name, value }) => withAddress(current, name, value),
      withAttributes({ ...user, attributeCodes, modifiedAt: given.now }, others),
    );
  return done(
    withUser(pool, after),
    after,
    sent.map((code) => codeSent(user.userName, code)),
  );
}

/** The user with that address. A flag speaks of one value: a new one is unverified, whatever the old one was. */
export function withAddress(user: User, attribute: AliasAttribute, value: string): User {
  if (value === user.attributes.get(attribute)) return user;
  return withAttributes(user, [
    [attribute, value],
    [flagOf(attribute), 'false'],
  ]);
}

type ChangedAddress = { readonly name: AliasAttribute; readonly value: string };

/** The addresses that get another value than they have. */
function changedAddresses(user: User, changes: ReadonlyMap<string, string>): readonly ChangedAddress[] {
  return ALIAS_ATTRIBUTES.map((name) => ({ name, value: changes.get(name) })).filter(
    (address): address is ChangedAddress =>
      address.value !== undefined && address.value !== user.attributes.get(address.name),
  );
}
