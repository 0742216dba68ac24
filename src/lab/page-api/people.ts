/**
 * Who the page is told of: the newest users, or those whom somebody looks for among all, with the addresses that they carry
 * and everybody else who carries them. Reads only; however large the pool is, few are told.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import { isFederated, isSignInAttribute, isVerified, type Pool, type User } from '../../sim/pool.ts';
import type { AliasMove } from '../alias-moves.ts';
import type { Lab } from '../lab.ts';
import type { AddressView, AliasView, PeopleView, UserView } from './view.ts';

/** How many users the page is told of. */
const TOLD = 50;

type Place = Pick<Lab, 'state' | 'moves'>;

/** The newest users; an address that moved is told whoever carries it. */
export function newestPeople({ state, moves }: Place): PeopleView {
  const newest = [...state.pool.users.values()].slice(-TOLD).reverse();
  const moved = moves.all().map(({ attribute, value }) => keyOf(attribute, value));
  const keys = new Set([...newest.flatMap(keysOf), ...moved]);
  return {
    users: newest.map(userView),
    aliases: aliasViews(state.pool, keys, moves.all()),
    found: state.pool.users.size,
  };
}

/** Those of whose user name or address the words are a part, whatever their case; the newest first. */
export function peopleFound({ state, moves }: Place, words: string): PeopleView {
  const sought = words.trim().toLowerCase();
  const found = [...state.pool.users.values()].filter((user) => speaksOf(user, sought));
  const newest = found.slice(-TOLD).reverse();
  const keys = new Set(newest.flatMap(keysOf));
  return { users: newest.map(userView), aliases: aliasViews(state.pool, keys, moves.all()), found: found.length };
}

function speaksOf({ userName, attributes }: User, sought: string): boolean {
  return [userName, ...ALIAS_ATTRIBUTES.map((name) => attributes.get(name))].some((text) =>
    text?.toLowerCase().includes(sought),
  );
}

function userView(user: User): UserView {
  const waiting = user.signUpCode ?? [...user.attributeCodes.values()].at(-1);
  return {
    userName: user.userName,
    status: user.status,
    enabled: user.enabled,
    email: addressOf(user, 'email'),
    phone: addressOf(user, 'phone_number'),
    code: waiting === undefined || waiting === null ? null : { code: waiting.code, sentTo: waiting.value },
  };
}

function addressOf(user: User, attribute: AliasAttribute): AddressView | null {
  const value = user.attributes.get(attribute);
  return value === undefined ? null : { value, verified: isVerified(user, attribute) };
}

function keyOf(attribute: AliasAttribute, value: string): string {
  return `${attribute} ${value}`;
}

function keysOf(user: User): readonly string[] {
  return ALIAS_ATTRIBUTES.flatMap((attribute) => {
    const value = user.attributes.get(attribute);
    return value === undefined ? [] : [keyOf(attribute, value)];
  });
}

/** By address, in the order in which their first carrier came. */
function aliasViews(pool: Pool, keys: ReadonlySet<string>, moves: readonly AliasMove[]): readonly AliasView[] {
  const found = new Map<string, AliasView>();
  for (const user of pool.users.values()) {
    for (const attribute of ALIAS_ATTRIBUTES) {
      const value = user.attributes.get(attribute);
      const key = value === undefined ? '' : keyOf(attribute, value);
      if (value === undefined || !keys.has(key)) continue;
      const before = found.get(key) ?? freshView(pool, attribute, value, moves);
      const owner = signsIn(pool, user, attribute) ? user.userName : before.owner;
      found.set(key, { ...before, owner, carriers: [...before.carriers, user.userName].slice(-CARRIERS) });
    }
  }
  return [...found.values()];
}

/** How many carriers of one address are told. */
const CARRIERS = 20;

function freshView(pool: Pool, attribute: AliasAttribute, value: string, moves: readonly AliasMove[]): AliasView {
  return {
    attribute,
    value,
    signsIn: isSignInAttribute(pool.settings, attribute),
    owner: null,
    carriers: [],
    moves: moves.filter((move) => move.attribute === attribute && move.value === value),
  };
}

/** Whether that address names this user at sign-in: an alias once it is verified, a user name as it stands (F2.1, F2.2). */
function signsIn({ settings }: Pool, user: User, attribute: AliasAttribute): boolean {
  if (!isSignInAttribute(settings, attribute)) return false;
  return settings.signIn.kind === 'username' ? !isFederated(user) : isVerified(user, attribute);
}
