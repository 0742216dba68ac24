/**
 * What the guard needs from the world, as small interfaces. Adapters live in `aws/` and `sim/`; none of them throws to
 * say that something failed.
 */
import type { Alias, AliasAttribute, Attempt } from '../core/attempt.ts';
import type { ClaimFound, ClaimRequest } from '../core/claims.ts';
import type { CompanionAnswer, CompanionHeard } from '../core/companion/answer.ts';
import type { PassedOn } from '../core/companion/combine.ts';
import type { Resources } from '../core/conditions/condition.ts';
import type { Decision } from '../core/decision.ts';
import type { Failure, Holder, Sighting } from '../core/facts.ts';
import type { LimitOutcome, LimitRequest } from '../core/limits/limit.ts';
import type { CompiledPolicy } from '../core/policy.ts';
import type { Result } from '../core/result.ts';
import type { NamedUser } from '../core/user-names.ts';

/** Time, in milliseconds. */
export interface Clock {
  /** Since 1970: for ages, and for what other sandboxes compare with. */
  now(): number;
  /** Monotonic, with fractions: for durations. */
  tick(): number;
}

/** The time left for one attempt, shared by every call it makes. */
export type Budget = { readonly signal: AbortSignal; readonly deadline: number };

/** Calls made during one attempt; adapters count into it. */
export type CallCounts = { listUsers: number; adminGetUser: number; claims: number; retries: number };

/** The policy in force, where it came from and how old it is. */
export type PolicySnapshot = LoadedPolicy & {
  /** `ssm`: read or confirmed within its maximum age. `last-good`: SSM failed or the new one is invalid. */
  readonly source: 'ssm' | 'last-good';
  readonly ageMs: number;
};

/** Gives the policy in force, or says why there is none. */
export interface PolicySource {
  current(budget: Budget): Promise<{ readonly snapshot: PolicySnapshot | null; readonly failure: Failure | null }>;
}

/** A policy as transport delivers it, validated and compiled. */
export type LoadedPolicy = {
  readonly policy: CompiledPolicy;
  readonly digest: string;
  /** The large data that its conditions needed; the record names a country only where the policy looks at it. */
  readonly resources: Resources;
};

/** Reads the published policy once; used by the cache, which adds age, single flight and the last good one. */
export interface PolicyReader {
  read(signal: AbortSignal): Promise<Result<LoadedPolicy, Failure>>;
}

/** Which look-ups the policy switches on. */
export type LookupKinds = { readonly list: boolean; readonly alias: boolean };

/** What the pool is asked about one alias: by which look-ups, and whether a holder settles it, so that no look-up goes on. */
export type Inquiry = {
  readonly userPoolId: string;
  readonly alias: Alias;
  readonly kinds: LookupKinds;
  readonly settles: (holder: Holder) => boolean;
};

/** What was found under a user name: the user, or null for nobody; fails where there is no answer. */
export type NameAnswer = Result<NamedUser | null, Failure>;

/** Asks the pool who holds an alias, one sighting a look-up that is switched on, and who has a user name. */
export interface UserDirectory {
  named(userPoolId: string, userName: string, budget: Budget, counts: CallCounts): Promise<NameAnswer>;
  sightings(inquiry: Inquiry, budget: Budget, counts: CallCounts): Promise<readonly Sighting[]>;
}

/** What a claim is made for: the pool it stands in and the user name that owns it. */
export type Claimant = { readonly userPoolId: string; readonly userName: string };

/** The table of claims. One write covers every request or none. */
export interface ClaimTable {
  /**
   * Writes all requests if every address is clear; otherwise writes nothing and says what was found at each, by
   * attribute. Fails when the table gives no answer.
   */
  write(
    claimant: Claimant,
    requests: readonly ClaimRequest[],
    budget: Budget,
    counts: CallCounts,
  ): Promise<Result<ReadonlyMap<AliasAttribute, ClaimFound>, Failure>>;
}

/** What a count is made for. */
export type CountedAttempt = Claimant & {
  readonly attempt: Pick<Attempt, 'trigger' | 'client' | 'email' | 'phone'>;
};

/** The table of limits. Whatever goes wrong is an outcome. */
export interface LimitTable {
  /** Counts the attempt under one key, a repeated call once, and says how often the key was seen. */
  count(counted: CountedAttempt, request: LimitRequest, budget: Budget, counts: CallCounts): Promise<LimitOutcome>;
}

/** The key of the pseudonyms, or null while it cannot be read. Never waits longer than the budget. */
export interface HashKeySource {
  current(budget: Budget): Promise<string | null>;
}

/** The shadow policy of this sandbox. */
export interface CandidateSource {
  /** The candidate as last read, or null while none stands. Neither waits nor fails. */
  peek(): CompiledPolicy | null;
}

/** The pre sign-up function that the pool called before. Called once; whatever goes wrong is an answer. */
export interface CompanionFunction {
  call(event: unknown, signal: AbortSignal): Promise<CompanionAnswer>;
}

/** A decision with the companion heard. `told` is null where it was not asked; `passedOn` is what it said where it is in charge. */
export type Heard = {
  readonly decision: Decision;
  readonly told: (CompanionHeard & { readonly ms: number }) | null;
  readonly passedOn: PassedOn | null;
};

/** The companion's part in one attempt. */
export interface CompanionTurn {
  /** The time that the guard may use up itself. */
  readonly own: Budget;
  /** The policy is known: under one that only observes the companion is asked now. */
  begin(policy: CompiledPolicy | null): void;
  /** The guard has decided: whoever is not refused is shown to the companion, if that was not done before. */
  end(decision: Decision, attempt: Attempt, policy: CompiledPolicy | null): Promise<Heard>;
}
