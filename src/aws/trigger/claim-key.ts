/**
 * The keys of a claim. Plain SHA-256, no secret, so that a claim never waits for SSM; no address and no user name stands
 * in the table in clear.
 */
import { createHash } from 'node:crypto';
import type { Alias } from '../../core/attempt.ts';

/** Where a claim stands: stack, pool, attribute and folded value. */
export function claimKey(stack: string, userPoolId: string, { attribute, folded }: Alias): string {
  return sha256([stack, userPoolId, attribute, folded]);
}

/** Whose a claim is: the same sign-up, called again by Cognito, has the same key (F4.1). */
export function ownerKey(stack: string, userPoolId: string, userName: string): string {
  return sha256([stack, userPoolId, userName]);
}

function sha256(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
