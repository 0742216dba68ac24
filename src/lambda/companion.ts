/**
 * The companion of a deployment, if it has one. All that deals with it is loaded beside the policy's first read, and only
 * here: a trigger without a companion knows no more than that there is none.
 */
import type { CompanionTurn } from '../guard/ports.ts';
import type { TurnAsked } from './companion-turns.ts';
import type { Settings } from './env.ts';

/** Begins the companion's part in an attempt. */
export interface Companion {
  turn(asked: TurnAsked): Promise<CompanionTurn>;
}

/** Creates the companion and begins to load it, or gives null where there is none. */
export function createCompanion({ companionArn, functionName }: Settings): Companion | null {
  if (companionArn === null) return null;
  const loading = import('./companion-turns.ts').then(({ createTurns }) => createTurns(companionArn, functionName));
  // whoever waits for it learns of a failure
  loading.catch(() => {});
  return { turn: async (asked) => (await loading)(asked) };
}
