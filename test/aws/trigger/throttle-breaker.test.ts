/**
 * When a sandbox leaves ListUsers alone: after two throttled answers in a row, for five seconds.
 */
import { expect, it } from 'vitest';
import { createThrottleBreaker } from '../../../src/aws/trigger/throttle-breaker.ts';
import { handClock } from '../../support/time.ts';

function aBreaker() {
  const clock = handClock();
  return { clock, breaker: createThrottleBreaker(clock) };
}

it('the breaker stays closed before and after a single throttled answer', () => {
  const { breaker } = aBreaker();
  const before = breaker.isOpen();
  breaker.throttled();

  expect([before, breaker.isOpen()]).toEqual([false, false]);
});

it('the breaker opens at the second throttled answer, however long after the first', () => {
  const { clock, breaker } = aBreaker();
  breaker.throttled();
  clock.move(60_000);
  breaker.throttled();

  expect(breaker.isOpen()).toBe(true);
});

it('the breaker is open for five seconds', () => {
  const { clock, breaker } = aBreaker();
  breaker.throttled();
  breaker.throttled();
  clock.move(4_999);
  const last = breaker.isOpen();
  clock.move(1);

  expect([last, breaker.isOpen()]).toEqual([true, false]);
});

it('the breaker opens again at once when the first answer after the pause is throttled, too', () => {
  const { clock, breaker } = aBreaker();
  breaker.throttled();
  breaker.throttled();
  clock.move(5_000);
  breaker.throttled();
  clock.move(4_999);

  expect(breaker.isOpen()).toBe(true);
});

it('the breaker counts from the start after an answer', () => {
  const { breaker } = aBreaker();
  breaker.throttled();
  breaker.succeeded();
  breaker.throttled();
  const afterOne = breaker.isOpen();
  breaker.throttled();

  expect([afterOne, breaker.isOpen()]).toEqual([false, true]);
});

it('the breaker is not closed early by an answer to a call that was already under way', () => {
  const { breaker } = aBreaker();
  breaker.throttled();
  breaker.throttled();
  breaker.succeeded();

  expect(breaker.isOpen()).toBe(true);
});
