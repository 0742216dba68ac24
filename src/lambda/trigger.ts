/**
 * One event, start to end: parse, guard, record, reply. Takes its parts, so that tests run it with real ones of their
 * own. Nothing thrown here but the refusal of `reply`.
 */
import type { MiddlewareObj } from '@middy/core';
import type { Decision } from '../core/decision.ts';
import { startBudget } from '../guard/budget.ts';
import { type GuardParts, guard, type Judgement } from '../guard/guard.ts';
import type { Budget, Clock, DecisionLog, HashKeySource } from '../guard/ports.ts';
import { recordOf } from '../record/write.ts';
import { parseEvent } from './event.ts';
import { neutralReply, reply, SignUpRefused } from './reply.ts';

/** What a trigger is built from. */
export type TriggerParts = {
  readonly environment: string;
  readonly guard: GuardParts;
  readonly hashKey: HashKeySource;
  readonly log: DecisionLog;
  readonly clock: Clock;
};

type OnError = NonNullable<MiddlewareObj['onError']>;

/** The trigger of one sandbox: the answer to an event, and the net below it. */
export type SignUpTrigger = {
  /** Answers the event, or throws the policy's sentence. */
  readonly answer: (event: unknown, remainingMs: number) => Promise<unknown>;
  /** middy's `onError`: whatever was not a refusal becomes the neutral answer, recorded as an internal error. */
  readonly recover: OnError;
};

const FAILED: Decision = {
  outcome: 'untouched',
  reason: 'internal-error',
  rules: [],
  verified: [],
  withheld: [],
  failures: [],
  message: null,
  applied: true,
};

/** Puts a trigger together. */
export function createTrigger(parts: TriggerParts): SignUpTrigger {
  return {
    answer: async (event, remainingMs) => {
      const budget = startBudget(parts.clock, remainingMs);
      const judgement = await guard(parts.guard, parseEvent(event), budget);
      await record(parts, judgement, budget);
      return reply(event, judgement.decision);
    },
    recover: (request) => {
      if (request.error instanceof SignUpRefused) return;
      parts.log.failed('the sign-up could not be decided', request.error);
      parts.log.decided(recordOf(undecided(request.event), parts.environment, null));
      request.response = neutralReply(request.event);
    },
  };
}

/** A record that cannot be written must not turn a decision into an error. */
async function record(
  { hashKey, log, environment }: TriggerParts,
  judgement: Judgement,
  budget: Budget,
): Promise<void> {
  try {
    log.decided(recordOf(judgement, environment, await hashKey.current(budget)));
  } catch (error) {
    log.failed('the decision could not be recorded', error);
  }
}

function undecided(event: unknown): Judgement {
  return {
    attempt: parseEvent(event),
    decision: FAILED,
    snapshot: null,
    calls: { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 },
    timings: { policy: 0, lookup: 0, total: 0 },
  };
}
