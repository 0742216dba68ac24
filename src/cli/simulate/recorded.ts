/**
 * From a decision record back to an attempt that could have left it. A record holds no address: one at the same domain, or
 * of the same country, stands in, and holders that nobody knows by name.
 */

import { ALIAS_ATTRIBUTES, type AliasAttribute, triggerNamed } from '../../core/attempt.ts';
import type { ClaimOutcome } from '../../core/claims.ts';
import type { FailureCause } from '../../core/facts.ts';
import { LARGEST_COUNT } from '../../core/limits/limit.ts';
import { examplePhone, PHONE_OF_NO_COUNTRY } from '../../identity/example-phone.ts';
import type { RehearsedFaults, Surroundings, TypedHolder } from '../../policy/cases/rehearse.ts';
import type { TypedAttempt } from '../../policy/cases/typed-attempt.ts';
import type { LoggedDecision, LoggedWithheld } from '../../record/logged.ts';
import { NO_COUNTRY } from '../../record/version.ts';

/** An attempt that stands in for a recorded one, and the pool as the record saw it. */
type RecordedAttempt = { readonly typed: TypedAttempt; readonly surroundings: Required<Surroundings> };

/** More holders than this change nothing: one is enough to hold an address. */
const MOST_HOLDERS = 100;

/** The most characters before an `@`: an address that was too long to look up was no longer than this makes it. */
const LONGEST_LOCAL = 64;

/** Stands a recorded attempt up again. */
export function recordedAttempt(decision: LoggedDecision): RecordedAttempt {
  const typed: TypedAttempt = {
    email: emailOf(decision),
    phone: phoneOf(decision),
    client: decision.clientId ?? undefined,
    trigger: triggerOf(decision.trigger),
    attested: attestedIn(decision),
  };
  const surroundings = {
    holders: holdersOf(decision, typed),
    faults: faultsOf(decision),
    claims: claimsOf(decision),
    seen: seenIn(decision),
  };
  return { typed, surroundings };
}

/** How often the keys had been seen before it; a table that could not keep up had seen more than anybody may. */
function seenIn({ limits }: LoggedDecision): Readonly<Record<string, number>> {
  const seen = limits.filter(({ exceeded }) => exceeded !== null);
  return Object.fromEntries(seen.map(({ rule, count }) => [rule, count === null ? LARGEST_COUNT : count - 1]));
}

function emailOf({ subject, withheld }: LoggedDecision): string | undefined {
  const because = entryOf(withheld, 'email')?.because;
  if (subject.emailDomain === null) return because === 'malformed' ? 'malformed' : undefined;
  const local = `someone${subject.emailTag === true ? '+tag' : ''}`;
  return `${because === 'too-long' ? local.padEnd(LONGEST_LOCAL, 'x') : local}@${subject.emailDomain}`;
}

function phoneOf({ subject, withheld, verified, limits }: LoggedDecision): string | undefined {
  const entry = entryOf(withheld, 'phone_number');
  if (entry?.because === 'malformed') return 'malformed';
  const counted = limits.some(({ by }) => by === 'phonePrefix' || by === 'phoneCountry');
  const given = counted || subject.phoneCountry !== null || subject.phone !== null || entry !== undefined;
  if (!given && !verified.includes('phone_number')) return undefined;
  if (subject.phoneCountry === NO_COUNTRY) return PHONE_OF_NO_COUNTRY;
  return examplePhone(subject.phoneCountry ?? 'US') ?? examplePhone('US') ?? undefined;
}

/** Which address a valid statement named is not recorded: one that was there stands in, the email first. */
function attestedIn({ attestation, ...decision }: LoggedDecision): TypedAttempt['attested'] {
  if (attestation?.result !== 'valid' || attestation.attester === null) return undefined;
  return decision.subject.emailDomain === null ? { phone: attestation.attester } : { email: attestation.attester };
}

function triggerOf(trigger: string): TypedAttempt['trigger'] {
  const named = triggerNamed(trigger);
  return named === 'unknown' ? 'sign-up' : named;
}

function holdersOf({ withheld }: LoggedDecision, { email, phone }: TypedAttempt): readonly TypedHolder[] {
  return ALIAS_ATTRIBUTES.flatMap((attribute) => {
    const { holders = 0, verifiedHolders = 0 } = entryOf(withheld, attribute) ?? {};
    const length = Math.max(0, Math.min(holders, MOST_HOLDERS));
    return Array.from({ length }, (_, index) => ({
      user: `holder-${attribute}-${index + 1}`,
      ...(attribute === 'email' ? { email } : { phone }),
      verified: index < verifiedHolders ? [attribute] : [],
    }));
  });
}

/** Any cause does: the decision only knows that there was no answer. */
function faultsOf({ failures, policy }: LoggedDecision): RehearsedFaults {
  const cause: FailureCause = 'service-error';
  const failed = (name: string) => failures.some(({ call }) => call === name);
  return {
    ...(failed('listUsers') ? { list: cause } : {}),
    ...(failed('adminGetUser') ? { get: cause } : {}),
    ...(failed('claims') ? { claims: cause } : {}),
    ...(policy.source === 'none' ? { ssm: cause } : {}),
  };
}

function claimsOf({ reason, withheld }: LoggedDecision): ReadonlyMap<AliasAttribute, ClaimOutcome> {
  if (reason === 'busy') return new Map(ALIAS_ATTRIBUTES.map((name) => [name, { kind: 'in-flight' }]));
  const claimed = ALIAS_ATTRIBUTES.filter((name) => entryOf(withheld, name)?.because === 'claimed');
  return new Map(claimed.map((name) => [name, { kind: 'marked' }]));
}

function entryOf(withheld: readonly LoggedWithheld[], attribute: AliasAttribute): LoggedWithheld | undefined {
  return withheld.find((entry) => entry.attribute === attribute);
}
