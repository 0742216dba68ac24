/**
 * From a decision record back to an attempt that could have left it. A record holds no address: one at the same domain, or
 * of the same country, stands in.
 */
import { type AliasAttribute, type Attempt, type Trigger, triggerNamed } from '../../core/attempt.ts';
import { examplePhone, PHONE_OF_NO_COUNTRY } from '../../identity/example-phone.ts';
import type { Surroundings } from '../../policy/cases/rehearse.ts';
import { attemptOf, type TypedAttempt } from '../../policy/cases/typed-attempt.ts';
import type { LoggedDecision, LoggedWithheld } from '../../record/logged.ts';
import { NO_COUNTRY } from '../../record/version.ts';
import { recordedPool } from './recorded-pool.ts';

/** An attempt that stands in for a recorded one, and the pool as the record saw it. */
type RecordedAttempt = { readonly attempt: Attempt; readonly surroundings: Surroundings };

/** The most characters before an `@`: an address that was too long to look up was no longer than this makes it. */
const LONGEST_LOCAL = 64;

/** Whoever signed up is a hash. */
const SOMEONE = 'someone';

/** Reasons that only an attempt can have which has an address. */
const OF_ADDRESSES: readonly string[] = [
  'busy',
  'name-taken',
  'collision',
  'claimed',
  'claims-unavailable',
  'directory-unavailable',
];

/** Stands a recorded attempt up again; `trigger` stands for the source that it names. */
export function recordedAttempt(decision: LoggedDecision, trigger?: Trigger): RecordedAttempt {
  const typed: TypedAttempt = {
    user: SOMEONE,
    email: emailOf(decision),
    phone: phoneOf(decision),
    client: decision.clientId ?? undefined,
    attested: attestedIn(decision),
  };
  const attempt = { ...attemptOf(typed), trigger: trigger ?? triggerNamed(decision.trigger) };
  return { attempt, surroundings: recordedPool(decision, typed) };
}

function emailOf({ subject, withheld }: LoggedDecision): string | undefined {
  const because = becauseOf(withheld, 'email');
  if (subject.emailDomain === null) return because === 'malformed' ? 'malformed' : undefined;
  const local = `${SOMEONE}${subject.emailTag === true ? '+tag' : ''}`;
  return `${because === 'too-long' ? local.padEnd(LONGEST_LOCAL, 'x') : local}@${subject.emailDomain}`;
}

function phoneOf(decision: LoggedDecision): string | undefined {
  const { phoneCountry } = decision.subject;
  if (becauseOf(decision.withheld, 'phone_number') === 'malformed') return 'malformed';
  if (!hadPhone(decision)) return undefined;
  if (phoneCountry === NO_COUNTRY) return PHONE_OF_NO_COUNTRY;
  return examplePhone(phoneCountry ?? 'US') ?? examplePhone('US') ?? undefined;
}

/** Whether there was a number: its hash may be missing, and what became of it still tells. */
function hadPhone({ subject, withheld, verified, limits, reason }: LoggedDecision): boolean {
  const counted = limits.some(({ by }) => by === 'phonePrefix' || by === 'phoneCountry');
  const found = becauseOf(withheld, 'phone_number') !== undefined || verified.includes('phone_number');
  const needed = subject.emailDomain === null && OF_ADDRESSES.includes(reason);
  return counted || found || needed || subject.phoneCountry !== null || subject.phone !== null;
}

/** Which address a valid statement named is not recorded: one that was there stands in, the email first. */
function attestedIn({ attestation, ...decision }: LoggedDecision): TypedAttempt['attested'] {
  if (attestation?.result !== 'valid' || attestation.attester === null) return undefined;
  return decision.subject.emailDomain === null ? { phone: attestation.attester } : { email: attestation.attester };
}

function becauseOf(withheld: readonly LoggedWithheld[], attribute: AliasAttribute): string | undefined {
  return withheld.find((entry) => entry.attribute === attribute)?.because;
}
