/**
 * Whether a statement of its attester counts here and now: for this pool, this app client, at this time. Pure; the
 * signature is `verify.ts`'s.
 */
import type { AttestationResult } from '../../core/attestation.ts';
import type { StatementClaims } from './statement.ts';

/** How far two clocks may be apart, in seconds. */
const LEEWAY_S = 60;

/** Where and when a statement is presented. `now` is in seconds. */
type Presented = {
  readonly userPoolId: string | null;
  readonly clientId: string | null;
  readonly now: number;
};

/** What is wrong with a statement's claims, or null. A later `iat` would stretch `maxAge`, so it counts as too early. */
export function claimsFlaw(
  { aud, client_id, iat, exp, nbf = iat }: StatementClaims,
  maxAgeSeconds: number,
  { userPoolId, clientId, now }: Presented,
): AttestationResult | null {
  if (aud !== userPoolId) return 'audience';
  if (client_id !== undefined && client_id !== clientId) return 'client';
  if (exp - iat > maxAgeSeconds) return 'too-long-lived';
  if (Math.max(iat, nbf) > now + LEEWAY_S) return 'too-early';
  return exp <= now - LEEWAY_S ? 'expired' : null;
}
