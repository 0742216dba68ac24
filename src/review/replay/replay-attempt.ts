/**
 * From a redacted record back to what its attempt may have been. What the record does not tell stands in every way it may
 * have been; must never guess one of them.
 */
import {
  ABSENT,
  ALIAS_ATTRIBUTES,
  type AliasAttribute,
  type Attempt,
  type Given,
  given,
  MALFORMED,
  NOT_ATTESTED,
  type PhoneNumber,
  triggerNamed,
} from '../../core/attempt.ts';
import type { ClaimOutcome } from '../../core/claims.ts';
import { type AliasFact, type Counting, combineSightings, type HolderScope, type Sighting } from '../../core/facts.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import type { Asked } from '../../core/possible.ts';
import type { Findings } from '../../core/withholding.ts';
import type { LoggedDecision, LoggedWithheld } from '../../record/logged.ts';
import { recordedHolders } from './recorded-holders.ts';
import { directoryFailures, ownersIn, soughtOwners } from './replay-owners.ts';

/** Reasons of withholding whose record counts every holder that was seen. */
const COUNTED: ReadonlySet<string> = new Set(['held', 'claimed']);

/** Lengths of addresses that every look-up takes, that AdminGetUser does not take, and that none takes; each up to the next. */
const LENGTHS = [1, 129, 247, Number.POSITIVE_INFINITY];

/** The most characters before an `@`. */
const LONGEST_LOCAL = 64;

/** The country of a replayed number stands where its digits stood; `resources.phoneCountry` of a replay reads it back. */
export const COUNTRY_MARK = 'country:';

/** Every attempt that could have left this record. */
export function possibleAttempts(decision: LoggedDecision): readonly Attempt[] {
  const trigger = triggerNamed(decision.trigger);
  return emailsOf(decision).flatMap((email) =>
    phonesOf(decision).flatMap((phone) =>
      attestedIn(decision, email, phone).map((attested) => ({
        trigger,
        userPoolId: decision.userPoolId,
        userName: userNameOf(decision),
        client: decision.clientId === null ? ABSENT : given(decision.clientId),
        email,
        phone,
        attributes: new Map(),
        metadata: new Map(),
        validationData: new Map(),
        attested,
      })),
    ),
  );
}

/** Stands in for a name whose hash could not be made; nobody else has it. */
const UNNAMED = 'h:';

/** The hash of the name; somebody had it where it was taken, though the record may have no hash. */
function userNameOf({ subject, reason }: LoggedDecision): string | null {
  return subject.user ?? (reason === 'name-taken' ? UNNAMED : null);
}

/** Which address a valid statement named is not recorded: one of those that were there, or both. */
function attestedIn(
  { attestation }: LoggedDecision,
  email: Given<unknown>,
  phone: Given<unknown>,
): readonly Attempt['attested'][] {
  const by = attestation?.result === 'valid' ? attestation.attester : null;
  if (by === null) return [NOT_ATTESTED];
  const ofEmail: Attempt['attested'] = new Map([['email', by]]);
  const ofPhone: Attempt['attested'] = new Map([['phone_number', by]]);
  if (email.kind !== 'given') return phone.kind === 'given' ? [ofPhone] : [NOT_ATTESTED];
  return phone.kind === 'given' ? [ofEmail, ofPhone, new Map([...ofEmail, ...ofPhone])] : [ofEmail];
}

function emailsOf(decision: LoggedDecision): readonly Attempt['email'][] {
  const { emailDomain, email, emailTag } = decision.subject;
  if (emailDomain !== null) {
    const address = email ?? `@${emailDomain}`;
    const local = emailTag === true ? '+' : '';
    const lengths = lengthsOf(emailDomain, withheldOf(decision, 'email')?.because === 'too-long');
    return lengths.map((length) => given({ raw: '.'.repeat(length), folded: address, local, domain: emailDomain }));
  }
  return isMalformed(decision, 'email') ? [MALFORMED] : [ABSENT, MALFORMED];
}

/** How long an address at a domain may have been: it had one character before the `@`, or sixty-four. */
function lengthsOf(domain: string, tooLong: boolean): readonly number[] {
  const [shortest, longest] = [domain.length + 2, domain.length + 1 + LONGEST_LOCAL];
  return LENGTHS.filter((length, at) => length <= longest && shortest < Number(LENGTHS[at + 1] ?? 0)).filter(
    (length) => length > 1 || !tooLong,
  );
}

function phonesOf(decision: LoggedDecision): readonly Given<PhoneNumber>[] {
  const { phone, phoneCountry, user, email } = decision.subject;
  const marked = `${COUNTRY_MARK}${phoneCountry ?? ''}`;
  const number = given({ raw: marked, folded: marked });
  if (phone !== null || phoneCountry !== null || lookedUp(decision, 'phone_number')) return [number];
  if (isMalformed(decision, 'phone_number')) return [MALFORMED];
  const keyWasAtHand = user !== null || email !== null;
  return keyWasAtHand ? [ABSENT, MALFORMED] : [ABSENT, MALFORMED, number];
}

function withheldOf({ withheld }: LoggedDecision, attribute: AliasAttribute): LoggedWithheld | undefined {
  return withheld.find((entry) => entry.attribute === attribute);
}

function isMalformed(decision: LoggedDecision, attribute: AliasAttribute): boolean {
  return withheldOf(decision, attribute)?.because === 'malformed';
}

function lookedUp(decision: LoggedDecision, attribute: AliasAttribute): boolean {
  const because = withheldOf(decision, attribute)?.because;
  return decision.verified.includes(attribute) || (because !== undefined && because !== 'malformed');
}

/**
 * What the attempt's look-ups and claims had found, as far as it tells who counts now. `scope` is who counted as holding
 * under the policy of that time; an address that was free or unknown while not everybody counted may have had others, whom
 * the record does not mention.
 */
export function findingsIn(
  decision: LoggedDecision,
  attempt: Attempt,
  scope: HolderScope,
  counting: Counting,
  onCollision: CompiledPolicy['collision']['then'],
): Findings {
  // whoever came by a provider owns an address unverified, and a refusal hangs on owners whoever counts as holding
  const hidden = scope !== 'any' && (scope !== counting || onCollision === 'deny');
  const seen = ALIAS_ATTRIBUTES.filter((attribute) => lookedUp(decision, attribute)).filter(
    (attribute) => !hidden || COUNTED.has(withheldOf(decision, attribute)?.because ?? ''),
  );
  const facts = seen.map((name): [AliasAttribute, AliasFact] => [
    name,
    factIn(decision, withheldOf(decision, name), scope),
  ]);
  return {
    name: decision.reason === 'name-taken' ? { kind: 'taken' } : undefined,
    facts: new Map(soughtOwners(decision) ? ownersIn(decision, attempt, counting) : facts),
    claims: new Map(
      ALIAS_ATTRIBUTES.flatMap((attribute): [AliasAttribute, ClaimOutcome][] => {
        const claim = claimIn(decision, withheldOf(decision, attribute));
        return claim === null ? [] : [[attribute, claim]];
      }),
    ),
  };
}

function factIn(decision: LoggedDecision, withheld: LoggedWithheld | undefined, scope: HolderScope): AliasFact {
  if (withheld === undefined) return { kind: 'free', holders: [] };
  const sightings: readonly Sighting[] = [
    { kind: 'seen', holders: recordedHolders(withheld), more: withheld.holdersAtLeast || undefined },
    ...directoryFailures(decision).map((failure): Sighting => ({ kind: 'unknown', failure })),
  ];
  return combineSightings(withheld.because === 'too-long' ? [...sightings, { kind: 'too-long' }] : sightings, scope);
}

function claimIn({ reason, failures }: LoggedDecision, withheld: LoggedWithheld | undefined): ClaimOutcome | null {
  if (reason === 'busy') return { kind: 'in-flight' };
  const unanswered = failures.some(({ call }) => call === 'claims');
  if (unanswered) return { kind: 'unknown', failure: { call: 'claims', cause: 'service-error' } };
  return withheld?.because === 'claimed' ? { kind: 'marked' } : null;
}

/** What the policy of that time asked for: the look-ups are in the record, who counted is not. */
export function askedIn(decision: LoggedDecision, scope: HolderScope): Asked {
  const { calls, failures } = decision;
  const asked = (call: 'listUsers' | 'adminGetUser') =>
    calls[call] > 0 || failures.some((failure) => failure.call === call);
  const [list, alias] = [asked('listUsers'), asked('adminGetUser')];
  return {
    lookup: list === alias ? 'both' : list ? 'list' : 'alias',
    counting: soughtOwners(decision) ? 'owners' : scope,
    toVerify: ALIAS_ATTRIBUTES.filter((attribute) => lookedUp(decision, attribute)),
  };
}
