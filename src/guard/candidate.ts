/**
 * The shadow policy: read in the background, evaluated beside the live one, never applied. No attempt waits for it, it
 * asks Cognito nothing, and whatever it contains, the worst it can come to is no opinion.
 */

import type { Failure } from '../core/facts.ts';
import { policyAt } from '../core/in-force.ts';
import { plan } from '../core/plan.ts';
import { type CompiledPolicy, DEFAULT_SETTINGS } from '../core/policy.ts';
import { askedBy, opinionOf, possibleDecisions, type ShadowOpinion } from '../core/possible.ts';
import type { Result } from '../core/result.ts';
import { MOST_SHADOW_RULES } from '../core/shadow-limits.ts';
import { attest } from './attest.ts';
import type { Judgement } from './guard.ts';
import type { Budget, CandidateSource, Clock, LoadedPolicy } from './ports.ts';

/** A candidate source that is told, with each policy that was read, how to read the candidate beside it. */
interface CandidateReceiver extends CandidateSource {
  receive(read: () => Promise<Result<LoadedPolicy, Failure>>): void;
}

/** Creates the source of one sandbox. A candidate that cannot be read is none: there is no last good one to fall back on. */
export function createCandidateSource(): CandidateReceiver {
  let standing: CompiledPolicy | null = null;
  return {
    peek: () => standing,
    receive: (read) => {
      read().then(
        (loaded) => {
          standing = loaded.ok && loaded.value.policy.rules.length <= MOST_SHADOW_RULES ? loaded.value.policy : null;
        },
        () => {
          standing = null;
        },
      );
    },
  };
}

/** What the candidate makes of an attempt that has been decided, by its own attesters' keys; null while none stands. */
export async function shadowOpinion(
  source: CandidateSource,
  { attempt: decided, decision, companion, snapshot, findings }: Judgement,
  clock: Clock,
  budget: Budget,
): Promise<ShadowOpinion | null> {
  const candidate = source.peek();
  if (candidate === null) return null;
  try {
    const { attempt } = await attest(decided, candidate.attesters, clock, budget);
    const now = clock.now();
    const live = snapshot === null ? null : policyAt(snapshot.policy, now);
    const asked = askedBy(live ?? DEFAULT_SETTINGS, plan(attempt, live));
    // its limits have keys of their own, which nobody counted
    const uncounted = { ...findings, limits: undefined };
    const possible = possibleDecisions(attempt, policyAt(candidate, now), uncounted, asked);
    // nobody asked the companion about it: guard is compared with guard
    return opinionOf(possible, companion?.own ?? decision.outcome);
  } catch {
    return { outcome: 'unknown', differs: null };
  }
}
