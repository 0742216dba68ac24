/**
 * Who is meant by a name, and who holds an address. The owner of an alias is the user on whom the attribute is verified,
 * whatever their status, disabled or not (F2.3).
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';
import { keep } from './names.ts';
import { isFederated, isSignInAttribute, isVerified, type Pool, type User } from './pool.ts';

/** Everyone who carries that value in that attribute, verified or not. */
export function holdersOf(pool: Pool, attribute: AliasAttribute, value: string): readonly User[] {
  const kept = attribute === 'email' ? keep(pool.settings, value) : value;
  return [...pool.users.values()].filter((user) => user.attributes.get(attribute) === kept);
}

/** Everyone who owns that alias. More than one only in a username pool with a federated twin (F2.9). */
export function ownersOf(pool: Pool, attribute: AliasAttribute, value: string): readonly User[] {
  if (!isSignInAttribute(pool.settings, attribute)) return [];
  return holdersOf(pool, attribute, value).filter((user) => isVerified(user, attribute));
}

/**
 * The user that a `Username` parameter means: the user name, the `sub`, a verified alias (alias pools, F3.14), or the
 * address, verified or not (username pools, F2.2). Of a local user and a federated twin the local one is meant; which one
 * Cognito takes is unconfirmed.
 */
export function resolveUser(pool: Pool, name: string): User | undefined {
  const byName = pool.users.get(keep(pool.settings, name));
  if (byName !== undefined) return byName;
  const bySub = [...pool.users.values()].find((user) => user.sub === name);
  return bySub ?? resolveByAddress(pool, name);
}

function resolveByAddress(pool: Pool, name: string): User | undefined {
  for (const attribute of ALIAS_ATTRIBUTES) {
    const found = localFirst(addressees(pool, attribute, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function addressees(pool: Pool, attribute: AliasAttribute, name: string): readonly User[] {
  if (pool.settings.signIn.kind === 'alias') return ownersOf(pool, attribute, name);
  return isSignInAttribute(pool.settings, attribute) ? holdersOf(pool, attribute, name) : [];
}

function localFirst(users: readonly User[]): User | undefined {
  return users.find((user) => !isFederated(user)) ?? users[0];
}

/**
 * Whether a local user already signs in by that address: in a username pool it is unique among all local users, verified
 * or not (F2.2). Only for the attribute given as `Username`; the second one's uniqueness is unconfirmed, so the model
 * allows it twice (F2.9).
 */
export function isTakenUserName(pool: Pool, attribute: AliasAttribute, value: string): boolean {
  return holdersOf(pool, attribute, value).some((user) => !isFederated(user));
}
