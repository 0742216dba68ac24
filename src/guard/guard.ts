/**
 * One sign-up, start to end: policy, plan, look-ups and claims at once, decision. AWS-free and without a throw of its
 * own; whatever fails arrives as a fact. Must not log: the caller records what is returned.
 */

import type { AliasAttribute, Attempt } from '../core/attempt.ts';
import type { Attestation } from '../core/attestation.ts';
import type { ClaimOutcome, ClaimRequest } from '../core/claims.ts';
import { decide } from '../core/decide.ts';
import type { Decision } from '../core/decision.ts';
import type { Failure } from '../core/facts.ts';
import { policyAt } from '../core/in-force.ts';
import { limitStates } from '../core/limits/standing.ts';
import { plan } from '../core/plan.ts';
import type { Fallback } from '../core/policy.ts';
import { fail } from '../core/result.ts';
import { observedIn } from '../core/rules.ts';
import type { NameFact } from '../core/user-names.ts';
import type { Findings } from '../core/withholding.ts';
import { attest } from './attest.ts';
import { beforeDeadline } from './budget.ts';
import { claimAll } from './claim.ts';
import { standing, unknownAll } from './claim-steps.ts';
import { type CountedLimit, countAll, countedLimits } from './count.ts';
import { type Facts, type LookingUp, lookFurther, lookUpAll, lookUpName } from './look-up.ts';
import type {
  Budget,
  CallCounts,
  ClaimTable,
  Clock,
  CompanionTurn,
  Heard,
  LimitTable,
  PolicySnapshot,
  PolicySource,
  UserDirectory,
} from './ports.ts';

/** What the guard is built from. `claims` is null when the deployment switched them off. */
export type GuardParts = {
  readonly policySource: PolicySource;
  readonly directory: UserDirectory;
  readonly claims: ClaimTable | null;
  /** Left out, or null, where the deployment has none. */
  readonly limits?: LimitTable | null;
  readonly clock: Clock;
  readonly whenPolicyUnavailable: Fallback;
};

/** Durations in milliseconds. */
type Timings = { readonly policy: number; readonly lookup: number; readonly total: number };

/** Everything the record tells of one attempt. */
export type Judgement = {
  readonly attempt: Attempt;
  /** What became of the statement that the attempt carried, if it did and the policy trusts anybody's. */
  readonly attestation: Attestation | null;
  readonly decision: Decision;
  readonly snapshot: PolicySnapshot | null;
  /** What look-ups and claims brought back; never recorded as it is, since it names holders. */
  readonly findings: Findings;
  readonly calls: CallCounts;
  readonly timings: Timings;
  /** Rules that only observe and would have taken part. */
  readonly observed: readonly string[];
  /** What was counted, and what came of it. */
  readonly limits: readonly CountedLimit[];
  /**
   * What the companion said, and what is passed on of it where it is in charge; `own` is the guard's
   * outcome without it. Null where there is none.
   */
  readonly companion: (Omit<Heard, 'decision'> & { readonly own: Decision['outcome'] }) | null;
};

type Outcomes = ReadonlyMap<AliasAttribute, ClaimOutcome>;

/** Decides one attempt within its budget; `turn` is the companion's part, where there is one. */
export async function guard(
  parts: GuardParts,
  asked: Attempt,
  budget: Budget,
  turn: CompanionTurn | null = null,
): Promise<Judgement> {
  const { clock } = parts;
  const calls: CallCounts = { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 };
  const began = clock.tick();
  const { snapshot, failure } = await parts.policySource.current(budget);
  const policyRead = clock.tick();
  const policy = snapshot === null ? null : policyAt(snapshot.policy, clock.now());
  turn?.begin(policy);
  const { attempt, attestation } = await attest(asked, policy?.attesters ?? [], clock, budget);
  const run: LookingUp = { directory: parts.directory, clock, attempt, budget, calls };
  const planned = plan(attempt, policy, parts.whenPolicyUnavailable);
  let facts = lookUpAll(run, planned, policy);
  const weigh = () => {
    facts = facts.then((found) => lookFurther(run, planned, found));
    return facts;
  };
  const name = lookUpName(run, planned);
  const [nameFound, claimsFound, limits] = await Promise.all([
    name,
    claim(run, parts.claims, planned.claims, weigh, name),
    countAll(parts.limits ?? null, attempt, planned.limits, budget, calls),
  ]);
  const findings: Findings = { facts: await facts, name: nameFound, claims: claimsFound, limits };
  const decided = decide(attempt, policy, planned, findings);
  const decision = failure === null ? decided : { ...decided, failures: [failure, ...decided.failures] };
  const lookedUp = clock.tick();
  const heard = turn === null ? null : await turn.end(decision, attempt, policy);
  return {
    attempt,
    attestation,
    decision: heard?.decision ?? decision,
    snapshot,
    findings,
    calls,
    timings: { policy: policyRead - began, lookup: lookedUp - policyRead, total: clock.tick() - began },
    observed: policy === null ? [] : observedIn(policy, attempt, limitStates(planned.limits, limits)),
    limits: countedLimits(planned.limits, limits),
    companion: heard === null ? null : { ...heard, own: decision.outcome },
  };
}

/** Claims once the name is known, and nothing where it is taken: this sign-up can create nobody. */
async function claim(
  { attempt, budget, calls }: LookingUp,
  claims: ClaimTable | null,
  requests: readonly ClaimRequest[],
  weigh: () => Promise<Facts>,
  name: Promise<NameFact | undefined>,
): Promise<Outcomes> {
  if ((await name)?.kind === 'taken') return new Map();
  if (claims === null) return standing(requests);
  const { userPoolId, userName } = attempt;
  if (userPoolId === null || userName === null) return unknownAll(requests, { call: 'claims', cause: 'invalid' });
  const late: Failure = { call: 'claims', cause: 'timeout' };
  const write = (pending: readonly ClaimRequest[]) =>
    beforeDeadline(claims.write({ userPoolId, userName }, pending, budget, calls), budget, () => fail(late));
  return claimAll(requests, write, weigh);
}
