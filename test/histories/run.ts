/**
 * Random histories as model-based commands: the model is what law 2 promises (who held which alias before), the real side
 * is a pool with a trigger in front. Shared by `npm test` and `npm run test:long`.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { emptyPool, SIGN_INS } from '../sim/pools.ts';
import { Distribution } from './distribution.ts';
import { type Operation, operations } from './operations.ts';
import { type TriggerKind, World } from './world.ts';

/** The model: nothing but how many aliases the trigger has moved. */
type Model = { movedByTrigger: number; readonly guarded: boolean };

class Happening implements fc.AsyncCommand<Model, World> {
  readonly #operation: Operation;
  readonly #seen: Distribution;

  constructor(operation: Operation, seen: Distribution) {
    this.#operation = operation;
    this.#seen = seen;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, world: World): Promise<void> {
    const before = world.events.length;
    this.#seen.saw(await this.#operation(world));
    this.#seen.saw('operations');
    for (const event of world.events.slice(before)) {
      if (event.kind === 'alias-gained' || event.kind === 'alias-moved')
        this.#seen.saw(`${event.kind} by ${event.door}`);
      if (event.kind === 'alias-moved' && event.door === 'sign-up') model.movedByTrigger += 1;
    }
    if (model.guarded) expect(model.movedByTrigger, 'aliases moved through the trigger').toBe(0);
  }

  toString(): string {
    return 'operation';
  }
}

const pools = fc
  .record({ signIn: fc.constantFrom(...SIGN_INS, ...SIGN_INS.slice(0, 1)), caseSensitive: fc.boolean() })
  .map(({ signIn, caseSensitive }) => emptyPool(signIn, caseSensitive));

/** Runs that many histories with that trigger and returns what they met. */
export async function runHistories(trigger: TriggerKind, numRuns: number): Promise<Distribution> {
  const seen = new Distribution();
  const commands = fc.commands([operations.map((operation) => new Happening(operation, seen))], {
    maxCommands: 16,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(pools, commands, async (pool, history) => {
      seen.saw('histories');
      await fc.asyncModelRun(
        () => ({ model: { movedByTrigger: 0, guarded: trigger !== 'article' }, real: new World(pool, trigger, seen) }),
        history,
      );
    }),
    { numRuns, endOnFailure: false },
  );
  return seen;
}
