/**
 * Everything that can happen next: sign-ups take their steps, users appear in ListUsers late, confirm by code, and claims
 * age. Time is not a number here but an order of steps; what bounds it is said at `ages`.
 */
import type { ClaimKind } from '../../src/core/claims.ts';
import {
  type Actor,
  type Asking,
  claimsAfterName,
  hasLooked,
  isTaken,
  type Local,
  type Look,
  type NameLook,
} from './actor.ts';
import type { Design, SignUp } from './design.ts';
import { AGE, createScene, freshClaim, NO_CLAIM, readClaim, type Scene, type View } from './scene.ts';

/** Takes one possible step: the state after it, who took it (-1: time), in words, and whether an alias moved. */
export type Emit = (next: string, who: number, what: string, moved: boolean) => void;

/** A world: its states are short strings, one character a sign-up and one the claim of an address. */
export type World = {
  readonly start: string;
  readonly steps: (state: string, emit: Emit) => void;
  readonly signUps: readonly SignUp[];
};

/** A state taken apart. */
type Moment = {
  readonly scene: Scene;
  readonly ids: readonly number[];
  readonly views: readonly View[];
  readonly emit: Emit;
};

type Claims = ReadonlyMap<number, number>;

const NOTHING: Claims = new Map();
const NONE: Local = { phase: 'none' };

/** Builds the world of some sign-ups under a design. */
export function createWorld(signUps: readonly SignUp[], design: Design): World {
  const scene = createScene(signUps, design);
  const steps = (state: string, emit: Emit): void => {
    const ids = Array.from(state, (character) => character.charCodeAt(0));
    const views = scene.actors.map((_, index) => scene.viewOf(index, ids[index] ?? 0));
    const moment = { scene, ids, views, emit };
    for (const [index, actor] of scene.actors.entries()) {
      const local = views[index]?.local;
      if (local?.phase === 'asking') asks(moment, index, actor, local);
      if (local?.phase === 'answered') arrives(moment, index, actor, local);
      if (local?.phase === 'user') lives(moment, index, actor, local);
    }
    for (const address of scene.addresses) ages(moment, address);
  };
  return { start: scene.start, steps, signUps };
}

/** The look-ups in any order, the claim beside them, then the answer. */
function asks(moment: Moment, index: number, actor: Actor, local: Extract<Local, { phase: 'asking' }>): void {
  const { scene, ids, emit } = moment;
  const id = ids[index] ?? 0;
  const take = (next: number, what: string) => emit(after(moment, index, next), index, what, false);
  for (const address of scene.addresses) {
    if (local.list[address] === 'todo') {
      const saw = seen(moment, index, address, 'shows');
      take(actor.looked(id, 'list', address, saw), LISTED[saw]);
    }
    if (local.get[address] === 'todo') {
      const saw = seen(moment, index, address, 'owns');
      take(actor.looked(id, 'get', address, saw), GOT[saw]);
    }
  }
  const { design } = scene;
  if (local.name === 'todo') {
    const saw = namedBy(moment, index);
    take(actor.named(id, saw), `asks for its user name: ${saw}`);
  }
  const taken = isTaken(local, design);
  if (taken && !claimsAfterName(design) && local.claim.kind === 'done' && hasLooked(local)) {
    takesBack(moment, index, actor, local);
    return;
  }
  if (taken && claimsAfterName(design)) {
    const next = actor.answered(id);
    if (hasLooked(local)) take(next, answerOf(actor.at(next)));
    return;
  }
  const waits = claimsAfterName(design) && local.name === 'todo';
  if (local.claim.kind === 'write' && !waits) writes(moment, index, actor);
  if (local.claim.kind === 'weigh' && hasLooked(local)) take(actor.weighed(id), 'weighs a claim in flight');
  if (local.claim.kind === 'done' && hasLooked(local)) {
    const next = actor.answered(id);
    take(next, answerOf(actor.at(next)));
  }
}

/** A user name is resolved at once, by the name itself or by another alias. */
function namedBy({ views, scene }: Moment, index: number): NameLook {
  const there = (other: number) => views[other]?.local.phase === 'user' && other !== index;
  const holds = (other: number) => scene.actors[other]?.holds ?? 0;
  const named = views.findIndex((_, other) => there(other) && scene.owners[other] === scene.owners[index]);
  if (named !== -1) return (holds(named) & holds(index)) !== 0 ? 'own' : 'taken';
  const found = views.some((_, other) => there(other) && scene.alsoFoundBy[other] === scene.owners[index]);
  return found ? 'alias' : 'free';
}

/** One more write, which deletes the claims of a sign-up whose user name is taken, where they are still its own. */
function takesBack(moment: Moment, index: number, actor: Actor, local: Asking): void {
  const { scene, ids, emit } = moment;
  const mine = scene.addresses.filter((address) => {
    const claim = claimAt(moment, address);
    const wrote = scene.design.takenNames === 'takes back its own' || ((local.claimed >> address) & 1) === 1;
    return claim !== NO_CLAIM && wrote && readClaim(claim).owner === scene.owners[index];
  });
  const gone = new Map(mine.map((address) => [address, NO_CLAIM]));
  emit(after(moment, index, actor.tookBack(ids[index] ?? 0), gone), index, 'takes its claim back', false);
}

/** One conditional write: all addresses or none. A failing table may have carried it out all the same. */
function writes(moment: Moment, index: number, actor: Actor): void {
  const { scene, ids, views, emit } = moment;
  const id = ids[index] ?? 0;
  const owner = scene.owners[index] ?? 0;
  const requests = views[index]?.writes ?? [];
  const found = requests.map(({ address, kind }) => scene.findingAt(kind, owner, claimAt(moment, address)));
  const stands = found.every((state) => state === 'clear');
  const claims = stands ? new Map(requests.map(({ address, kind }) => [address, freshClaim(owner, kind)])) : NOTHING;
  const what = `${requests.map(({ kind }) => WRITES[kind]).join(', ')}: ${found.join(', ')}`;
  emit(after(moment, index, actor.wrote(id, found), claims), index, what, false);
  if (!scene.design.claimsMayFail) return;
  emit(after(moment, index, actor.failed(id, false)), index, 'gets no answer from the table', false);
  if (stands) emit(after(moment, index, actor.failed(id, true), claims), index, 'claims, gets no answer', false);
}

/** Cognito takes the answer and makes the user, calls again, or drops the request. */
function arrives(moment: Moment, index: number, actor: Actor, local: Extract<Local, { phase: 'answered' }>): void {
  const { scene, ids, views, emit } = moment;
  const { granted, claimed, repeats } = local;
  const mine = (other: number) => scene.owners[other] === scene.owners[index];
  const drop = after(moment, index, actor.become(NONE));
  if (views.some((view, other) => mine(other) && view.local.phase === 'user')) {
    emit(drop, index, 'is refused: the user name exists', false);
  } else {
    const moved = views.some(({ owns }, other) => !mine(other) && (owns & granted) !== 0);
    const user = actor.become({ phase: 'user', verified: granted, claimed, visible: false });
    emit(after(moment, index, user), index, granted === 0 ? 'is created, unverified' : CREATED_VERIFIED, moved);
  }
  if (repeats > 0) emit(after(moment, index, actor.again(ids[index] ?? 0)), index, 'is called again', false);
  emit(drop, index, 'is dropped by Cognito', false);
}

/** A user appears in ListUsers, and confirms by code where nobody else owns the address (ForceAliasCreation=false). */
function lives(moment: Moment, index: number, actor: Actor, local: Extract<Local, { phase: 'user' }>): void {
  const { scene, ids, views, emit } = moment;
  if (!local.visible) {
    const next = ids.map((id, other) => (other === index ? id : (scene.actors[other]?.missed(id) ?? id)));
    next[index] = actor.become({ ...local, visible: true, claimed: 0 });
    emit(String.fromCharCode(...next), index, 'appears in ListUsers', false);
  }
  const { deletions } = scene.design;
  if (deletions === 'everybody' || (deletions === 'unverified' && local.verified === 0))
    emit(after(moment, index, actor.become(NONE)), index, 'is deleted', false);
  for (const address of scene.addresses) {
    const bit = 1 << address;
    if ((actor.holds & bit) === 0 || views.some(({ owns }) => (owns & bit) !== 0)) continue;
    const verified = local.verified | bit;
    emit(after(moment, index, actor.become({ ...local, verified })), index, 'confirms by code', false);
  }
}

/**
 * A verifying claim counts as a mark once the call that wrote it has led to a user or to nothing (15 s are longer than
 * that). A mark ends once ListUsers shows its user, and later than a trigger may run (120 s are longer than both together).
 */
function ages(moment: Moment, address: number): void {
  const { scene, views, emit } = moment;
  const claim = claimAt(moment, address);
  if (claim === NO_CLAIM) return;
  const bit = 1 << address;
  const { owner, age } = readClaim(claim);
  if (age === AGE.fresh) {
    if (views.some(({ underway }, index) => scene.owners[index] === owner && (underway & bit) !== 0)) return;
    const settled = new Map([[address, claim + AGE.settled]]);
    emit(after(moment, -1, 0, settled), -1, 'the verifying claim settles', false);
    return;
  }
  if (views.some(({ underway }) => (underway & bit) !== 0)) return;
  const late = views.some(({ unseen, blind }) => blind || (unseen & bit) !== 0);
  if (late && scene.design.marksOutliveLateness) return;
  emit(after(moment, -1, 0, new Map([[address, NO_CLAIM]])), -1, 'the claim ends', false);
}

/** ListUsers shows users late; AdminGetUser resolves the verified owner at once, and nobody else. */
function seen({ views, scene }: Moment, index: number, address: number, by: 'shows' | 'owns'): Look {
  const bit = 1 << address;
  const there = views.flatMap((view, other) => (other !== index && (view[by] & bit) !== 0 ? [{ view, other }] : []));
  const own = ({ other }: { readonly other: number }) => scene.owners[other] === scene.owners[index];
  const verified = there.filter(({ view }) => (view.owns & bit) !== 0);
  if (verified.length > 0) return verified.every(own) ? 'own' : 'verified';
  if (there.some((one) => !own(one) && scene.kinds[one.other] === 'federated')) return 'federated';
  return there.length > 0 ? 'unverified' : 'free';
}

function claimAt({ scene, ids }: Moment, address: number): number {
  return ids[scene.actors.length + scene.addresses.indexOf(address)] ?? NO_CLAIM;
}

function after({ scene, ids }: Moment, index: number, id: number, claims: Claims = NOTHING): string {
  const next = ids.slice();
  if (index >= 0) next[index] = id;
  for (const [address, claim] of claims) next[scene.actors.length + scene.addresses.indexOf(address)] = claim;
  return String.fromCharCode(...next);
}

/** What the step of a grant is called. */
export const CREATED_VERIFIED = 'is created, verified';

const LISTED = words('lists the holders');
const GOT = words('gets the owner');
const WRITES: Readonly<Record<ClaimKind, string>> = { verifying: 'claims to verify', mark: 'marks' };

function words(verb: string): Readonly<Record<Look, string>> {
  const saw = (what: string) => `${verb}: ${what}`;
  return {
    off: verb,
    todo: verb,
    free: saw('nobody'),
    unverified: saw('one, unverified'),
    federated: saw('one from a provider, unverified'),
    own: saw('its own user, verified'),
    verified: saw('one, verified'),
  };
}

function answerOf(local: Local): string {
  if (local.phase !== 'answered') return 'is refused';
  return local.granted === 0 ? 'is answered: no flag' : 'is answered: verified';
}
