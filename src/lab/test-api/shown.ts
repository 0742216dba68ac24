/**
 * Users and codes as tests of an application read them. The shapes are documented and stay.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import { CODE_MS, PASSWORD_CODE_MS } from '../../sim/codes.ts';
import { resolveUser } from '../../sim/find.ts';
import { keep } from '../../sim/names.ts';
import { TEMPORARY_MS } from '../../sim/operations/authenticate.ts';
import type { Pool, SentCode, User } from '../../sim/pool.ts';

/** A user. Times are RFC 3339. */
type ShownUser = {
  readonly userName: string;
  readonly sub: string;
  readonly status: string;
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly modifiedAt: string;
};

/** What a code is for: confirming a sign-up, proving an address, a new password, or the first sign-in by invitation. */
type Purpose = AliasAttribute | 'sign-up' | 'password' | 'invitation';

/** A code that somebody was sent and that would count. */
type ShownCode = { readonly code: string; readonly for: Purpose; readonly expiresAt: string };

/** Everybody, in the order in which they came. */
export function shownUsers({ users }: Pool): readonly ShownUser[] {
  return [...users.values()].map(({ userName, sub, status, enabled, attributes, createdAt, modifiedAt }) => ({
    userName,
    sub,
    status,
    enabled,
    attributes: Object.fromEntries(attributes),
    createdAt: timeOf(createdAt),
    modifiedAt: timeOf(modifiedAt),
  }));
}

/**
 * The codes of whom a name means, the newest last, or of everybody who carries an address that names nobody yet. Null for
 * somebody unknown.
 */
export function shownCodes(pool: Pool, name: string): readonly ShownCode[] | null {
  const user = resolveUser(pool, name);
  const users = user === undefined ? carriersOf(pool, name) : [user];
  if (users.length === 0) return null;
  return users
    .flatMap(codesOf)
    .sort((one, other) => one.at - other.at)
    .map(({ code, purpose, at, lifeMs }) => ({ code, for: purpose, expiresAt: timeOf(at + lifeMs) }));
}

function carriersOf({ settings, users }: Pool, address: string): readonly User[] {
  const carries = (user: User) =>
    ALIAS_ATTRIBUTES.some(
      (name) => user.attributes.get(name) === (name === 'email' ? keep(settings, address) : address),
    );
  return [...users.values()].filter(carries);
}

type Waiting = { readonly code: string; readonly purpose: Purpose; readonly at: number; readonly lifeMs: number };

function codesOf(user: User): readonly Waiting[] {
  const { signUpCode, passwordCode, attributeCodes, status, password, passwordSetAt } = user;
  const sent = (one: SentCode | null, purpose: Purpose, lifeMs = CODE_MS): readonly Waiting[] =>
    one === null ? [] : [{ code: one.code, purpose, at: one.sentAt, lifeMs }];
  const invited = status === 'FORCE_CHANGE_PASSWORD' && password !== null;
  return [
    ...(invited ? [{ code: password, purpose: 'invitation', at: passwordSetAt, lifeMs: TEMPORARY_MS } as const] : []),
    ...sent(signUpCode, 'sign-up'),
    ...[...attributeCodes.values()].flatMap((one) => sent(one, one.attribute)),
    ...sent(passwordCode, 'password', PASSWORD_CODE_MS),
  ];
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
