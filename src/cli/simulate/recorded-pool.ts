/**
 * From a decision record back to the pool, the tables and the failures that its attempt met. Holders are nobody by name; of
 * what the record does not tell, nothing is made up.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import type { ClaimOutcome } from '../../core/claims.ts';
import { FAILURE_CAUSES, type FailureCause, FEDERATED } from '../../core/facts.ts';
import { LARGEST_COUNT } from '../../core/limits/limit.ts';
import type { RehearsedFaults, Surroundings, TypedHolder } from '../../policy/cases/rehearse.ts';
import type { TypedAttempt } from '../../policy/cases/typed-attempt.ts';
import type { LoggedDecision, LoggedWithheld } from '../../record/logged.ts';

/** More holders than this change nothing: one is enough to hold an address. */
const MOST_HOLDERS = 100;

/** The pool around a recorded attempt. */
export function recordedPool(decision: LoggedDecision, typed: TypedAttempt): Surroundings {
  const duplicated = duplicateOf(decision, typed);
  return {
    holders: [...namesakes(decision, typed), ...holdersOf(decision, typed), ...ownersOf(duplicated, typed)],
    faults: faultsOf(decision),
    answered: answeredOf(decision, duplicated),
    claims: claimsOf(decision),
    seen: seenIn(decision),
    whenPolicyUnavailable: decision.outcome === 'deny' && decision.policy.source === 'none' ? 'deny' : undefined,
  };
}

/** Somebody else of that very user name. */
function namesakes({ reason }: LoggedDecision, { user = '' }: TypedAttempt): readonly TypedHolder[] {
  return reason === 'name-taken' ? [{ user }] : [];
}

function holdersOf({ withheld }: LoggedDecision, typed: TypedAttempt): readonly TypedHolder[] {
  return withheld.flatMap((entry) => {
    const attribute = ALIAS_ATTRIBUTES.find((name) => name === entry.attribute);
    if (attribute === undefined) return [];
    const { holders, verifiedHolders, statuses } = entry;
    const length = Math.max(0, Math.min(holders, MOST_HOLDERS));
    const federated = statuses.includes(FEDERATED) ? { status: FEDERATED } : {};
    return Array.from({ length }, (_, index) => ({
      user: `holder-${attribute}-${index + 1}`,
      ...addressOf(attribute, typed),
      ...(index < verifiedHolders ? { verified: [attribute] } : federated),
    }));
  });
}

function addressOf(attribute: AliasAttribute, { email, phone }: TypedAttempt): Partial<TypedHolder> {
  return attribute === 'email' ? { email } : { phone };
}

/** The address whose owner kept a duplicate out: no attribute was withheld, so which of two it was does not matter. */
function duplicateOf({ reason, withheld }: LoggedDecision, { email }: TypedAttempt): AliasAttribute | null {
  if (reason !== 'collision' || withheld.length > 0) return null;
  return email === undefined ? 'phone_number' : 'email';
}

function ownersOf(attribute: AliasAttribute | null, typed: TypedAttempt): readonly TypedHolder[] {
  return attribute === null ? [] : [{ user: 'owner', ...addressOf(attribute, typed), verified: [attribute] }];
}

function faultsOf({ failures, policy, limits }: LoggedDecision): RehearsedFaults {
  const causeOf = (name: string) => failures.find(({ call }) => call === name)?.cause;
  const fault = (field: keyof RehearsedFaults, cause: string | undefined) =>
    cause === undefined ? {} : { [field]: knownCause(cause) };
  return {
    ...fault('list', causeOf('listUsers')),
    ...fault('get', causeOf('adminGetUser')),
    ...fault('claims', causeOf('claims')),
    // the record of a limit says by itself that it was not counted
    ...(limits.length === 0 && causeOf('limits') !== undefined ? { limits: UNNAMED } : {}),
    ...(policy.source === 'none' ? fault('ssm', causeOf('ssm') ?? UNNAMED) : {}),
  };
}

const UNNAMED: FailureCause = 'service-error';

function knownCause(cause: string): FailureCause {
  return FAILURE_CAUSES.find((name) => name === cause) ?? UNNAMED;
}

/** Addresses that were looked up all the same, whatever failed beside. */
function answeredOf({ verified, withheld }: LoggedDecision, duplicated: AliasAttribute | null) {
  const found = (name: AliasAttribute) => ['held', 'claimed'].includes(entryOf(withheld, name)?.because ?? '');
  return new Set(ALIAS_ATTRIBUTES.filter((name) => verified.includes(name) || found(name) || name === duplicated));
}

function claimsOf({ reason, withheld }: LoggedDecision): ReadonlyMap<AliasAttribute, ClaimOutcome> {
  if (reason === 'busy') return new Map(ALIAS_ATTRIBUTES.map((name) => [name, { kind: 'in-flight' }]));
  const claimed = ALIAS_ATTRIBUTES.filter((name) => entryOf(withheld, name)?.because === 'claimed');
  return new Map(claimed.map((name) => [name, { kind: 'marked' }]));
}

/** How often the keys had been seen before it, null where nobody could tell; a table that could not keep up had seen more than anybody may. */
function seenIn({ limits }: LoggedDecision): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    limits.map(({ rule, count, exceeded }) => [
      rule,
      exceeded === null ? null : count === null ? LARGEST_COUNT : count - 1,
    ]),
  );
}

function entryOf(withheld: readonly LoggedWithheld[], attribute: AliasAttribute): LoggedWithheld | undefined {
  return withheld.find((entry) => entry.attribute === attribute);
}
