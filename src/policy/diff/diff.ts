/**
 * What behaves differently under two policies, with a witness for each: one a condition value whose behaviour differs. A
 * witness only has fields that `simulate` has options for, and is found by deciding, never by comparing texts.
 *
 * INVARIANT: nothing is told only if nothing differs. Any attempt behaves like some state (`classes.ts`). Make a differing
 * one usual, dimension by dimension: either the difference is that of the usual attempt, which is told, or it changes when
 * one value is taken away, and that value is told.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Resources } from '../../core/conditions/condition.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import type { TypedAttempt } from '../cases/typed-attempt.ts';
import { compilePolicy } from '../compile.ts';
import { allAtoms, atomicRules } from './atoms.ts';
import { type Behaviour, behaviourOf, endsAlike, saysAlike } from './behaviour.ts';
import { type ClassedDimension, classify, EVERYTHING, joined, keyOf, type ProbeClass, type State } from './classes.ts';
import { dimensionsOf, type Samples } from './dimensions.ts';
import { merged, type Probe } from './probe.ts';
import { type EarlierAttempts, seenWorlds } from './seen-worlds.ts';
import { type SettingChange, settingChanges } from './settings.ts';
import { acrossSpans, documentAt, spansFrom } from './spans.ts';
import { ruleSets, statesOf } from './states.ts';
import { tellingRules, untriedValues } from './untried.ts';

/** One change: an example attempt and what becomes of it before and after. `standsFor`: the value that it is told of. */
export type Change = {
  readonly witness: TypedAttempt;
  readonly standsFor: string;
  readonly before: Behaviour;
  readonly after: Behaviour;
  /** The moments between which it holds: from the start on, and for ever, where there is none. */
  readonly from?: string;
  readonly until?: string;
};

/** Everything that differs. `complete` is false where the rules can tell more attempts apart than were looked at. */
export type PolicyDiff = {
  readonly changes: readonly Change[];
  /** Refusals that only say something else. */
  readonly sentences: readonly Change[];
  readonly settings: readonly SettingChange[];
  readonly complete: boolean;
  /** Condition values that no example meets: whether they make a difference cannot be told, and it is not complete. */
  readonly untried: readonly string[];
};

/** Two policies and the large data that their conditions need. `mostStates`: how many states are looked at. */
export type Compared = {
  readonly before: PolicyDocument;
  readonly after: PolicyDocument;
  readonly resources: Resources;
  readonly samples: Samples;
  readonly mostStates?: number | undefined;
  /** From when on, in milliseconds since 1970; left out: all of time. */
  readonly now?: number | undefined;
};

type Pair = { readonly before: Behaviour; readonly after: Behaviour };
type Decide = (typed: TypedAttempt) => Pair;
type PairAt = (state: State) => Pair;
type Alike = typeof endsAlike;

/** Compares two policies: as they stand now, and wherever a rule begins or ends later. */
export function diffPolicies(compared: Compared): PolicyDiff {
  const { before, after, now = Number.NEGATIVE_INFINITY } = compared;
  const { spans, complete } = spansFrom(now, before, after);
  const parts = spans.map(({ from }) => {
    const at = from ?? now;
    return { from, ...diffSeen({ ...compared, before: documentAt(before, at), after: documentAt(after, at) }) };
  });
  return {
    changes: acrossSpans(parts),
    sentences: acrossSpans(parts.map(({ from, sentences }) => ({ from, changes: sentences }))),
    settings: settingChanges(before, after),
    complete: complete && parts.every((part) => part.complete),
    untried: [...new Set(parts.flatMap(({ untried }) => untried))],
  };
}

/**
 * Compares two policies of which no rule begins or ends: for keys that were never seen, and for each limit as if its key had
 * been seen as often as it lets pass. What differs anyway is told once.
 */
function diffSeen(compared: Compared): Omit<PolicyDiff, 'settings'> {
  const decide = createDecide(compared);
  const plain = diffAt(compared, decide, {});
  const { worlds, complete } = seenWorlds(compared.before, compared.after);
  const seen = worlds.map((world) => diffAt(compared, decide, world));
  const fresh = (changes: readonly Change[]) => changes.filter((change) => !differsAnyway(change, decide));
  return {
    changes: [...plain.changes, ...seen.flatMap(({ changes }) => fresh(changes))],
    sentences: [...plain.sentences, ...seen.flatMap(({ sentences }) => fresh(sentences))],
    complete: complete && plain.complete && seen.every((world) => world.complete),
    untried: [plain, ...seen].flatMap(({ untried }) => untried),
  };
}

/** Whether a witness ends in the same two ways where its keys were never seen. */
function differsAnyway({ witness, before, after }: Change, decide: Decide): boolean {
  const { seen: _, ...unseen } = witness;
  return isDeepStrictEqual(decide(unseen), { before, after });
}

/** Compares two policies as if the keys of limits had been seen so often. */
function diffAt(compared: Compared, decide: Decide, seen: EarlierAttempts): Omit<PolicyDiff, 'settings'> {
  const { before, after, resources, samples, mostStates } = compared;
  const rules = atomicRules(before, after, resources, seen);
  const rulesAlone = decidesByRulesAlike(before, after);
  const sets = ruleSets(rules, rulesAlone);
  const probed = dimensionsOf(allAtoms(rules), samples);
  const dimensions = probed.map((dimension) => classify(dimension, rules));
  const untried = untriedValues(tellingRules(before, after, { seen, rulesAlone }), probed, resources);
  const othersOf = (dimension: ClassedDimension) => dimensions.filter((other) => other !== dimension);
  const views = dimensions.map((each) => ({ dimension: each, around: statesOf(othersOf(each), sets, mostStates) }));
  const pairAt = onceEach(({ typed }) => decide({ ...typed, seen }));
  const usual = dimensions.map((dimension) => dimension.usual).reduce(joined, EVERYTHING);
  const everybody: Change = { witness: witnessed(usual.typed, seen), standsFor: 'everybody else', ...pairAt(usual) };
  const told = (alike: Alike) => [
    ...(alike(everybody.before, everybody.after) ? [] : [everybody]),
    ...views.flatMap(({ dimension, around }) => changesIn(dimension, around.states, { pairAt, alike, seen })),
  ];
  return {
    changes: firstOfEach(told(endsAlike), witnessOf),
    sentences: firstOfEach(told(saysAlike), witnessOf).filter((change) => endsAlike(change.before, change.after)),
    complete: untried.length === 0 && views.every(({ around }) => around.complete),
    untried,
  };
}

/** Whether the same rules would decide the same under both. */
function decidesByRulesAlike(before: PolicyDocument, after: PolicyDocument): boolean {
  const said = ({ mode, otherwise, denyMessage }: PolicyDocument) => JSON.stringify([mode, otherwise, denyMessage]);
  return said(before) === said(after);
}

/** Decides by the engine itself. */
function createDecide({ before, after, resources }: Compared): Decide {
  const [one, other] = [compilePolicy(before, resources), compilePolicy(after, resources)];
  const asApplied = (before.mode === 'observe') !== (after.mode === 'observe');
  return (typed) => ({ before: behaviourOf(one, typed, asApplied), after: behaviourOf(other, typed, asApplied) });
}

/** Decides once for each state that rules can tell apart. */
function onceEach(pairOf: PairAt): PairAt {
  const known: Record<string, Pair> = {};
  return (state) => {
    const key = keyOf(state);
    known[key] ??= pairOf(state);
    return known[key];
  };
}

/** How to decide, and which ends count as the same. */
type Terms = { readonly pairAt: PairAt; readonly alike: Alike; readonly seen: EarlierAttempts };

/** The changes that the values of one dimension make: each in the plainest surroundings that show one. */
function changesIn({ usual, others }: ClassedDimension, around: readonly State[], terms: Terms): readonly Change[] {
  const found = others.flatMap((probes) => {
    const state = around.find((surroundings) => makesChange(probes, usual, surroundings, terms));
    if (state === undefined) return [];
    const pair = terms.pairAt(joined(probes, state));
    return probes.members.map(({ typed, standsFor, meetingOf }) => ({
      change: { witness: witnessed(merged(typed, state.typed), terms.seen), standsFor, ...pair },
      meetingOf,
    }));
  });
  return withoutExplained(found);
}

/** Whether two policies differ on these values, and not just as they differ on everybody. */
function makesChange(probes: ProbeClass, usual: ProbeClass, around: State, { pairAt, alike }: Terms) {
  const pair = pairAt(joined(probes, around));
  if (alike(pair.before, pair.after)) return false;
  const ordinary = pairAt(joined(usual, around));
  return !(alike(pair.before, ordinary.before) && alike(pair.after, ordinary.after));
}

type Found = { readonly change: Change; readonly meetingOf: Probe['meetingOf'] };

/** One change a value. Where two values meet, there is nothing to tell if one of them is told already. */
function withoutExplained(found: readonly Found[]): readonly Change[] {
  const told = new Set(found.map(({ change }) => change.standsFor));
  return firstOfEach(found, ({ change }) => change.standsFor)
    .filter(({ meetingOf }) => !meetingOf?.some((value) => told.has(value)))
    .map(({ change }) => change);
}

/** A witness says how often its key was seen, where that matters. */
function witnessed(typed: TypedAttempt, seen: EarlierAttempts): TypedAttempt {
  return Object.keys(seen).length === 0 ? typed : { ...typed, seen };
}

function witnessOf({ witness }: Change): string {
  return JSON.stringify(witness);
}

function firstOfEach<T>(list: readonly T[], keyOfOne: (one: T) => string): readonly T[] {
  return [...Map.groupBy(list, keyOfOne).values()].flatMap((same) => same.slice(0, 1));
}
