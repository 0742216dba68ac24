/**
 * What behaves differently under two policies, with a witness for each: one a condition value whose behaviour differs. A
 * witness only has fields that `simulate` has options for, and is found by deciding, never by comparing texts.
 *
 * INVARIANT: nothing is told only if nothing differs. Any attempt behaves like some state (`classes.ts`). Make a differing
 * one usual, dimension by dimension: either the difference is that of the usual attempt, which is told, or it changes when
 * one value is taken away, and that value is told.
 */
import type { Resources } from '../../core/conditions/condition.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import { compilePolicy } from '../compile.ts';
import type { TypedAttempt } from '../typed-attempt.ts';
import { allAtoms, atomicRules } from './atoms.ts';
import { type Behaviour, behaviourOf, endsAlike, saysAlike } from './behaviour.ts';
import { merged } from './candidate.ts';
import {
  type CandidateClass,
  type ClassedDimension,
  classify,
  EVERYTHING,
  joined,
  keyOf,
  type State,
} from './classes.ts';
import { dimensionsOf, type Samples } from './dimensions.ts';
import { type SettingChange, settingChanges } from './settings.ts';
import { mayDiffer, type RuleSets, ruleSets, statesOf } from './states.ts';

/** One change: an example attempt and what becomes of it before and after. `standsFor`: the value that it is told of. */
export type Change = {
  readonly witness: TypedAttempt;
  readonly standsFor: string;
  readonly before: Behaviour;
  readonly after: Behaviour;
};

/** Everything that differs. `complete` is false where the rules can tell more attempts apart than were looked at. */
export type PolicyDiff = {
  readonly changes: readonly Change[];
  /** Refusals that only say something else. */
  readonly sentences: readonly Change[];
  readonly settings: readonly SettingChange[];
  readonly complete: boolean;
};

/** Two policies and the large data that their conditions need. */
export type Compared = {
  readonly before: PolicyDocument;
  readonly after: PolicyDocument;
  readonly resources: Resources;
  readonly samples: Samples;
};

type Pair = { readonly before: Behaviour; readonly after: Behaviour };
type Decide = (state: State) => Pair;
type Alike = (one: Behaviour, other: Behaviour) => boolean;

/** Compares two policies. */
export function diffPolicies({ before, after, resources, samples }: Compared): PolicyDiff {
  const rules = atomicRules(before, after, resources);
  const sets = ruleSets(rules, decidesByRulesAlike(before, after));
  const dimensions = dimensionsOf(allAtoms(rules), samples).map((dimension) => classify(dimension, rules));
  const around = dimensions.map((dimension) =>
    statesOf(
      dimensions.filter((other) => other !== dimension),
      sets,
    ),
  );
  const decide = createDecide(before, after, resources);
  const told = (alike: Alike) => {
    const usual = dimensions.map((dimension) => dimension.usual).reduce(joined, EVERYTHING);
    const everybody = changeOf('everybody else', usual.typed, decide(usual), alike);
    const found = dimensions.flatMap((dimension, at) =>
      changesIn(dimension, around[at]?.states ?? [], { decide, alike, sets }),
    );
    return [...everybody, ...found];
  };
  const changes = byWitness(told(endsAlike));
  return {
    changes: [...changes.values()],
    sentences: [...byWitness(told(saysAlike))]
      .filter(([witness, { before: one, after: other }]) => endsAlike(one, other) && !changes.has(witness))
      .map(([, change]) => change),
    settings: settingChanges(before, after),
    complete: around.every(({ complete }) => complete),
  };
}

/** The first change of each witness. */
function byWitness(changes: readonly Change[]): ReadonlyMap<string, Change> {
  const first = new Map<string, Change>();
  for (const change of changes) {
    const key = JSON.stringify(change.witness);
    if (!first.has(key)) first.set(key, change);
  }
  return first;
}

/** Whether the same rules would decide the same under both. */
function decidesByRulesAlike(before: PolicyDocument, after: PolicyDocument): boolean {
  const said = ({ mode, otherwise, denyMessage }: PolicyDocument) => JSON.stringify([mode, otherwise, denyMessage]);
  return said(before) === said(after);
}

/** Decides by the engine itself, once for each state that rules can tell apart. */
function createDecide(before: PolicyDocument, after: PolicyDocument, resources: Resources): Decide {
  const [one, other] = [compilePolicy(before, resources), compilePolicy(after, resources)];
  const asApplied = (before.mode === 'observe') !== (after.mode === 'observe');
  const known = new Map<string, Pair>();
  return (state) => {
    const key = keyOf(state);
    const found = known.get(key);
    if (found !== undefined) return found;
    const pair = {
      before: behaviourOf(one, state.typed, asApplied),
      after: behaviourOf(other, state.typed, asApplied),
    };
    known.set(key, pair);
    return pair;
  };
}

/** How to decide, and which ends count as the same. */
type Terms = { readonly decide: Decide; readonly alike: Alike; readonly sets: RuleSets };

/** The changes that the values of one dimension make: each in the plainest surroundings that show one. */
function changesIn({ usual, classes }: ClassedDimension, around: readonly State[], terms: Terms): readonly Change[] {
  const { decide, alike, sets } = terms;
  const seen = new Map<string, Change>();
  const unusual = classes.filter((candidates) => candidates !== usual && mayDiffer(candidates, sets));
  for (const candidates of unusual) {
    const state = around.find((others) => makesChange(candidates, usual, others, terms));
    if (state === undefined) continue;
    const pair = decide(joined(candidates, state));
    for (const { standsFor, typed } of candidates.members) {
      const [change] = changeOf(standsFor, merged(typed, state.typed), pair, alike);
      if (change !== undefined && !seen.has(standsFor)) seen.set(standsFor, change);
    }
  }
  return withoutExplained(seen, unusual);
}

/** Whether two policies differ on these values, and not just as they differ on everybody. */
function makesChange(candidates: CandidateClass, usual: CandidateClass, others: State, { decide, alike, sets }: Terms) {
  const both = joined(candidates, others);
  if (!mayDiffer(both, sets)) return false;
  const pair = decide(both);
  if (alike(pair.before, pair.after)) return false;
  const ordinary = decide(joined(usual, others));
  return !(alike(pair.before, ordinary.before) && alike(pair.after, ordinary.after));
}

function changeOf(standsFor: string, witness: TypedAttempt, { before, after }: Pair, alike: Alike): readonly Change[] {
  return alike(before, after) ? [] : [{ witness, standsFor, before, after }];
}

/** Where two values meet, there is nothing to tell if one of them is told already. */
function withoutExplained(seen: ReadonlyMap<string, Change>, classes: readonly CandidateClass[]): readonly Change[] {
  const meetings = new Map(
    classes.flatMap(({ members }) => members.map(({ standsFor, meetingOf }) => [standsFor, meetingOf] as const)),
  );
  return [...seen.values()].filter(({ standsFor }) => !meetings.get(standsFor)?.some((value) => seen.has(value)));
}
