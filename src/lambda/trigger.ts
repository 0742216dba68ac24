/**
 * One event, start to end: parse, guard, record, reply. Takes its parts, so that tests run it with real ones of their
 * own. Nothing thrown here but the refusal of `reply`.
 */
import type { MiddlewareObj } from '@middy/core';
import type { Attempt } from '../core/attempt.ts';
import type { Decision } from '../core/decision.ts';
import { isObject } from '../core/json.ts';
import { type CompiledPolicy, DEFAULT_SETTINGS } from '../core/policy.ts';
import { startBudget } from '../guard/budget.ts';
import { shadowOpinion } from '../guard/candidate.ts';
import { type GuardParts, guard, type Judgement } from '../guard/guard.ts';
import type { Budget, CandidateSource, Clock, HashKeySource } from '../guard/ports.ts';
import type { DecisionLog, DecisionMetrics } from '../record/ports.ts';
import { type Recorded, recordOf } from '../record/write.ts';
import type { Companion } from './companion.ts';
import { parseEvent } from './event.ts';
import { neutralReply, reply, SignUpRefused } from './reply.ts';

/** What a trigger is built from. */
export type TriggerParts = {
  readonly environment: string;
  readonly guard: GuardParts;
  readonly hashKey: HashKeySource;
  readonly log: DecisionLog;
  /** Left out where nobody counts, and where no shadow policy may stand. */
  readonly metrics?: DecisionMetrics;
  readonly candidate?: CandidateSource;
  /** Left out, or null, where the pool called nobody before. */
  readonly companion?: Companion | null;
  /** The policy last read, for an attempt that failed; left out where none may be known. */
  readonly standing?: () => CompiledPolicy | null;
  readonly clock: Clock;
};

type OnError = NonNullable<MiddlewareObj['onError']>;

/** The trigger of one sandbox: the answer to an event, and the net below it. */
export type SignUpTrigger = {
  /** Answers the event, or throws the policy's sentence. */
  readonly answer: (event: unknown, remainingMs: number, clientContext?: unknown) => Promise<unknown>;
  /** middy's `onError`: whatever was not a refusal becomes the neutral answer or the busy one, recorded as an internal error. */
  readonly recover: OnError;
};

const FAILED: Decision = {
  outcome: 'untouched',
  reason: 'internal-error',
  rules: [],
  // Stryker disable next-line ArrayDeclaration: what is untouched has no flag, whatever was verified
  verified: [],
  withheld: [],
  failures: [],
  message: null,
  applied: true,
};

/** Puts a trigger together. */
export function createTrigger(parts: TriggerParts): SignUpTrigger {
  // events that were answered without a decision: what is decided of them later, Cognito never heard
  const givenUp = new WeakSet<object>();
  return {
    answer: async (event, remainingMs, clientContext) => {
      const budget = startBudget(parts.clock, remainingMs);
      const endsAt = parts.clock.now() + remainingMs;
      const turn = (await parts.companion?.turn({ budget, endsAt, event, clientContext })) ?? null;
      const judgement = await guard(parts.guard, parseEvent(event), turn?.own ?? budget, turn);
      await record(parts, judgement, budget, () => isObject(event) && givenUp.has(event));
      return reply(event, judgement.decision, judgement.companion?.passedOn ?? null);
    },
    recover: (request) => {
      if (request.error instanceof SignUpRefused) return;
      if (isObject(request.event)) givenUp.add(request.event);
      parts.log.failed('the sign-up could not be decided', request.error);
      const failed = undecided(parts, request.event);
      const written = recordOf(failed, parts.environment, null);
      parts.log.decided(written);
      parts.metrics?.decided(written);
      const { outcome, applied, message } = failed.decision;
      // not thrown: middy would hang what failed to it, and Lambda would log that
      // Stryker disable next-line StringLiteral: for the compiler; a failed attempt is refused with a sentence
      if (outcome === 'deny' && applied) request.error = new SignUpRefused(message ?? '');
      else request.response = neutralReply(request.event);
    },
  };
}

/** A record that cannot be written must not turn a decision into an error; one that comes too late would tell what nobody heard. */
async function record(
  { hashKey, log, environment, candidate, metrics, clock }: TriggerParts,
  judgement: Judgement,
  budget: Budget,
  isTooLate: () => boolean,
): Promise<void> {
  try {
    const opinion = candidate === undefined ? null : await shadowOpinion(candidate, judgement, clock, budget);
    const written = recordOf(judgement, environment, await hashKey.current(budget), opinion);
    if (isTooLate()) return;
    log.decided(written);
    metrics?.decided(written);
  } catch (error) {
    log.failed('the decision could not be recorded', error);
  }
}

/**
 * Nobody knows whether a mark stands, so a sign-up is refused where the policy lets nobody in without one: nothing is
 * created, and a retry works. Other sources go on, as they do where the table gives no answer. A companion may not have
 * been heard either, and where it is in charge nobody passes without it.
 */
function failedDecision({ guard, standing, companion }: TriggerParts, { trigger }: Attempt): Decision {
  // Stryker disable next-line StringLiteral: whatever does not only observe is in force
  const { mode, unavailable, busyMessage } = standing?.() ?? { ...DEFAULT_SETTINGS, mode: 'enforce' };
  const unmarked = guard.claims !== null && unavailable.claims === 'deny' && trigger === 'sign-up';
  const unheard = companion && trigger !== 'unknown' && (mode === 'observe' || unavailable.companion !== 'code');
  if (unheard) return { ...FAILED, outcome: 'deny', message: busyMessage };
  return unmarked ? { ...FAILED, outcome: 'deny', message: busyMessage, applied: mode !== 'observe' } : FAILED;
}

function undecided(parts: TriggerParts, event: unknown): Recorded {
  const attempt = parseEvent(event);
  return {
    attempt,
    attestation: null,
    decision: failedDecision(parts, attempt),
    snapshot: null,
    calls: { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 },
    timings: { policy: 0, lookup: 0, total: 0 },
    observed: [],
    limits: [],
    companion: null,
  };
}
