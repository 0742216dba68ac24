/**
 * From what Cognito returns of a user to a holder of an alias, checked again on our side: neither the filter nor the
 * server's matching is trusted (F3.3). Unreadable users are doubt, never absence.
 */
import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { Alias, AliasAttribute } from '../../core/attempt.ts';
import type { Holder } from '../../core/facts.ts';
import type { NamedUser } from '../../core/user-names.ts';
import { foldEmail } from '../../identity/email.ts';

/** The fields of both APIs that are used; all may be missing on the wire. */
export type RawUser = {
  readonly name: string | undefined;
  readonly attributes: readonly AttributeType[] | undefined;
  readonly enabled: boolean | undefined;
  readonly status: string | undefined;
};

/** The status of whoever has none that can be read. */
const NO_STATUS = 'UNKNOWN';

/** A holder, `null` for a user who does not hold the alias, `'unreadable'` for one that cannot be told. */
export function holderOf(user: RawUser, alias: Alias): Holder | null | 'unreadable' {
  if (typeof user.name !== 'string' || user.name === '' || !Array.isArray(user.attributes)) return 'unreadable';
  const carried = user.attributes.find(({ Name }) => Name === alias.attribute);
  if (carried === undefined) return null;
  if (typeof carried.Value !== 'string') return 'unreadable';
  // folding leaves a phone number as it is: there are no letters in it
  if (foldEmail(carried.Value) !== alias.folded) return null;
  return holder(user.name, user, isVerified(user.attributes, alias.attribute));
}

/**
 * The user whom the pool itself resolves the alias to. Any hit is a conflict (F2.8): one that is not seen to carry the value
 * as its attribute has it some other way (as a user name, say), and counts as verified where an alias is to be granted.
 */
export function ownerOf(user: RawUser, alias: Alias): Holder | 'unreadable' {
  if (typeof user.name !== 'string' || user.name === '') return 'unreadable';
  const known = holderOf(user, alias);
  return known === null || known === 'unreadable' ? { ...holder(user.name, user, true), carries: false } : known;
}

/** Whoever was found under a user name; of whom nothing can be read, nothing is known. */
export function namedOf(name: string | undefined, attributes: RawUser['attributes']): NamedUser | 'unreadable' {
  if (typeof name !== 'string' || name === '' || !Array.isArray(attributes)) return 'unreadable';
  const user = { name, attributes, enabled: undefined, status: undefined };
  return { userName: name, carries: (alias) => holderOf(user, alias) !== null };
}

/** Only what looks like a status is passed on as one. */
function holder(userName: string, { enabled, status = NO_STATUS }: RawUser, verified: boolean): Holder {
  return {
    userName,
    verified,
    enabled: enabled ?? true,
    status: /^[A-Z_]{1,40}$/u.test(status) ? status : NO_STATUS,
  };
}

/** The flags are the strings `true` and `false`; a missing one is false (F3.10). */
function isVerified(attributes: readonly AttributeType[], attribute: AliasAttribute): boolean {
  const flag = attributes.find(({ Name }) => Name === `${attribute}_verified`);
  return flag?.Value?.toLowerCase() === 'true';
}
