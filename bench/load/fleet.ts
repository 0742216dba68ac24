/**
 * Lambda in the model: a sandbox serves one sign-up at a time, stands still in between, and a sign-up that finds none
 * free starts one. What a sandbox reads from Parameter Store is the trigger's own code.
 */

import { createParameterProvider } from '../../src/aws/trigger/parameter-provider.ts';
import { startBudget } from '../../src/guard/budget.ts';
import { composeParameters } from '../../src/lambda/parameters.ts';
import type { Freezer, VirtualTime } from './virtual-time.ts';

/** Which free sandbox gets the next sign-up: the one used last, or any. */
export type Routing = 'recent' | 'random';

/** How many sign-ups there were, how many met no policy, and when the last of those ended. */
export type Tally = { signUps: number; undecided: number; lastUndecidedAt: number; sandboxes: number };

/** Names as the deployed trigger has them. */
const NAMES = {
  policyParameter: '/signup-guard/load/policy',
  hashKeyParameter: '/signup-guard/load/hash-key',
  candidateParameter: '/signup-guard/load/candidate',
  policyMaxAgeMs: 60_000,
};

/** Milliseconds: from nothing to the first event, and Cognito's and DynamoDB's part of a sign-up. */
const START_MS = 400;
const LOOK_UPS_MS = 60;
const LAMBDA_MS = 5_000;
const PARAMETER_CALL_MS = 2_000;

type Transport = Parameters<typeof createParameterProvider>[1];
type Sandbox = { readonly freezer: Freezer; readonly signUp: () => Promise<boolean> };

/** Creates a fleet without sandboxes; `arrive` is one sign-up. */
export function createFleet(time: VirtualTime, transport: Transport, routing: Routing, random: () => number) {
  const tally: Tally = { signUps: 0, undecided: 0, lastUndecidedAt: 0, sandboxes: 0 };
  const idle: Sandbox[] = [];
  const clock = { now: time.now, tick: time.now };

  async function start(): Promise<Sandbox> {
    tally.sandboxes += 1;
    const freezer: Freezer = { frozen: false, held: [] };
    return time.within(freezer, async () => {
      await time.sleep(START_MS);
      const { policySource, hashKey, prefetch } = composeParameters(
        createParameterProvider(PARAMETER_CALL_MS, transport),
        NAMES,
        clock,
      );
      prefetch();
      const signUp = async () => {
        const budget = startBudget(clock, LAMBDA_MS);
        const { snapshot } = await policySource.current(budget);
        await time.sleep(LOOK_UPS_MS);
        await hashKey.current(budget);
        return snapshot !== null;
      };
      return { freezer, signUp };
    });
  }

  function freeSandbox(): Sandbox | undefined {
    return routing === 'recent' ? idle.pop() : idle.splice(Math.floor(random() * idle.length), 1)[0];
  }

  async function arrive(): Promise<void> {
    tally.signUps += 1;
    const sandbox = freeSandbox() ?? (await start());
    time.thaw(sandbox.freezer);
    const decided = await time.within(sandbox.freezer, sandbox.signUp);
    sandbox.freezer.frozen = true;
    idle.push(sandbox);
    if (decided) return;
    tally.undecided += 1;
    tally.lastUndecidedAt = time.now();
  }

  return { tally, arrive: () => void arrive() };
}
