/**
 * What look-ups, claims and counts brought, and what of it keeps an attribute from being verified. Doubt withholds.
 */
import { type AliasAttribute, type Attempt, givenAlias } from './attempt.ts';
import type { ClaimOutcome } from './claims.ts';
import type { Reason, Withheld } from './decision.ts';
import type { AliasFact, Failure } from './facts.ts';
import type { LimitOutcomes } from './limits/limit.ts';
import { isTooLong } from './look-ups.ts';
import type { CompiledPolicy } from './policy.ts';
import type { NameFact } from './user-names.ts';

/** What the shell brought back, by attribute. A planned look-up, claim or count without an entry counts as unknown. */
export type Findings = {
  readonly facts: ReadonlyMap<AliasAttribute, AliasFact>;
  readonly claims: ReadonlyMap<AliasAttribute, ClaimOutcome>;
  /** Left out where no name was to be looked up. */
  readonly name?: NameFact | undefined;
  /** By rule; left out where nothing was to be counted. */
  readonly limits?: LimitOutcomes | undefined;
};

/** Why an attribute may not be verified, or nothing if it may: it is free, and its claim was won. */
export function withholding(
  attempt: Attempt,
  attribute: AliasAttribute,
  { facts, claims }: Findings,
  { lookup }: Pick<CompiledPolicy, 'lookup'>,
): readonly Withheld[] {
  const alias = givenAlias(attempt, attribute);
  if (alias.kind !== 'given') return [{ attribute, because: 'malformed', holders: [] }];
  const fact = facts.get(attribute);
  if (fact?.kind === 'held') {
    const { holders, atLeast } = fact;
    return [{ attribute, because: 'held', holders, ...(atLeast ? { atLeast } : {}) }];
  }
  if (isTooLong(alias.value, lookup)) return [{ attribute, because: 'too-long', holders: [] }];
  const claim = claims.get(attribute);
  if (fact?.kind !== 'free' || isUnclaimed(claim)) return [{ attribute, because: 'unknown', holders: [] }];
  return claim.kind === 'won' ? [] : [{ attribute, because: 'claimed', holders: fact.holders }];
}

/** Whether the look-ups of an attribute gave no answer; one that is too long to be asked about never gets any. */
export function isUnanswered({ attribute, because }: Withheld, { facts }: Findings): boolean {
  return because === 'unknown' && facts.get(attribute)?.kind === 'unknown';
}

/** Why an approval of which nothing is left takes the code. */
export function reasonForCode(withheld: readonly Withheld[], { claims }: Findings): Reason {
  const because = withheld.map((entry) => entry.because);
  if (because.includes('held')) return 'collision';
  if (because.includes('claimed')) return 'claimed';
  if (because.includes('unknown')) {
    return [...claims.values()].some(isUnclaimed) ? 'claims-unavailable' : 'directory-unavailable';
  }
  return because.length > 0 ? 'malformed-attribute' : 'rule';
}

/** Whether the table gave no answer. */
export function isUnclaimed(
  claim: ClaimOutcome | undefined,
): claim is undefined | Extract<ClaimOutcome, { kind: 'unknown' }> {
  return claim === undefined || claim.kind === 'unknown';
}

/** What failed on the way, each call and cause once. */
export function failuresOf({ facts, name, claims, limits = new Map() }: Findings): readonly Failure[] {
  const ofFacts = [...facts.values()].flatMap((fact) => (fact.kind === 'unknown' ? fact.failures : []));
  const ofClaims = [...claims.values()].flatMap((claim) => (claim.kind === 'unknown' ? [claim.failure] : []));
  const ofLimits = [...limits.values()].flatMap((count) => (count.kind === 'unknown' ? [count.failure] : []));
  const ofName = name?.kind === 'unknown' ? [name.failure] : [];
  const all = [...ofFacts, ...ofName, ...ofClaims, ...ofLimits];
  return all.filter(
    ({ call, cause }, at) => all.findIndex((other) => other.call === call && other.cause === cause) === at,
  );
}
