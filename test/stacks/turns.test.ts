/**
 * Law 11 over any order of turns: whoever sets the trigger, by stack or by hand, whatever fails on the way. After each step the
 * pool calls whom a small model says, and so never what its owner did not choose, nor nobody in place of somebody.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { breaches } from './law.ts';
import { LocalAws } from './local-aws.ts';
import { POOL, THEIRS } from './operations.ts';
import { Packages } from './packages.ts';
import { Stack } from './stack.ts';

type Called = 'ours' | 'theirs' | null;
type Step =
  | { readonly kind: 'deploy'; readonly attach: boolean; readonly replace: boolean; readonly fails: boolean }
  | { readonly kind: 'owner'; readonly sets: Called }
  | { readonly kind: 'delete' };
type State = {
  /** Null where there is no stack. */
  readonly deployed: { readonly attach: boolean; readonly replace: boolean } | null;
  readonly calls: Called;
  readonly former: Called;
};

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('deploy' as const),
      attach: fc.boolean(),
      replace: fc.boolean(),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('owner' as const),
      sets: fc.constantFrom<Called[]>('ours', 'theirs', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const) }) },
);

const aws = new LocalAws();
const packages = new Packages();

beforeAll(async () => {
  await aws.start();
  await packages.build({ 1: 'version: 1\nmode: enforce\nrules: []\notherwise: code\n' }, ['dev']);
});

afterAll(async () => {
  await packages.remove();
  await aws.stop();
});

/** What the step leaves. */
function after(state: State, step: Step): State {
  if (step.kind === 'owner') {
    // Nobody sets the alias of a stack that is not there
    return step.sets === 'ours' && state.deployed === null ? state : { ...state, calls: step.sets };
  }
  if (step.kind === 'delete') return deleted(state);
  return deployed(state, step);
}

function deleted({ deployed: now, calls, former }: State): State {
  if (now === null) return { deployed: null, calls, former: null };
  if (!now.attach && calls === 'ours') return { deployed: now, calls, former };
  return { deployed: null, calls: now.attach && calls === 'ours' ? former : calls, former: null };
}

function deployed(state: State, { attach, replace, fails }: Extract<Step, { kind: 'deploy' }>): State {
  const { deployed: now, calls } = state;
  const next = { attach, replace };
  if (now !== null && now.attach === attach && now.replace === replace) return state;
  if (!attach) return fails ? state : { deployed: next, calls, former: null };
  const turns = now === null || !now.attach;
  if (turns && (fails || (calls === 'theirs' && !replace))) return state;
  const attached = attachedTo(turns ? { ...state, former: null } : state, replace);
  // A roll-back between two ways of attaching attaches once more, as each was told
  return fails && now !== null ? attachedTo(attached, now.replace) : { ...attached, deployed: next };
}

function attachedTo(state: State, replace: boolean): State {
  if (state.calls !== 'theirs') return { ...state, calls: 'ours' };
  return replace ? { ...state, calls: 'ours', former: 'theirs' } : state;
}

async function play(stack: Stack, step: Step): Promise<void> {
  if (step.kind === 'delete') await stack.delete();
  else if (step.kind === 'deploy') {
    const [AttachTrigger, ReplaceTrigger] = [String(step.attach), String(step.replace)];
    const parameters = { Environment: 'dev', UserPoolId: POOL, AttachTrigger, ReplaceTrigger };
    await stack.deploy({ version: '1', parameters }, step.fails ? { failAfter: 'AttachedTrigger' } : {});
  } else if (step.sets !== 'ours') aws.setTrigger(POOL, step.sets === null ? null : THEIRS);
  else if (aws.functions.has(stack.trigger)) aws.setTrigger(POOL, stack.trigger);
}

it('a stack leaves the pool with the trigger that was chosen for it, in any order of turns', async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 2, maxLength: 8 }), async (all) => {
      aws.reset();
      const stack = new Stack('guard', aws, packages);
      aws.addPool(POOL);
      aws.functions.set(THEIRS, new Set([POOL]));
      const called = { ours: stack.trigger, theirs: THEIRS };
      let state: State = { deployed: null, calls: null, former: null };
      for (const step of all) {
        steps += 1;
        state = after(state, step);
        await play(stack, step);
        expect(await breaches(aws)).toEqual([]);
        expect([aws.triggerOf(POOL), stack.leavesTrigger], JSON.stringify([step, stack.status, stack.reasons])).toEqual(
          [state.calls === null ? null : called[state.calls], state.deployed?.attach === false],
        );
      }
    }),
    { numRuns: 120 },
  );
  process.stdout.write(`${steps} steps in 120 orders\n`);
});
