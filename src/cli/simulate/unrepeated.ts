/**
 * What a simulation of a record could not repeat, in words: a record tells less than the trigger knew.
 */
import type { DecisionRecord } from '../../record/decision-record.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { visible } from '../visible.ts';

/** A sentence where the policy that wrote the record decides it otherwise here, or somebody decided whom nobody asks; or null. */
export function unrepeated(recorded: LoggedDecision, simulated: DecisionRecord): string | null {
  const { reason, policy } = recorded;
  if (reason === 'companion' || reason === 'companion-unavailable')
    return `\`${reason}\`: the function that the pool called before took part in it, and is not asked here: this is the guard's own decision`;
  if (reason === 'internal-error')
    return '`internal-error`: something failed inside the trigger and decided it, which is not repeated here';
  const isOwn = policy.digest === simulated.policy.digest || policy.source === 'none';
  if (!isOwn || isAlike(recorded, simulated)) return null;
  const was = visible(`${recorded.outcome}, ${reason}`);
  return `this very policy had decided it otherwise (${was}), by what a record does not tell: names, attributes, metadata, a malformed contact`;
}

function isAlike({ outcome, reason, verified, companion }: LoggedDecision, simulated: DecisionRecord): boolean {
  const { response } = simulated;
  const same =
    verified.includes('email') === response.autoVerifyEmail &&
    verified.includes('phone_number') === response.autoVerifyPhone;
  // a companion may have taken flags away
  return outcome === simulated.outcome && reason === simulated.reason && (same || companion !== null);
}
