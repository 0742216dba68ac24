/**
 * Waits out IAM: what CloudFormation reports as granted is not in force everywhere at once, so that a call within seconds
 * of a role's change may be denied. Only for deployments, which have the time; a denial that stays is passed on.
 */
import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait after each denial, in milliseconds: 30 seconds in all. */
export const PAUSES_MS: readonly number[] = [1000, 2000, 4000, 8000, 15_000];

/** What the services call a denial of IAM's. */
const DENIALS: readonly string[] = ['AccessDenied', 'AccessDeniedException'];

type Step = <A, R>(next: (args: A) => Promise<R>) => (args: A) => Promise<R>;
type Stack = { add(step: Step, options: { readonly step: 'initialize'; readonly name: string }): void };

/** One piece of work's patience, shared by its clients. */
export type Patience = {
  /** Has a client's calls repeated after a denial; give it the client's `middlewareStack`. */
  readonly watch: (stack: Stack) => void;
  /** Begins anew, for the next piece of work. */
  readonly renew: () => void;
};

/** Creates patience of 30 seconds, or of other pauses. */
export function createPatience(pauses: readonly number[] = PAUSES_MS): Patience {
  let left = [...pauses];
  const step: Step = (next) => async (args) => {
    for (;;) {
      try {
        return await next(args);
      } catch (error) {
        const wait = isDenial(error) ? left.shift() : undefined;
        if (wait === undefined) throw error;
        await pause(wait);
      }
    }
  };
  return {
    watch: (stack) => stack.add(step, { step: 'initialize', name: 'waitOutDenials' }),
    renew: () => {
      left = [...pauses];
    },
  };
}

function isDenial(error: unknown): boolean {
  return error instanceof Error && DENIALS.includes(error.name);
}
