/**
 * People put into a pool as records, whatever door they would have come by: for tests of one rule at a time.
 */
import type { AliasAttribute } from '../../src/core/attempt.ts';
import { type Pool, type SignIn, type User, withUser } from '../../src/sim/pool.ts';
import { EMAIL, emptyPool, PASSWORD, PHONE, SIGN_INS } from './pools.ts';

/** A pool whose users sign in by an email address and nothing else. */
export const BY_EMAIL: SignIn = { kind: 'username', attributes: ['email'] };

/** Ann's email address, verified. */
export const VERIFIED = { email: EMAIL, email_verified: 'true' };

/** Ann's email address and number, both verified. */
export const BOTH_VERIFIED = { ...VERIFIED, phone_number: PHONE, phone_number_verified: 'true' };

/** Came through an identity provider. */
export const FEDERATED: Partial<User> = { status: 'EXTERNAL_PROVIDER', password: null };

/** A person as a record: local, confirmed and enabled unless said otherwise, from the beginning of time. */
export function aPerson(
  userName: string,
  attributes: Readonly<Record<string, string>>,
  more: Partial<User> = {},
): User {
  return {
    userName,
    sub: `sub-${userName}`,
    status: 'CONFIRMED',
    enabled: true,
    attributes: new Map(Object.entries(attributes)),
    password: PASSWORD,
    passwordSetAt: 0,
    passwordCode: null,
    createdAt: 0,
    modifiedAt: 0,
    signUpCode: null,
    attributeCodes: new Map(),
    ...more,
  };
}

/** The pool with one more person. */
export function withPerson(pool: Pool, ...person: Parameters<typeof aPerson>): Pool {
  return withUser(pool, aPerson(...person));
}

/** A pool of `ann`, who owns the email address and the number, and of others with the attributes given. */
export function poolOf(
  people: Readonly<Record<string, Readonly<Record<string, string>>>>,
  signIn: SignIn | undefined = SIGN_INS[0],
): Pool {
  return Object.entries(people).reduce(
    (pool, [name, attributes]) => withPerson(pool, name, attributes),
    withPerson(emptyPool(signIn), 'ann', BOTH_VERIFIED),
  );
}

/** A person's attributes, to compare whole. */
export function attributesOf(pool: Pool, userName: string): Readonly<Record<string, string>> {
  return Object.fromEntries(pool.users.get(userName)?.attributes ?? []);
}

/** The pool with other demands on a changed address. */
export function demanding(
  pool: Pool,
  autoVerified: readonly AliasAttribute[],
  verifyBeforeUpdate: readonly AliasAttribute[],
): Pool {
  return { ...pool, settings: { ...pool.settings, autoVerified, verifyBeforeUpdate } };
}
