/**
 * The state of a simulated user pool. Immutable values only: an operation makes a new pool and never touches the old one.
 * No clock, no randomness, no I/O: whatever is not in the request is handed in as `Given`.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../core/attempt.ts';

/**
 * How users may sign in: by user name and verified aliases (AliasAttributes), by address (UsernameAttributes), or by
 * user name alone. Fixed for the pool's life (F2.1).
 */
export type SignIn =
  | { readonly kind: 'alias'; readonly attributes: readonly AliasAttribute[] }
  | { readonly kind: 'username'; readonly attributes: readonly AliasAttribute[] }
  | { readonly kind: 'neither' };

/** What a pool is created with, as far as it bears on aliases. */
export type PoolSettings = {
  readonly id: string;
  readonly signIn: SignIn;
  /** The API's default is true, the console's false (F1.10). */
  readonly caseSensitive: boolean;
  /** AutoVerifiedAttributes: where sign-up codes go (F5.1). */
  readonly autoVerified: readonly AliasAttribute[];
  /** AttributesRequireVerificationBeforeUpdate: the old value stays until the new one is proved (F5.7). */
  readonly verifyBeforeUpdate: readonly AliasAttribute[];
  /** The custom attributes of the schema, by their full names (`custom:team`). */
  readonly customAttributes: readonly string[];
};

/** UserStatus, as far as the model reaches it. */
export const USER_STATUSES = ['UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'] as const;

/** One of them. */
export type UserStatus = (typeof USER_STATUSES)[number];

/** A one-time code that was sent: to which attribute, with which value, when. */
export type SentCode = {
  readonly code: string;
  readonly attribute: AliasAttribute;
  readonly value: string;
  readonly sentAt: number;
};

/** A user record. */
export type User = {
  readonly userName: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly password: string | null;
  readonly passwordSetAt: number;
  /** The code that would set a new password. */
  readonly passwordCode: SentCode | null;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The code that would confirm the sign-up. */
  readonly signUpCode: SentCode | null;
  /** Codes that would verify an attribute; `value` may be a pending new address (F2.11). */
  readonly attributeCodes: ReadonlyMap<AliasAttribute, SentCode>;
};

/** What tells one new user from another. */
type NewUser = Pick<User, 'userName' | 'sub' | 'status' | 'password' | 'attributes'>;

/** Whoever is new in a pool: enabled, with their `sub` among the attributes and no code under way. */
export function newUser({ attributes, ...user }: NewUser, now: number): User {
  return {
    ...user,
    enabled: true,
    attributes: new Map([['sub', user.sub], ...attributes]),
    passwordSetAt: now,
    passwordCode: null,
    createdAt: now,
    modifiedAt: now,
    signUpCode: null,
    attributeCodes: new Map(),
  };
}

/** A pool and everybody in it, by user name. */
export type Pool = { readonly settings: PoolSettings; readonly users: ReadonlyMap<string, User> };

/** What the model does not make itself: a new user's id, a code, the time in milliseconds. */
export type Supplied = { readonly sub: string; readonly code: string; readonly now: number };

/** An empty pool. */
export function createPool(settings: PoolSettings): Pool {
  return { settings, users: new Map() };
}

/** The pool with that user added or replaced. */
export function withUser(pool: Pool, user: User): Pool {
  return { ...pool, users: new Map(pool.users).set(user.userName, user) };
}

/** The pool without that user. */
export function withoutUser(pool: Pool, userName: string): Pool {
  const users = new Map(pool.users);
  users.delete(userName);
  return { ...pool, users };
}

/** The user with some attributes set. */
export function withAttributes(user: User, entries: Iterable<readonly [string, string]>): User {
  return { ...user, attributes: new Map([...user.attributes, ...entries]) };
}

/** Whether an address of that kind names a user when they sign in. */
export function isSignInAttribute({ signIn }: PoolSettings, attribute: AliasAttribute): boolean {
  return signIn.kind !== 'neither' && signIn.attributes.includes(attribute);
}

/** The name of the flag that belongs to an alias attribute. */
export function flagOf(attribute: AliasAttribute): 'email_verified' | 'phone_number_verified' {
  return attribute === 'email' ? 'email_verified' : 'phone_number_verified';
}

/** Whether attributes, a user's or those of a request, call an address verified. A missing flag does not (F3.10). */
export function isVerified({ attributes }: Pick<User, 'attributes'>, attribute: AliasAttribute): boolean {
  return attributes.get(flagOf(attribute))?.toLowerCase() === 'true';
}

/** The addresses that a request declares verified: an administrator's, since nobody else may write a flag. */
export function declaredVerified(attributes: ReadonlyMap<string, string>): readonly AliasAttribute[] {
  return ALIAS_ATTRIBUTES.filter((name) => isVerified({ attributes }, name));
}

/** Whether the user came through an identity provider. */
export function isFederated(user: User): boolean {
  return user.status === 'EXTERNAL_PROVIDER';
}
