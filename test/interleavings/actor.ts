/**
 * One sign-up as a small machine whose steps are the shipped functions: `plan`, the claim steps, `combineSightings`,
 * `decide`. Must not copy any of them.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute, type Attempt } from '../../src/core/attempt.ts';
import type { ClaimFound } from '../../src/core/claims.ts';
import { decide } from '../../src/core/decide.ts';
import { responseOf } from '../../src/core/decision.ts';
import { type AliasFact, combineSightings, FEDERATED, type Holder, type Sighting } from '../../src/core/facts.ts';
import { type Plan, plan } from '../../src/core/plan.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import { fail, ok } from '../../src/core/result.ts';
import type { NameFact } from '../../src/core/user-names.ts';
import type { Findings } from '../../src/core/withholding.ts';
import {
  afterFacts,
  afterWrite,
  beginClaims,
  type ClaimStep,
  standing,
  type Written,
} from '../../src/guard/claim-steps.ts';
import { attemptOf, type Design, policyOf, type SignUp } from './design.ts';
import { createNumbering } from './numbering.ts';

/**
 * What a look-up saw. `off`: not asked at all. `federated`: nobody verified, but somebody from a provider. `own`: the
 * attempt's own user name, verified.
 */
export type Look = 'off' | 'todo' | 'free' | 'unverified' | 'federated' | 'own' | 'verified';

type Looks = readonly [Look, Look];

/** What a look-up of the user name saw: `own` carries the address of the sign-up, `alias` has another name. */
export type NameLook = 'off' | 'todo' | 'free' | 'own' | 'taken' | 'alias';

/** A call of the trigger. Masks have bit 0 for the email address, bit 1 for the number. */
export type Asking = {
  readonly phase: 'asking';
  readonly list: Looks;
  readonly get: Looks;
  readonly name: NameLook;
  readonly claim: ClaimStep;
  /** Where a claim written by this very call stands. */
  readonly claimed: number;
  /** Whether a user appeared in ListUsers after this call began to look and before it claimed. */
  readonly blind: boolean;
  readonly repeats: number;
};

/** Where a sign-up stands. */
export type Local =
  | Asking
  | { readonly phase: 'answered'; readonly granted: number; readonly claimed: number; readonly repeats: number }
  | { readonly phase: 'user'; readonly verified: number; readonly claimed: number; readonly visible: boolean }
  | { readonly phase: 'none' };

/** The machine of one sign-up; its steps take and return numbers of states. */
export type Actor = {
  readonly holds: number;
  readonly start: number;
  readonly at: (id: number) => Local;
  readonly become: (local: Local) => number;
  readonly looked: (id: number, by: 'list' | 'get', address: number, saw: Look) => number;
  readonly named: (id: number, saw: NameLook) => number;
  readonly wrote: (id: number, found: readonly ClaimFound[]) => number;
  /** Its claims were taken back. */
  readonly tookBack: (id: number) => number;
  readonly failed: (id: number, carriedOut: boolean) => number;
  readonly weighed: (id: number) => number;
  readonly answered: (id: number) => number;
  /** Cognito discards the answer and calls again. */
  readonly again: (id: number) => number;
  /** Somebody else appeared in ListUsers. */
  readonly missed: (id: number) => number;
};

type Part = {
  readonly signUp: SignUp;
  readonly design: Design;
  readonly attempt: Attempt;
  readonly policy: CompiledPolicy;
  readonly planned: Plan;
};

const NONE: Local = { phase: 'none' };

/** Bits of attributes. */
export function maskOf(attributes: readonly AliasAttribute[]): number {
  return attributes.reduce((mask, attribute) => mask | (1 << ALIAS_ATTRIBUTES.indexOf(attribute)), 0);
}

/** Whether no look-up is outstanding. */
export function hasLooked({ list, get, name }: Pick<Asking, 'list' | 'get' | 'name'>): boolean {
  return !list.includes('todo') && !get.includes('todo') && name !== 'todo';
}

/** Whether the user name counts as somebody else's. */
export function isTaken({ name }: Pick<Asking, 'name'>, { takenNames }: Pick<Design, 'takenNames'>): boolean {
  return name === 'taken' || (name === 'alias' && takenNames === 'by any alias');
}

/** Whether claims wait for the look-up of the user name, and are not made where it is taken. */
export function claimsAfterName({ takenNames }: Pick<Design, 'takenNames'>): boolean {
  return takenNames !== 'takes back its own' && takenNames !== 'takes back what it wrote';
}

/** Builds the machine of one sign-up under a design. */
export function createActor(signUp: SignUp, design: Design): Actor {
  const attempt = attemptOf(signUp);
  const policy = policyOf(design.settings);
  const part = { signUp, design, attempt, policy, planned: design.planned(signUp.kind, plan(attempt, policy)) };
  const { at, number, step } = createNumbering(NONE);
  const asks = (id: number, observed: string, take: (call: Asking) => Local) =>
    step(id, observed, (local) => (local.phase === 'asking' ? take(local) : impossible(local.phase)));
  const verified = signUp.kind === 'holder' ? maskOf(signUp.aliases) : 0;
  const existing: Local = { phase: 'user', verified, claimed: 0, visible: true };
  const wasThere = signUp.kind === 'existing' || signUp.kind === 'holder';
  return {
    holds: maskOf(signUp.aliases),
    start: number(wasThere ? existing : callOf(part, signUp.repeats)),
    at,
    become: number,
    looked: (id, by, address, saw) => asks(id, `${by} ${address} ${saw}`, (call) => look(call, by, address, saw)),
    named: (id, saw) => asks(id, `named ${saw}`, (call) => ({ ...call, name: saw })),
    tookBack: (id) => asks(id, 'took back', () => NONE),
    wrote: (id, found) => asks(id, `wrote ${found.join()}`, (call) => write(call, found)),
    failed: (id, carriedOut) => asks(id, `failed ${carriedOut}`, (call) => failToWrite(call, carriedOut)),
    weighed: (id) => asks(id, 'weighed', (call) => weigh(part, call)),
    answered: (id) => asks(id, 'answered', (call) => answer(part, call)),
    again: (id) => step(id, 'again', (local) => callOf(part, local.phase === 'answered' ? local.repeats - 1 : 0)),
    missed: (id) => step(id, 'missed', miss),
  };
}

function callOf({ design, planned }: Part, repeats: number): Asking {
  const { lookup } = design.settings;
  const looks = (asked: boolean): Looks => {
    const lookAt = (attribute: AliasAttribute): Look =>
      asked && planned.lookUps.some((alias) => alias.attribute === attribute) ? 'todo' : 'off';
    return [lookAt('email'), lookAt('phone_number')];
  };
  return {
    phase: 'asking',
    list: looks(lookup !== 'alias'),
    get: looks(lookup !== 'list'),
    name: planned.name === null ? 'off' : 'todo',
    claim: design.claims ? beginClaims(planned.claims) : { kind: 'done', outcomes: standing(planned.claims) },
    claimed: 0,
    blind: false,
    repeats,
  };
}

function look(call: Asking, by: 'list' | 'get', address: number, saw: Look): Local {
  const [email, phone] = call[by];
  return { ...call, [by]: address === 0 ? [saw, phone] : [email, saw] };
}

function write(call: Asking, found: readonly ClaimFound[]): Local {
  const attributes = writtenBy(call);
  const stands = found.every((state) => state === 'clear');
  const written = ok(new Map(attributes.map((name, index) => [name, found[index] ?? 'contested'])));
  return afterAnswer(call, written, stands ? maskOf(attributes) : call.claimed);
}

function failToWrite(call: Asking, carriedOut: boolean): Local {
  return afterAnswer(call, fail({ call: 'claims', cause: 'timeout' }), carriedOut ? maskOf(writtenBy(call)) : 0);
}

function afterAnswer(call: Asking, written: Written, claimed: number): Local {
  if (call.claim.kind !== 'write') return impossible(call.claim.kind);
  const claim = afterWrite(call.claim, written);
  return { ...call, claim, claimed, blind: call.blind && claim.kind !== 'done' };
}

function writtenBy({ claim }: Asking): readonly AliasAttribute[] {
  return claim.kind === 'write' ? claim.requests.map(({ alias }) => alias.attribute) : [];
}

function weigh(part: Part, call: Asking): Local {
  if (call.claim.kind !== 'weigh') return impossible(call.claim.kind);
  const facts = part.design.ownersExcuse ? factsOf(part, call) : new Map<AliasAttribute, AliasFact>();
  return { ...call, claim: afterFacts(call.claim, facts) };
}

function answer(part: Part, call: Asking): Local {
  const { attempt, policy, planned, design, signUp } = part;
  const taken = isTaken(call, design);
  if (taken && design.takenNames !== 'shipped') {
    return claimsAfterName(design) ? { phase: 'answered', granted: 0, claimed: 0, repeats: call.repeats } : NONE;
  }
  if (call.claim.kind !== 'done' && !taken) return impossible(call.claim.kind);
  const claims: Findings['claims'] = call.claim.kind === 'done' ? call.claim.outcomes : new Map();
  if (!design.ownersExcuse && [...claims.values()].some(({ kind }) => kind === 'in-flight')) return NONE;
  const name: NameFact = { kind: taken ? 'taken' : 'free' };
  const findings = { facts: factsOf(part, call), claims, name };
  const decision = design.decided(signUp.kind, decide(attempt, policy, planned, findings));
  if (decision.outcome === 'deny') return NONE;
  const { autoVerifyEmail, autoVerifyPhone } = responseOf(decision);
  const granted = (autoVerifyEmail ? 1 : 0) | (autoVerifyPhone ? 2 : 0);
  return { phase: 'answered', granted, claimed: call.claimed, repeats: call.repeats };
}

function miss(local: Local): Local {
  if (local.phase !== 'asking' || local.claim.kind === 'done') return local;
  const begun = [...local.list, ...local.get].some((saw) => saw !== 'todo' && saw !== 'off');
  return begun ? { ...local, blind: true } : local;
}

function factsOf({ planned, signUp }: Part, call: Asking): ReadonlyMap<AliasAttribute, AliasFact> {
  return new Map(
    planned.lookUps.map(({ attribute }) => {
      const bit = ALIAS_ATTRIBUTES.indexOf(attribute);
      const sightings = [call.list[bit], call.get[bit]].flatMap((saw) => sightingOf(saw ?? 'off', signUp.user));
      return [attribute, combineSightings(sightings, planned.counting, signUp.user)];
    }),
  );
}

function sightingOf(saw: Look, self: string): readonly Sighting[] {
  if (saw === 'off' || saw === 'todo') return [];
  const holder: Holder = {
    userName: saw === 'own' ? self : 'somebody',
    verified: saw === 'verified' || saw === 'own',
    enabled: true,
    status: saw === 'federated' ? FEDERATED : 'CONFIRMED',
  };
  return [{ kind: 'seen', holders: saw === 'free' ? [] : [holder] }];
}

function impossible(state: string): never {
  throw new Error(`no such step: ${state}`);
}
