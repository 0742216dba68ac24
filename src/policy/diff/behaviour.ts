/**
 * What becomes of an attempt under a policy, in an empty pool and with everything available: the trigger's own decision,
 * seen by whoever signs up.
 */
import type { AliasAttribute } from '../../core/attempt.ts';
import type { Outcome } from '../../core/decision.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import { rehearse } from '../cases/rehearse.ts';
import { attemptOf, type TypedAttempt } from '../cases/typed-attempt.ts';

/** Outcome and what is verified; for a refusal also its sentence. */
export type Behaviour = {
  readonly outcome: Outcome;
  readonly verify: readonly AliasAttribute[];
  readonly message: string | null;
};

/** Behaviour under a policy. `asApplied`: where the policy only observes, everybody is let through to Cognito's own code. */
export function behaviourOf(policy: CompiledPolicy, typed: TypedAttempt, asApplied: boolean): Behaviour {
  const attempt = attemptOf(typed);
  const { decision } = rehearse(policy, attempt, { seen: typed.seen });
  if (decision.applied || !asApplied) {
    return { outcome: decision.outcome, verify: decision.verified, message: decision.message };
  }
  return { outcome: attempt.trigger === 'sign-up' ? 'code' : 'untouched', verify: [], message: null };
}

/** Whether two behaviours end alike; the sentence of a refusal aside. */
export function endsAlike(one: Behaviour, other: Behaviour): boolean {
  return one.outcome === other.outcome && one.verify.join() === other.verify.join();
}

/** Whether two behaviours are the same to whoever signs up, the sentence of a refusal included. */
export function saysAlike(one: Behaviour, other: Behaviour): boolean {
  return endsAlike(one, other) && one.message === other.message;
}
