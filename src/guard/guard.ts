/**
 * One sign-up, start to end: policy, plan, look-ups and claims at once, decision. AWS-free and without a throw of its
 * own; whatever fails arrives as a fact. Must not log: the caller records what is returned.
 */

import type { AliasAttribute, Attempt } from '../core/attempt.ts';
import type { Attestation } from '../core/attestation.ts';
import type { ClaimOutcome, ClaimRequest } from '../core/claims.ts';
import { decide, type Findings } from '../core/decide.ts';
import type { Decision } from '../core/decision.ts';
import { type AliasFact, combineSightings, type Failure, type Holder } from '../core/facts.ts';
import { policyAt } from '../core/in-force.ts';
import { limitStates } from '../core/limits/standing.ts';
import { settles } from '../core/look-ups.ts';
import { type Plan, plan } from '../core/plan.ts';
import { type CompiledPolicy, DEFAULT_SETTINGS, type Fallback } from '../core/policy.ts';
import { fail } from '../core/result.ts';
import { observedIn } from '../core/rules.ts';
import { type NameFact, nameFactOf } from '../core/user-names.ts';
import { attest } from './attest.ts';
import { beforeDeadline, within } from './budget.ts';
import { claimAll } from './claim.ts';
import { standing, unknownAll } from './claim-steps.ts';
import { type CountedLimit, countAll, countedLimits } from './count.ts';
import type {
  Budget,
  CallCounts,
  ClaimTable,
  Clock,
  CompanionTurn,
  Heard,
  LimitTable,
  NameAnswer,
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

/** The most that the look-up of a user name may take, in milliseconds, and never more than half of what is left. */
const MOST_FOR_NAME_MS = 1_500;

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

type Run = {
  readonly parts: GuardParts;
  readonly attempt: Attempt;
  readonly budget: Budget;
  readonly calls: CallCounts;
};
type Facts = ReadonlyMap<AliasAttribute, AliasFact>;
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
  const run: Run = { parts, attempt, budget, calls };
  const planned = plan(attempt, policy, parts.whenPolicyUnavailable);
  const facts = lookUpAll(run, planned, policy);
  const name = lookUpName(run, planned);
  const [factsFound, nameFound, claimsFound, limits] = await Promise.all([
    facts,
    name,
    claim(run, planned.claims, facts, name),
    countAll(parts.limits ?? null, attempt, planned.limits, budget, calls),
  ]);
  const findings: Findings = { facts: factsFound, name: nameFound, claims: claimsFound, limits };
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

async function lookUpAll(
  { parts, attempt, budget, calls }: Run,
  planned: Plan,
  policy: CompiledPolicy | null,
): Promise<Facts> {
  const { lookup, collision } = policy ?? DEFAULT_SETTINGS;
  const kinds = { list: lookup !== 'alias', alias: lookup !== 'list' };
  const { userPoolId, userName } = attempt;
  const settled = (holder: Holder) => settles(holder, planned.counting, collision, userName);
  const entries = planned.lookUps.map(async (alias): Promise<[AliasAttribute, AliasFact]> => {
    if (userPoolId === null) return [alias.attribute, unknown({ call: 'listUsers', cause: 'invalid' })];
    const asked = parts.directory.sightings({ userPoolId, alias, kinds, settles: settled }, budget, calls);
    const fact = asked.then((sightings) => combineSightings(sightings, planned.counting, userName));
    const late = () => unknown({ call: kinds.list ? 'listUsers' : 'adminGetUser', cause: 'timeout' });
    return [alias.attribute, await beforeDeadline(fact, budget, late)];
  });
  return new Map(await Promise.all(entries));
}

/**
 * Who has the user name, beside the look-ups; undefined where it need not be asked. It has a share of the time: a claim
 * comes after it, and without one nobody is let in.
 */
async function lookUpName({ parts, attempt, budget, calls }: Run, { name }: Plan): Promise<NameFact | undefined> {
  const { userPoolId } = attempt;
  if (name === null || userPoolId === null) return undefined;
  const late = (): NameAnswer => fail({ call: 'adminGetUser', cause: 'timeout' });
  const left = budget.deadline - parts.clock.now();
  const share = within(budget, parts.clock, Math.min(MOST_FOR_NAME_MS, Math.floor(left / 2)));
  const found = await beforeDeadline(parts.directory.named(userPoolId, name, share, calls), share, late);
  return found.ok ? nameFactOf(attempt, found.value) : { kind: 'unknown', failure: found.error };
}

/** Claims once the name is known, and nothing where it is taken: this sign-up can create nobody. */
async function claim(
  { parts, attempt, budget, calls }: Run,
  requests: readonly ClaimRequest[],
  facts: Promise<Facts>,
  name: Promise<NameFact | undefined>,
): Promise<Outcomes> {
  const { claims } = parts;
  if ((await name)?.kind === 'taken') return new Map();
  if (claims === null) return standing(requests);
  const { userPoolId, userName } = attempt;
  if (userPoolId === null || userName === null) return unknownAll(requests, { call: 'claims', cause: 'invalid' });
  const late: Failure = { call: 'claims', cause: 'timeout' };
  const write = (pending: readonly ClaimRequest[]) =>
    beforeDeadline(claims.write({ userPoolId, userName }, pending, budget, calls), budget, () => fail(late));
  return claimAll(requests, write, facts);
}

function unknown(failure: Failure): AliasFact {
  return { kind: 'unknown', failures: [failure] };
}
