/**
 * Past attempts through another policy: the engine's own plan and decision, over every way in which what the record does
 * not tell may have been. Where they agree the outcome is known; where not it is `unknown`, with what would have told.
 */

import type { Attempt } from '../../core/attempt.ts';
import type { Resources } from '../../core/conditions/condition.ts';
import type { Outcome } from '../../core/decision.ts';
import type { HolderScope } from '../../core/facts.ts';
import { plan } from '../../core/plan.ts';
import type { CompiledPolicy, PolicyDocument } from '../../core/policy.ts';
import { possibleDecisions } from '../../core/possible.ts';
import type { Truth } from '../../core/truth.ts';
import { compilePolicy } from '../../policy/compile.ts';
import { digestOf } from '../../policy/manifest.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { NO_COUNTRY } from '../../record/version.ts';
import { askedIn, COUNTRY_MARK, findingsIn, possibleAttempts } from './replay-attempt.ts';
import { likeness } from './replay-likeness.ts';
import { createReplayedLimits, type ReplayedLimits } from './replay-limits.ts';
import { type ListedHashes, listedHashes, participation, type ReplayRule, replayRules } from './replay-rules.ts';
import { type ReplayedStates, replayedStates, tookPart, underReplayed } from './replay-states.ts';
import { ruleChoices } from './rule-choices.ts';

/** How an attempt fares under the other policy. `newlyCoded` is left to Cognito's own flow. */
export type ReplayVerdict = 'unchanged' | 'newlyApproved' | 'newlyRefused' | 'newlyCoded' | 'unknown';

/** One attempt replayed. */
export type Replayed = {
  readonly verdict: ReplayVerdict;
  /** Every outcome that it may have had; one where it is known. */
  readonly outcomes: readonly Outcome[];
  /** The rules that may have decided. */
  readonly rules: readonly string[];
  /** Who decides, each way that it may have gone: the rules, or the reason where no rule did, such as `otherwise`. */
  readonly by: readonly string[];
  /** What would have told; empty where the outcome is known. */
  readonly unknown: readonly string[];
};

/** What a replay runs with. */
type ReplayOptions = {
  readonly document: PolicyDocument;
  readonly resources: Resources;
  /** The key of the pseudonyms, or null: then address rules are known by their domain alone. */
  readonly hashKey: string | null;
  /** Who counted as holding when the log was written. */
  readonly recordedHolders: HolderScope;
};

type Replay = {
  readonly policy: CompiledPolicy;
  readonly rules: readonly ReplayRule[];
  readonly hashes: ListedHashes;
  readonly recordedHolders: HolderScope;
  readonly digest: string;
  /** When rules begin and end: what is alike to all of them is decided once. */
  readonly moments: readonly number[];
  readonly limits: ReplayedLimits;
};

type World = {
  readonly outcomes: readonly Outcome[];
  readonly rules: readonly string[];
  readonly by: readonly string[];
  readonly untold: readonly string[];
};

/**
 * Creates the replay of a policy. Attempts alike in all that it looks at are decided once; limits are counted again, in the
 * order and the time of the records.
 */
export function createReplay(options: ReplayOptions): (decision: LoggedDecision) => Replayed {
  const { document, hashKey, recordedHolders } = options;
  const phoneCountry = (marked: string) => {
    const country = marked.slice(COUNTRY_MARK.length);
    return country === '' || country === NO_COUNTRY ? null : country;
  };
  const policy = compilePolicy(document, { ...options.resources, phoneCountry });
  const replay: Replay = {
    policy,
    rules: replayRules(document, policy),
    hashes: listedHashes(document, hashKey),
    recordedHolders,
    digest: digestOf(document),
    moments: policy.rules.flatMap(({ from, until }) => [from, until]).filter((at) => at !== null),
    limits: createReplayedLimits(options.resources),
  };
  const known = new Map<string, Replayed>();
  return (decision) => {
    const states = replayedStates(replay, decision);
    const key = `${likeness(decision, replay)} ${[...states.values()].join()}`;
    const found = known.get(key) ?? replayOnce(replay, decision, states);
    known.set(key, found);
    return found;
  };
}

function replayOnce(replay: Replay, decision: LoggedDecision, states: ReplayedStates): Replayed {
  const replayed = besideCompanion(decision, throughRules(replay, decision, states));
  const { outcome, rules } = decision;
  // the very policy that wrote the record knew what the record does not tell
  const decidedSo = decision.policy.digest === replay.digest && replayed.outcomes.includes(outcome);
  if (replayed.verdict !== 'unknown' || !decidedSo) return replayed;
  return { verdict: 'unchanged', outcomes: [outcome], rules, by: [nameOf(decision)], unknown: [] };
}

/** What a companion took away it would take away again; a policy can only refuse beside it. */
function besideCompanion({ outcome, reason }: LoggedDecision, replayed: Replayed): Replayed {
  if (reason !== 'companion' && reason !== 'companion-unavailable') return replayed;
  const outcomes = [...new Set(replayed.outcomes.map((each) => (each === 'deny' ? each : outcome)))].sort();
  const [only] = outcomes;
  if (only === undefined || outcomes.length > 1) return { ...replayed, outcomes };
  return { ...replayed, outcomes, verdict: verdictOf(outcome, only), unknown: [] };
}

function throughRules(replay: Replay, decision: LoggedDecision, states: ReplayedStates): Replayed {
  const attempts = possibleAttempts(decision);
  const worlds = attempts.map((attempt) => worldOf(replay, decision, attempt, states));
  const outcomes = [...new Set(worlds.flatMap((world) => world.outcomes))].sort();
  const rules = [...new Set(worlds.flatMap((world) => world.rules))].sort();
  const by = [...new Set(worlds.flatMap((world) => world.by))].sort();
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1) {
    return { verdict: verdictOf(decision.outcome, only), outcomes, rules, by, unknown: [] };
  }
  const shapeMatters = new Set(worlds.map((world) => [...new Set(world.outcomes)].sort().join())).size > 1;
  const shapes = shapeMatters ? shapesOf(attempts) : [];
  return {
    verdict: 'unknown',
    outcomes,
    rules,
    by,
    unknown: [...new Set([...worlds.flatMap((world) => world.untold), ...shapes])],
  };
}

/** In what the attempts differ that a record may have been left by. */
function shapesOf(attempts: readonly Attempt[]): readonly string[] {
  const several = (of: (attempt: Attempt) => string) => new Set(attempts.map(of)).size > 1;
  const lengths = several(({ email }) => (email.kind === 'given' ? email.value.raw : ''));
  const kinds = several(({ email, phone, attested }) => `${email.kind} ${phone.kind} ${[...attested.keys()].join()}`);
  return [
    ...(kinds ? ['whether a contact was absent or malformed'] : []),
    ...(lengths ? ['how long the address was'] : []),
  ];
}

/** What decided: its rules, or the reason where there is none. */
function nameOf({ rules, reason }: { readonly rules: readonly string[]; readonly reason: string }): string {
  return rules.length === 0 ? reason : rules.join(', ');
}

function verdictOf(before: Outcome, after: Outcome): ReplayVerdict {
  if (before === after) return 'unchanged';
  if (after === 'approve') return 'newlyApproved';
  return after === 'deny' ? 'newlyRefused' : 'newlyCoded';
}

function worldOf(
  { policy, rules, hashes, recordedHolders }: Replay,
  decision: LoggedDecision,
  attempt: Attempt,
  states: ReplayedStates,
): World {
  const judged = rules.flatMap((entry) => {
    const { rule } = entry;
    const told = underReplayed(rule, participation(entry, attempt, decision, hashes), attempt, states);
    const took = tookPart(rule, decision.at);
    if (took === 'no') return [];
    const plain = { ...rule, limit: null };
    if (took === 'yes') return [{ rule: plain, ...told }];
    return [{ rule: plain, parts: [...new Set<Truth>([...told.parts, 'no'])], untold: [...told.untold, 'the time'] }];
  });
  const { choices, open } = ruleChoices(judged);
  const asked = askedIn(decision, recordedHolders);
  const decided = choices.map((rules) => {
    const chosen = { ...policy, rules };
    const { counting } = plan(attempt, chosen);
    const found = findingsIn(decision, attempt, recordedHolders, counting, policy.collision.then);
    return possibleDecisions(attempt, chosen, found, asked);
  });
  const holders = decided.some((decisions) => new Set(decisions.map(({ outcome }) => outcome)).size > 1);
  return {
    outcomes: decided.flat().map(({ outcome }) => outcome),
    rules: decided.flat().flatMap((decision) => decision.rules),
    by: decided.flat().map(nameOf),
    untold: [
      ...judged.filter(({ rule }) => open.includes(rule)).flatMap(({ untold }) => untold),
      ...(holders ? ['who held the address'] : []),
    ],
  };
}
