/**
 * The table of limits against a plain list of what came when: sandboxes whose clocks are two seconds apart, any order, calls
 * that are made again. Whatever is told is what the list says, and nobody is counted twice who should not be.
 */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createOnceThrottledTableClient } from '../../../../src/aws/trigger/clients.ts';
import { createLimitTable } from '../../../../src/aws/trigger/limits/limit-table.ts';
import type { LimitRequest } from '../../../../src/core/limits/limit.ts';
import { listen } from '../../../../src/lab/server.ts';
import { createLabState, type LabState } from '../../../../src/lab/state.ts';
import { attemptOf } from '../../../../src/policy/cases/typed-attempt.ts';
import { awsEnv } from '../../../support/fake-aws.ts';
import { aBudget, noCalls } from '../../../support/time.ts';

const PER = 60_000;
const START = 28_000_000 * PER;
const REQUEST: LimitRequest = {
  rule: 'flood',
  by: 'everybody',
  count: 3,
  per: '1m',
  perMs: PER,
  key: { kind: 'given', value: '' },
};

/** One call: after how many milliseconds, by which of a few users, met by a sandbox whose clock is so far off. */
type Step = { readonly wait: number; readonly user: number; readonly off: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 40_000 })),
    user: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 })),
    off: fc.constantFrom(-2_000, 0, 2_000),
  }),
  { minLength: 1, maxLength: 40 },
);

/** An attempt that was counted, at the time of the sandbox that it met, and how many stood in its window with it. */
type Counted = { readonly user: number; readonly at: number; readonly current: number };

/** Counts after a list, as slowly and plainly as may be. */
function slidingIn(list: readonly Counted[], at: number, current: number, after: number): number {
  const window = Math.floor(at / PER);
  const before = list.filter((one) => Math.floor(one.at / PER) === window - 1).length;
  return current + after + Math.ceil((before * ((window + 1) * PER - at)) / PER);
}

function mark(state: LabState): string | undefined {
  return state.tables.items('limits')[0]?.['r0']?.S;
}

it('the table of limits tells what a plain list of the attempts tells, whatever the order, the clocks and the repeats', async () => {
  let now = START;
  const seen = { counted: 0, repeated: 0 };
  const state = createLabState({ now: () => now });
  const lab = await listen(state, 0);
  for (const [name, value] of Object.entries(awsEnv(lab.endpoint))) vi.stubEnv(name, value);
  const client = createOnceThrottledTableClient();
  let run = 0;
  try {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        run += 1;
        now = START;
        state.tables.clear();
        const list: Counted[] = [];
        for (const { wait, user, off } of all) {
          now += wait;
          const at = now + off;
          const table = createLimitTable({
            client,
            clock: { now: () => at, tick: () => at },
            tableName: 'limits',
            stack: `run-${run}`,
          });
          const before = mark(state);
          const counted = { userPoolId: 'us-east-1_example', userName: `user-${user}`, attempt: attemptOf({}) };
          const outcome = await table.count(counted, REQUEST, aBudget(), noCalls());
          const place = list.findLastIndex((one) => one.user === user);
          const [known, others] = [list[place], list.length - 1 - place];
          if (mark(state) === before) {
            // a repeat: of one who was counted lately, and told as then
            if (known === undefined) throw new Error('somebody new was taken for a repeat');
            expect(at - known.at).toBeLessThan(30_000 + 4_000);
            expect(outcome).toEqual({ kind: 'counted', count: slidingIn(list, known.at, known.current, 0) });
            seen.repeated += 1;
          } else {
            const isRepeat = known !== undefined && Math.abs(at - known.at) < 15_000 && others < 16;
            expect(isRepeat).toBe(false);
            const window = Math.floor(at / PER);
            const current = 1 + list.filter((one) => Math.floor(one.at / PER) === window).length;
            const after = list.filter((one) => Math.floor(one.at / PER) === window + 1).length;
            expect(outcome).toEqual({ kind: 'counted', count: slidingIn(list, at, current, after) });
            list.push({ user, at, current });
            seen.counted += 1;
          }
        }
      }),
      { numRuns: 30 },
    );
  } finally {
    vi.unstubAllEnvs();
    await lab.close();
  }
  expect(seen.counted).toBeGreaterThan(100);
  expect(seen.repeated).toBeGreaterThan(10);
});
