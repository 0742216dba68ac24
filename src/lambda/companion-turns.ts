/**
 * All that deals with a companion, in one place, loaded only where there is one. Must be reached by nothing but `companion.ts`.
 */
import { createCompanionFunction } from '../aws/trigger/companion.ts';
import { isCalledByGuard } from '../guard/called-by-guard.ts';
import { type TurnParts, takeTurn } from '../guard/companion.ts';
import type { CompanionTurn } from '../guard/ports.ts';
import { systemClock } from './clock.ts';
import { answeredEvent } from './reply.ts';

/** An attempt for which the companion is asked. */
export type TurnAsked = Pick<TurnParts, 'budget' | 'endsAt' | 'event'> & { readonly clientContext: unknown };

/** Gives each attempt its turn. `ownName` is the name of the function that this code runs in. */
export function createTurns(companionArn: string, ownName: string): (asked: TurnAsked) => CompanionTurn {
  const fn = createCompanionFunction(companionArn, ownName);
  return ({ clientContext, ...asked }) =>
    takeTurn({
      ...asked,
      fn,
      clock: systemClock,
      answeredBy: (decision) => answeredEvent(asked.event, decision),
      isCalledByGuard: isCalledByGuard(clientContext),
    });
}
