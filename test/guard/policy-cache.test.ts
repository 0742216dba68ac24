/**
 * The policy cache: fresh, stale and absent policies, one read at a time.
 */
import { setImmediate as settled } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Failure } from '../../src/core/facts.ts';
import type { Result } from '../../src/core/result.ts';
import { createPolicyCache } from '../../src/guard/policy-cache.ts';
import type { LoadedPolicy, PolicyReader } from '../../src/guard/ports.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { aDocument } from '../support/policies.ts';
import { aBudget, handClock } from '../support/time.ts';

const DOWN: Result<LoadedPolicy, Failure> = { ok: false, error: { call: 'ssm', cause: 'network' } };
const THROTTLED: Result<LoadedPolicy, Failure> = { ok: false, error: { call: 'ssm', cause: 'throttled' } };
const HOUR = 3_600_000;

function loaded(digest: string): Result<LoadedPolicy, Failure> {
  return { ok: true, value: { policy: compilePolicy(aDocument(), NO_RESOURCES), digest, resources: NO_RESOURCES } };
}

function setUp(draws = 0.5) {
  const clock = handClock();
  const dice = { draws };
  const random = () => dice.draws;
  const state = {
    next: loaded('one') as Result<LoadedPolicy, Failure> | 'hang' | 'throw',
    reads: 0,
    after: (_reads: number): void => {},
  };
  const reader: PolicyReader = {
    read: async () => {
      state.reads += 1;
      if (state.next === 'throw') throw new Error('scripted');
      const answer = state.next;
      state.after(state.reads);
      return answer === 'hang' ? new Promise(() => {}) : answer;
    },
  };
  return { clock, dice, state, cache: createPolicyCache({ reader, clock, maxAgeMs: 60_000, random }) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a policy', () => {
  it('is read once and served until its maximum age', async () => {
    const { clock, state, cache } = setUp();
    await cache.current(aBudget());
    state.next = loaded('two');
    clock.move(59_999);
    const young = await cache.current(aBudget());
    clock.move(1);
    const old = await cache.current(aBudget());

    expect(young).toMatchObject({ snapshot: { digest: 'one', source: 'ssm', ageMs: 59_999 }, failure: null });
    expect([old.snapshot?.digest, old.snapshot?.source, state.reads]).toEqual(['two', 'ssm', 2]);
  });

  it('can be peeked at once it was read, and for a day', async () => {
    const { clock, cache } = setUp();
    const before = cache.peek();
    const { snapshot } = await cache.current(aBudget());
    clock.move(24 * HOUR);
    const old = cache.peek();
    clock.move(1);

    expect(before).toBeNull();
    expect(old).toBe(snapshot?.policy);
    expect(cache.peek()).toBeNull();
  });

  it.each([
    [0, 48_000],
    [0.5, 60_000],
    [1, 72_000],
  ])('ages a fifth sooner or later by chance: %f', async (random, maxAge) => {
    const { clock, state, cache } = setUp(random);
    await cache.current(aBudget());
    clock.move(maxAge - 1);
    await cache.current(aBudget());
    const before = state.reads;
    clock.move(1);
    await cache.current(aBudget());

    expect([before, state.reads]).toEqual([1, 2]);
  });

  it('is read once by attempts that ask together', async () => {
    const { state, cache } = setUp();

    await Promise.all([cache.current(aBudget()), cache.current(aBudget()), cache.current(aBudget())]);

    expect(state.reads).toBe(1);
  });

  it('serves as the last good one for a day while reading fails', async () => {
    const { clock, state, cache } = setUp();
    await cache.current(aBudget());
    state.next = DOWN;
    clock.move(24 * HOUR);
    const stale = await cache.current(aBudget());
    clock.move(1);
    const expired = await cache.current(aBudget());

    expect(stale).toMatchObject({ snapshot: { source: 'last-good', digest: 'one' }, failure: { cause: 'network' } });
    expect(expired).toEqual({ snapshot: null, failure: { call: 'ssm', cause: 'network' } });
  });

  it.each([
    ['a last good one', 'last-good'],
    ['none', undefined],
  ])('is left alone by chance after a failure, longer after each in a row, where there is %s', async (before, source) => {
    const { clock, dice, state, cache } = setUp();
    if (before !== 'none') await cache.current(aBudget());
    state.next = DOWN;
    clock.move(60_000);
    for (const [draws, pauseMs] of [
      [0.5, 500],
      [0.999, 1_998],
      [0.5, 2_000],
      [0.5, 2_500],
      [0.999, 4_995],
    ] as const) {
      dice.draws = draws;
      await cache.current(aBudget());
      const reads = state.reads;
      clock.move(pauseMs - 1);
      const paused = await cache.current(aBudget());

      expect([state.reads - reads, paused.snapshot?.source, paused.failure?.cause]).toEqual([0, source, 'network']);
      clock.move(1);
    }
    state.next = loaded('two');
    const back = await cache.current(aBudget());

    expect([back.snapshot?.digest, back.snapshot?.source, back.failure]).toEqual(['two', 'ssm', null]);
  });

  it('was read: the next failure is the first in a row again', async () => {
    const { clock, state, cache } = setUp();
    state.next = DOWN;
    await cache.current(aBudget());
    clock.move(500);
    await cache.current(aBudget());
    clock.move(1_000);
    state.next = loaded('one');
    await cache.current(aBudget());
    clock.move(60_000);
    state.next = DOWN;
    await cache.current(aBudget());
    clock.move(500);
    state.next = loaded('two');

    expect((await cache.current(aBudget())).snapshot?.digest).toBe('two');
  });

  it('that SSM throttles is asked for again within the attempt where nothing else could serve', async () => {
    const { dice, state, cache } = setUp(0);
    dice.draws = 0.01;
    state.next = THROTTLED;
    state.after = (reads) => {
      if (reads === 2) state.next = loaded('one');
    };

    const { snapshot, failure } = await cache.current(aBudget());

    expect([snapshot?.digest, failure, state.reads]).toEqual(['one', null, 3]);
  });

  it.each([
    ['throttled', THROTTLED, true],
    ['unreachable', DOWN, false],
  ])('that is %s is asked for once where that is all there is to gain or time for', async (cause, next, lastGood) => {
    const { clock, dice, state, cache } = setUp();
    if (lastGood) await cache.current(aBudget());
    dice.draws = 0.01;
    state.next = next;
    clock.move(72_000);
    const readsBefore = state.reads;

    const { failure } = await cache.current(aBudget());

    expect([failure?.cause, state.reads - readsBefore]).toEqual([cause === 'throttled' ? cause : 'network', 1]);
  });

  it('that stays throttled is given up with the attempt', async () => {
    const { clock, state, cache } = setUp();
    state.next = THROTTLED;
    const budget = { signal: AbortSignal.timeout(60_000), deadline: clock.now() + 500 };

    expect([(await cache.current(budget)).failure?.cause, state.reads]).toEqual(['throttled', 1]);
  });

  it('is absent when it was never read', async () => {
    const { state, cache } = setUp();
    state.next = DOWN;

    expect(await cache.current(aBudget())).toEqual({ snapshot: null, failure: { call: 'ssm', cause: 'network' } });
  });

  it('is absent when its reader throws', async () => {
    const { state, cache } = setUp();
    state.next = 'throw';

    expect(await cache.current(aBudget())).toEqual({
      snapshot: null,
      failure: { call: 'ssm', cause: 'service-error' },
    });
  });

  it.each([
    ['is under way', async () => {}],
    ['has ended', () => settled()],
  ])('is tried again at once where a head start fails that %s', async (_, wait) => {
    const { state, cache } = setUp();
    state.next = DOWN;
    cache.prefetch();
    await wait();
    state.next = loaded('one');

    const { snapshot } = await cache.current(aBudget());

    expect([snapshot?.digest, state.reads]).toEqual(['one', 2]);
  });

  it('does not hold an attempt beyond its budget', async () => {
    const { state, cache } = setUp();
    state.next = 'hang';

    expect(await cache.current(aBudget(20))).toEqual({ snapshot: null, failure: { call: 'ssm', cause: 'timeout' } });
  });

  it('does not hold an attempt either when it is asked for again after a head start', async () => {
    const { state, cache } = setUp();
    state.next = DOWN;
    cache.prefetch();
    state.next = 'hang';

    expect(await cache.current(aBudget(20))).toEqual({ snapshot: null, failure: { call: 'ssm', cause: 'timeout' } });
  });

  it('that hangs is waited for briefly where the last good one serves, and then not at all for a while', async () => {
    const { clock, state, cache } = setUp();
    const waits = vi.spyOn(AbortSignal, 'timeout');
    const waited = async () => {
      waits.mockClear();
      const answer = await cache.current({ signal: AbortSignal.abort(), deadline: Number.MAX_SAFE_INTEGER });
      return [waits.mock.calls.flat(), answer.snapshot?.source, answer.failure?.cause];
    };
    await cache.current(aBudget());
    state.next = 'hang';
    clock.move(60_000);

    expect(await waited()).toEqual([[500, 2_000], 'last-good', 'timeout']);
    clock.move(499);
    expect(await waited()).toEqual([[], 'last-good', 'timeout']);
    clock.move(1);
    expect(await waited()).toEqual([[500], 'last-good', 'timeout']);
  });

  it('is waited for longer where there is none', async () => {
    const { state, cache } = setUp();
    state.next = 'hang';
    const waits = vi.spyOn(AbortSignal, 'timeout');
    await cache.current({ signal: AbortSignal.abort(), deadline: Number.MAX_SAFE_INTEGER });

    expect(waits.mock.calls.flat()).toEqual([2_000, 2_000]);
  });
});
