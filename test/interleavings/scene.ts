/**
 * What a state of the world is written as, and what is read of it over and over: a sign-up's state as a number, an
 * address' claim as a number. Must not know what may happen next; that is `world.ts`'s.
 */
import { ALIAS_ATTRIBUTES } from '../../src/core/attempt.ts';
import { type ClaimFound, type ClaimItem, type ClaimKind, MARK_MS, VERIFYING_MS } from '../../src/core/claims.ts';
import { type Actor, createActor, type Local, maskOf } from './actor.ts';
import type { Design, Kind, SignUp } from './design.ts';

/** The claim of an address as a number: 0 for none, else owner and age. */
export const NO_CLAIM = 0;

/** Age of a claim: a verifying claim in flight, one that counts as a mark, a mark. */
export const AGE = { fresh: 0, settled: 1, mark: 2 } as const;

/** What is read of a sign-up's state. */
export type View = {
  readonly local: Local;
  /** Addresses that this user holds verified. */
  readonly owns: number;
  /** Addresses with which ListUsers shows this user. */
  readonly shows: number;
  /** Addresses whose claim belongs to a call that has not led to a user yet. */
  readonly underway: number;
  /** Addresses whose claim covers a user that ListUsers does not show yet. */
  readonly unseen: number;
  /** A call that looked before somebody appeared, and has yet to claim. */
  readonly blind: boolean;
  readonly writes: readonly { readonly address: number; readonly kind: ClaimKind }[] | null;
};

/** The sign-ups of a world and the design they meet. */
export type Scene = {
  readonly design: Design;
  readonly actors: readonly Actor[];
  /** Of each sign-up, how it comes in. */
  readonly kinds: readonly Kind[];
  /** Of each sign-up, the number of its user name. */
  readonly owners: readonly number[];
  /** Of each sign-up, the number of the user name that is another alias of theirs; -1 for none. */
  readonly alsoFoundBy: readonly number[];
  readonly addresses: readonly number[];
  readonly start: string;
  readonly viewOf: (index: number, id: number) => View;
  readonly findingAt: (kind: ClaimKind, owner: number, claim: number) => ClaimFound;
};

/** Sets the scene. */
export function createScene(signUps: readonly SignUp[], design: Design): Scene {
  const actors = signUps.map((signUp) => createActor(signUp, design));
  const users = [...new Set(signUps.map(({ user }) => user))];
  const addresses = [0, 1].filter((bit) => signUps.some(({ aliases }) => (maskOf(aliases) >> bit) & 1));
  const views = new Map<number, View>();
  const findings = new Map<number, ClaimFound>();
  return {
    design,
    actors,
    addresses,
    kinds: signUps.map(({ kind }) => kind),
    owners: signUps.map(({ user }) => users.indexOf(user)),
    alsoFoundBy: signUps.map(({ alsoFoundBy }) => (alsoFoundBy === undefined ? -1 : users.indexOf(alsoFoundBy))),
    start: String.fromCharCode(...actors.map((actor) => actor.start), ...addresses.map(() => NO_CLAIM)),
    viewOf: (index, id) => remember(views, id * signUps.length + index, () => look(actors[index], id)),
    findingAt: (kind, owner, claim) =>
      remember(findings, (claim * users.length + owner) * 2 + (kind === 'mark' ? 1 : 0), () =>
        design.finding(kind, users[owner] ?? '', itemOf(claim, users), MARK_MS),
      ),
  };
}

/** A claim just written. */
export function freshClaim(owner: number, kind: ClaimKind): number {
  return 1 + owner * 3 + (kind === 'mark' ? AGE.mark : AGE.fresh);
}

/** Whose a claim is, and its age. */
export function readClaim(claim: number): { readonly owner: number; readonly age: number } {
  return { owner: Math.floor((claim - 1) / 3), age: (claim - 1) % 3 };
}

/** An item as the table would hold it, `MARK_MS` being now. */
function itemOf(claim: number, users: readonly string[]): ClaimItem | null {
  if (claim === NO_CLAIM) return null;
  const { owner, age } = readClaim(claim);
  const writtenAt = age === AGE.settled ? MARK_MS - VERIFYING_MS : MARK_MS - 1;
  return { kind: age === AGE.mark ? 'mark' : 'verifying', owner: users[owner] ?? '', writtenAt, since: writtenAt };
}

function look(actor: Actor | undefined, id: number): View {
  if (actor === undefined) throw new Error('no such sign-up');
  const local = actor.at(id);
  const asking = local.phase === 'asking' ? local : null;
  const user = local.phase === 'user' ? local : null;
  return {
    local,
    owns: user?.verified ?? 0,
    shows: user?.visible ? actor.holds : 0,
    underway: local.phase === 'asking' || local.phase === 'answered' ? local.claimed : 0,
    unseen: user !== null && !user.visible ? user.claimed : 0,
    blind: asking?.blind ?? false,
    writes:
      asking?.claim.kind === 'write'
        ? asking.claim.requests.map(({ alias, kind }) => ({ address: ALIAS_ATTRIBUTES.indexOf(alias.attribute), kind }))
        : null,
  };
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
