/**
 * The time of one attempt: how much there is, and that nothing outlasts it.
 */
import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { beforeDeadline, startBudget, within } from '../../src/guard/budget.ts';
import type { Budget } from '../../src/guard/ports.ts';
import { handClock } from '../support/time.ts';

const NOW = 1_000_000;
const clock = handClock(NOW);
const NEVER = new Promise<string>(() => {});
const late = () => 'late';

function budgetOf(signal: AbortSignal): Budget {
  return { signal, deadline: NOW };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a budget', () => {
  it.each([
    [30_000, 3_000],
    [3_751, 3_000],
    [3_749, 2_999],
    [800, 50],
    [750, 0],
    [10, 0],
  ])('of %i ms that Lambda gives keeps some back: %i', (remaining, ms) => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');

    expect(startBudget(clock, remaining).deadline).toBe(NOW + ms);
    expect(timeout.mock.calls).toEqual([[ms]]);
  });

  it.each([
    ['ends sooner', 20, 20],
    ['ends with the whole', 80, 50],
    ['is of whole milliseconds', 20.5, 20],
  ])('has a part that %s', (_, asked, ms) => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const whole = { signal: new AbortController().signal, deadline: NOW + 50 };

    expect(within(whole, clock, asked).deadline).toBe(NOW + ms);
    expect(timeout.mock.calls).toEqual([[ms]]);
  });

  it('that is over has no part left', () => {
    expect(within({ signal: AbortSignal.abort(), deadline: NOW - 1 }, clock, 20).deadline).toBe(NOW);
  });

  it('ends its parts when it ends', () => {
    const whole = new AbortController();
    const { signal } = within({ signal: whole.signal, deadline: NOW + 60_000 }, clock, 60_000);
    const before = signal.aborted;
    whole.abort();

    expect([before, signal.aborted]).toEqual([false, true]);
  });

  it('ends a part by itself', async () => {
    const { signal } = within({ signal: new AbortController().signal, deadline: NOW + 60_000 }, clock, 1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));

    expect(signal.aborted).toBe(true);
  });
});

describe('a call', () => {
  it('gives its value while there is time', async () => {
    // longer than a call that is told to stop may take
    const slow = pause(120, 'value');

    expect(await beforeDeadline(slow, budgetOf(new AbortController().signal), late)).toBe('value');
  });

  it.each([
    ['is over', AbortSignal.abort()],
    ['ends', AbortSignal.timeout(5)],
  ])('that hangs is late once the time %s', async (_, signal) => {
    expect(await beforeDeadline(NEVER, budgetOf(signal), late)).toBe('late');
  });

  it('may say itself that its time ran out', async () => {
    const signal = AbortSignal.timeout(5);
    const obedient = new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('its own words')));

    expect(await beforeDeadline(obedient, budgetOf(signal), late)).toBe('its own words');
  });

  it('that fails is as good as late', async () => {
    const failed = Promise.reject(new Error('scripted'));

    expect(await beforeDeadline(failed, budgetOf(new AbortController().signal), late)).toBe('late');
  });

  it('leaves nothing that waits behind', async () => {
    const { signal } = new AbortController();
    await beforeDeadline(Promise.resolve('value'), budgetOf(signal), late);
    expect(getEventListeners(signal, 'abort')).toEqual([]);

    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await beforeDeadline(Promise.resolve('value'), budgetOf(AbortSignal.abort()), late);
    expect(timers()).toBe(before);
  });
});
