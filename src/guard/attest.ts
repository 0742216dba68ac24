/**
 * Whether an attempt carries a statement, and what it attests. What verifies is loaded only where there is one and the
 * policy trusts somebody: nobody else pays for it. Never throws, and never takes longer than the attempt has.
 */
import { ABSENT, type Attempt, type Given, MALFORMED, NOT_ATTESTED } from '../core/attempt.ts';
import type { Attestation, AttestationResult, Attester } from '../core/attestation.ts';
import { beforeDeadline } from './budget.ts';
import type { Budget, Clock } from './ports.ts';

/** The name under which a statement travels. */
export const ATTESTATION_KEY = 'attestation';

/** An attempt with what is attested, and what became of the statement: null where there is none or nobody's counts. */
export type Attested = { readonly attempt: Attempt; readonly attestation: Attestation | null };

/** Verifies what an attempt carries by the keys of these attesters. Whatever was attested by others' counts no more. */
export async function attest(
  asked: Attempt,
  attesters: readonly Attester[],
  clock: Clock,
  budget: Budget,
): Promise<Attested> {
  const token = tokenOf(asked);
  const attempt = { ...asked, attested: NOT_ATTESTED };
  if (attesters.length === 0 || token.kind === 'absent') return { attempt, attestation: null };
  if (token.kind === 'malformed') return { attempt, attestation: unverified('malformed') };
  const reading = import('./attestation/verify.ts').then(({ verifyAttestation }) =>
    verifyAttestation(token.value, attesters, asked, clock.now()),
  );
  const attestation = await beforeDeadline(reading, budget, () => unverified('signature'));
  const { attester, attested } = attestation;
  // Stryker disable next-line StringLiteral: whatever is attested, somebody attests
  return { attempt: { ...asked, attested: new Map(attested.map((name) => [name, attester ?? ''])) }, attestation };
}

/**
 * Only sign-ups carry a statement: managed login, federated sign-ins and administrators do not. It may stand in both places
 * of the call, but two statements are none.
 */
function tokenOf({ trigger, metadata, validationData }: Attempt): Given<string> {
  if (trigger !== 'sign-up') return ABSENT;
  const [first = ABSENT, second = first] = [metadata, validationData]
    .map((values) => values.get(ATTESTATION_KEY) ?? ABSENT)
    .filter(({ kind }) => kind !== 'absent');
  return JSON.stringify(first) === JSON.stringify(second) ? first : MALFORMED;
}

/** What could not be read, or not in time. */
function unverified(result: AttestationResult): Attestation {
  return { attester: null, result, id: null, attested: [] };
}
