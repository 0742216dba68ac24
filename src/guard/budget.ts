/**
 * The time of one attempt, shared by every call through one signal. Cognito waits five seconds and no longer (F4.1), so
 * each wait here ends with the budget, whatever hangs below it.
 */
import type { Budget, Clock } from './ports.ts';

/** Kept back for deciding, logging and the way home, in milliseconds. */
const RESERVE_MS = 750;

/** No attempt takes longer than this, in milliseconds, even where Lambda would allow it. */
const LONGEST_MS = 3_000;

/** Starts the budget of an attempt that Lambda gives `remainingMs` more milliseconds. */
export function startBudget(clock: Clock, remainingMs: number): Budget {
  const ms = Math.max(0, Math.min(remainingMs - RESERVE_MS, LONGEST_MS));
  return { signal: AbortSignal.timeout(ms), deadline: clock.now() + ms };
}

/** A part of a budget: ends after `ms` or with the whole, whichever comes first. */
export function within(budget: Budget, clock: Clock, ms: number): Budget {
  // a signal takes whole milliseconds only
  const part = Math.floor(Math.max(0, Math.min(ms, budget.deadline - clock.now())));
  return { signal: AbortSignal.any([budget.signal, AbortSignal.timeout(part)]), deadline: clock.now() + part };
}

/** Waits, unless the budget ends before; then it says false at once. */
export async function paused({ signal, deadline }: Budget, clock: Clock, ms: number): Promise<boolean> {
  if (signal.aborted || clock.now() + ms >= deadline) return false;
  await new Promise((resolve) => setTimeout(resolve, ms));
  return true;
}

/** How long a call may take to say itself that its budget ran out, in milliseconds: its own cause tells more than ours. */
const GRACE_MS = 50;

/** The promise's value, or `late()` once the budget is spent or the promise fails: a call that ignores its signal cannot hold us. */
export async function beforeDeadline<T>(
  promise: Promise<T>,
  { signal }: Pick<Budget, 'signal'>,
  late: () => T,
): Promise<T> {
  const { promise: expired, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const expire = () => {
    timer = setTimeout(resolve, GRACE_MS);
  };
  if (signal.aborted) expire();
  signal.addEventListener('abort', expire);
  try {
    return await Promise.race([promise, expired.then(late)]);
  } catch {
    return late();
  } finally {
    signal.removeEventListener('abort', expire);
    clearTimeout(timer);
  }
}
