/**
 * Carries out the claim writes of one attempt, step by step as `claim-steps.ts` says. Must not decide anything itself.
 */
import type { AliasAttribute } from '../core/attempt.ts';
import type { ClaimRequest } from '../core/claims.ts';
import type { AliasFact } from '../core/facts.ts';
import { afterFacts, afterWrite, beginClaims, type ClaimOutcomes, type Written } from './claim-steps.ts';

/** One write of the table, for a claimant and a budget that the caller has bound. */
export type WriteClaims = (requests: readonly ClaimRequest[]) => Promise<Written>;

/** Claims every address of an attempt. `weighed` is asked beside a claim in flight: what the look-ups found. */
export async function claimAll(
  requests: readonly ClaimRequest[],
  write: WriteClaims,
  weighed: () => Promise<ReadonlyMap<AliasAttribute, AliasFact>>,
): Promise<ClaimOutcomes> {
  let step = beginClaims(requests);
  while (step.kind !== 'done') {
    step = step.kind === 'write' ? afterWrite(step, await write(step.requests)) : afterFacts(step, await weighed());
  }
  return step.outcomes;
}
