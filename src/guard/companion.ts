/**
 * The companion's part in one attempt: asked once, with a share of the time that the guard cannot use up. Under a policy
 * that only observes it is asked at once, with the event as it came, and is in charge. Loaded only where there is one.
 */
import { type CompanionAnswer, heard, noAnswer } from '../core/companion/answer.ts';
import { combine, passOn, withFailure } from '../core/companion/combine.ts';
import type { Decision } from '../core/decision.ts';
import { DEFAULT_SETTINGS } from '../core/policy.ts';
import { beforeDeadline, within } from './budget.ts';
import type { Budget, Clock, CompanionFunction, CompanionTurn } from './ports.ts';

/** What a turn is made from. */
export type TurnParts = {
  readonly fn: CompanionFunction;
  readonly clock: Clock;
  /** The budget of the whole attempt. */
  readonly budget: Budget;
  /** When Lambda ends the attempt. */
  readonly endsAt: number;
  /** The event as it came, and as the guard would answer it. */
  readonly event: unknown;
  readonly answeredBy: (decision: Decision) => unknown;
  /** Whether the call came from a companion's caller: then nobody else is called, or it could go round for ever. */
  readonly isCalledByGuard: boolean;
};

/** How much of the attempt's time the guard leaves to the companion, whatever hangs. */
const SHARE = 0.5;

/** Kept back for the record and the way home where the companion has all the time there is, in milliseconds. */
const RESERVE_MS = 700;

/** Begins a turn. */
export function takeTurn(parts: TurnParts): CompanionTurn {
  const { budget, clock, endsAt, event, answeredBy } = parts;
  let inCharge: Promise<Timed> | null = null;
  return {
    own: within(budget, clock, SHARE * (budget.deadline - clock.now())),
    begin: (policy) => {
      if (policy?.mode === 'observe') inCharge = ask(parts, event, allTheTime(endsAt - clock.now()));
    },
    end: async (decision, attempt, policy) => {
      const asked = inCharge ?? (decision.outcome === 'deny' ? null : ask(parts, answeredBy(decision), budget.signal));
      if (asked === null) return { decision, told: null, passedOn: null };
      const { answer, ms } = await asked;
      const told = { ...heard(answer, attempt.trigger), ms };
      if (inCharge === null)
        return { decision: combine(decision, answer, attempt.trigger, policy), told, passedOn: null };
      return { decision: withFailure(decision, answer), told, passedOn: passOn(answer, policy ?? DEFAULT_SETTINGS) };
    },
  };
}

type Timed = { readonly answer: CompanionAnswer; readonly ms: number };

async function ask({ fn, clock, isCalledByGuard }: TurnParts, event: unknown, signal: AbortSignal): Promise<Timed> {
  const began = clock.tick();
  const answer = isCalledByGuard
    ? noAnswer('invalid')
    : await beforeDeadline(fn.call(event, signal), { signal }, () => noAnswer('timeout'));
  return { answer, ms: clock.tick() - began };
}

/** By now part of the attempt's time is gone: a sandbox that starts may have waited for its policy. */
function allTheTime(remainingMs: number): AbortSignal {
  return AbortSignal.timeout(Math.floor(Math.max(0, remainingMs - RESERVE_MS)));
}
