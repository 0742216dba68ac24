/**
 * What the trigger would decide of one attempt in a pool that is described, with whatever is unavailable. The rules, the
 * plan and the decision are the trigger's own; only look-ups and claims are played. Pure.
 */
import type { Alias, AliasAttribute, Attempt } from '../../core/attempt.ts';
import type { ClaimOutcome, ClaimRequest } from '../../core/claims.ts';
import { decide } from '../../core/decide.ts';
import type { Decision } from '../../core/decision.ts';
import {
  type AliasFact,
  combineSightings,
  type Failure,
  type FailureCause,
  type Holder,
  type Sighting,
} from '../../core/facts.ts';
import type { LimitOutcome, LimitOutcomes, LimitRequest } from '../../core/limits/limit.ts';
import { fitsUserName, listedValuesOf, listFilter } from '../../core/look-ups.ts';
import { type Plan, plan } from '../../core/plan.ts';
import { type CompiledPolicy, DEFAULT_SETTINGS, type Fallback } from '../../core/policy.ts';
import { type NameFact, nameFactOf } from '../../core/user-names.ts';
import type { Findings } from '../../core/withholding.ts';
import { foldEmail } from '../../identity/email.ts';

/** A user who is in the pool already. */
export type TypedHolder = {
  readonly user: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly verified?: readonly AliasAttribute[] | undefined;
  readonly enabled?: boolean | undefined;
  readonly status?: string | undefined;
};

/** What gives no answer, and why: ListUsers, AdminGetUser, the tables of claims and limits, Parameter Store. */
export type RehearsedFaults = {
  readonly list?: FailureCause;
  readonly get?: FailureCause;
  readonly claims?: FailureCause;
  readonly limits?: FailureCause;
  readonly ssm?: FailureCause;
};

/** The pool around an attempt, and the attempts before it. `claims` says what was found at an address; a claim that it leaves out is won. */
export type Surroundings = {
  readonly holders?: readonly TypedHolder[] | undefined;
  readonly faults?: RehearsedFaults;
  readonly claims?: ReadonlyMap<AliasAttribute, ClaimOutcome>;
  /** By rule, how many attempts with the same key came before, within `per`, null where nobody can tell; none where nothing is said. */
  readonly seen?: Readonly<Record<string, number | null>> | undefined;
  /** Addresses whose look-ups answer although others fail. */
  readonly answered?: ReadonlySet<AliasAttribute>;
  /** What the deployment says of sign-ups while there is no policy; the code where nothing is said. */
  readonly whenPolicyUnavailable?: Fallback | undefined;
};

/** The calls that the trigger would make. */
type RehearsedCalls = { readonly listUsers: number; readonly adminGetUser: number; readonly claims: number };

/** A decision, what it rests on, and what it would cost. */
type Rehearsal = {
  readonly planned: Plan;
  readonly decision: Decision;
  readonly findings: Findings & { readonly limits: LimitOutcomes };
  readonly calls: RehearsedCalls;
};

/** Decides an attempt. Without Parameter Store there is no policy, and sign-ups take Cognito's own code. */
export function rehearse(policy: CompiledPolicy, attempt: Attempt, surroundings: Surroundings = {}): Rehearsal {
  const { faults = {} } = surroundings;
  const inForce = faults.ssm === undefined ? policy : null;
  const planned = plan(attempt, inForce, surroundings.whenPolicyUnavailable);
  const { lookup } = inForce ?? DEFAULT_SETTINGS;
  const facts = new Map(
    planned.lookUps.map((alias): [AliasAttribute, AliasFact] => [
      alias.attribute,
      attempt.userPoolId === null
        ? { kind: 'unknown', failures: [{ call: 'listUsers', cause: 'invalid' }] }
        : combineSightings(sightingsOf(alias, lookup, surroundings), planned.counting, attempt.userName),
    ]),
  );
  const unclaimed = { ...surroundings, faults: { ...faults, claims: 'invalid' as const, limits: 'invalid' as const } };
  const around = isNamed(attempt) ? surroundings : unclaimed;
  const name = nameOf(planned, attempt, surroundings);
  const claimed = name?.kind === 'taken' ? [] : planned.claims;
  const claims = new Map(claimed.map((request) => [request.alias.attribute, claimOf(request, around)]));
  const limits = new Map(planned.limits.map((request) => [request.rule, countOf(request, around)]));
  const findings = { facts, name, claims, limits };
  const decided = decide(attempt, inForce, planned, findings);
  const failures = faults.ssm === undefined ? [] : [{ call: 'ssm', cause: faults.ssm } as const];
  return {
    planned,
    decision: { ...decided, failures: [...failures, ...decided.failures] },
    findings,
    calls: callsOf({ ...planned, claims: claimed }, attempt, lookup),
  };
}

/** An event without its pool asks nobody, and one without its user name claims nothing. */
function callsOf(planned: Plan, attempt: Attempt, lookup: CompiledPolicy['lookup']): RehearsedCalls {
  const lookUps = attempt.userPoolId === null ? [] : planned.lookUps;
  const listed = lookUps.flatMap((alias) => listedValuesOf(alias).filter((value) => isListed(alias, value)));
  const named = planned.name === null || attempt.userPoolId === null ? 0 : 1;
  return {
    listUsers: lookup === 'alias' ? 0 : listed.length,
    adminGetUser: named + (lookup === 'list' ? 0 : lookUps.filter(fitsUserName).length),
    claims: planned.claims.length > 0 && isNamed(attempt) ? 1 : 0,
  };
}

/** Who among the holders has the user name, as the trigger asks it. */
function nameOf({ name }: Plan, attempt: Attempt, { holders, faults = {} }: Surroundings): NameFact | undefined {
  if (name === null || attempt.userPoolId === null) return undefined;
  if (faults.get !== undefined) return { kind: 'unknown', failure: { call: 'adminGetUser', cause: faults.get } };
  // Stryker disable next-line ConditionalExpression: whoever is found is compared again
  const found = holders?.find(({ user }) => user === name);
  if (found === undefined) return nameFactOf(attempt, null);
  return nameFactOf(attempt, { userName: found.user, carries: (alias) => holds(found, alias) });
}

function isNamed({ userPoolId, userName }: Attempt): boolean {
  return userPoolId !== null && userName !== null;
}

function isListed({ attribute }: Alias, value: string): boolean {
  return listFilter(attribute, value) !== null;
}

// Stryker disable next-line ObjectLiteral,StringLiteral: only has to be no sighting of anybody
const TOO_LONG: Sighting = { kind: 'too-long' };

/** What each look-up says; a value that is too long for one is not asked. */
function sightingsOf(
  alias: Alias,
  lookup: CompiledPolicy['lookup'],
  { holders, faults: all = {}, answered }: Surroundings,
): readonly Sighting[] {
  const faults = answered?.has(alias.attribute) ? {} : all;
  const holding = holders?.filter((holder) => holds(holder, alias)) ?? [];
  const seen = holding.map((holder) => holderOf(holder, alias.attribute));
  const listed = listedValuesOf(alias).map((value) =>
    isListed(alias, value) ? sighting(seen, 'listUsers', faults.list) : TOO_LONG,
  );
  // A look-up by alias finds the one user who verified it
  const owners = seen.filter(({ verified }) => verified);
  const found = fitsUserName(alias) ? sighting(owners, 'adminGetUser', faults.get) : TOO_LONG;
  return { both: [...listed, found], list: listed, alias: [found] }[lookup];
}

function sighting(holders: readonly Holder[], call: Failure['call'], fault: FailureCause | undefined): Sighting {
  return fault === undefined ? { kind: 'seen', holders } : { kind: 'unknown', failure: { call, cause: fault } };
}

function holds({ email, phone }: TypedHolder, { attribute, folded }: Alias): boolean {
  return attribute === 'email' ? email !== undefined && foldEmail(email) === folded : phone === folded;
}

function holderOf({ user, verified, enabled = true, status = 'CONFIRMED' }: TypedHolder, name: AliasAttribute): Holder {
  return { userName: user, verified: verified?.includes(name) ?? false, enabled, status };
}

function claimOf({ alias, kind }: ClaimRequest, { faults = {}, claims }: Surroundings): ClaimOutcome {
  if (faults.claims !== undefined) return { kind: 'unknown', failure: { call: 'claims', cause: faults.claims } };
  return claims?.get(alias.attribute) ?? { kind: kind === 'mark' ? 'marked' : 'won' };
}

/** How often the key was seen, this attempt included. */
function countOf({ rule }: LimitRequest, { faults = {}, seen = {} }: Surroundings): LimitOutcome {
  if (faults.limits === 'throttled') return { kind: 'flooded' };
  if (faults.limits !== undefined) return { kind: 'unknown', failure: { call: 'limits', cause: faults.limits } };
  const before = Object.hasOwn(seen, rule) ? seen[rule] : 0;
  if (before === null) return { kind: 'unknown', failure: { call: 'limits', cause: 'service-error' } };
  return { kind: 'counted', count: 1 + (before ?? 0) };
}
