/**
 * What an approval rests on, as far as its record tells.
 */
import type { LoggedDecision } from '../record/logged.ts';

/** Proof by an attester, an acknowledgement of the policy, or nothing, where no address was verified. */
type Evidence = 'proof' | 'acknowledgement' | 'nothing verified';

/** The evidence of an approval; null for every other decision. */
export function evidenceOf({ outcome, verified, attestation }: LoggedDecision): Evidence | null {
  if (outcome !== 'approve') return null;
  if (verified.length === 0) return 'nothing verified';
  return attestation?.result === 'valid' ? 'proof' : 'acknowledgement';
}
