/**
 * A virtual clock for code that waits by timers: `setTimeout` and `AbortSignal.timeout` of the whole process stand still
 * until `run` moves them on, so that minutes of many sandboxes pass in seconds. A freezer holds back what is due while
 * Lambda would have stopped the process. Nothing of it is a model of AWS.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** Whether a sandbox's process stands still, and what is due as soon as it does not. */
export type Freezer = { frozen: boolean; held: (() => void)[] };

/** The virtual clock. */
export type VirtualTime = {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => void;
  readonly sleep: (ms: number) => Promise<void>;
  /** Runs `work`, and whatever it begins, inside that freezer. */
  readonly within: <T>(freezer: Freezer, work: () => T) => T;
  readonly thaw: (freezer: Freezer) => void;
  /** Lets time pass up to `untilMs`. */
  readonly run: (untilMs: number) => Promise<void>;
};

type Timer = { readonly at: number; readonly order: number; readonly fire: () => void; cancelled: boolean };

/** Takes over the timers of this process, for good. */
export function installVirtualTime(): VirtualTime {
  const freezers = new AsyncLocalStorage<Freezer>();
  const timers = createHeap();
  let time = 0;
  let order = 0;

  function schedule(ms: number, run: () => void): Timer {
    const inContext = AsyncLocalStorage.snapshot();
    const freezer = freezers.getStore();
    const fire = () => {
      if (freezer?.frozen === true) freezer.held.push(() => inContext(run));
      else inContext(run);
    };
    order += 1;
    const timer = { at: time + Math.max(0, ms), order, fire, cancelled: false };
    timers.push(timer);
    return timer;
  }

  replaceTimers(schedule);
  return {
    now: () => time,
    after: schedule,
    sleep: (ms) => new Promise((resolve) => void schedule(ms, resolve)),
    within: (freezer, work) => freezers.run(freezer, work),
    thaw: (freezer) => {
      freezer.frozen = false;
      for (const run of freezer.held.splice(0)) run();
    },
    run: async (untilMs) => {
      await turn();
      for (let next = timers.pop(untilMs); next !== undefined; next = timers.pop(untilMs)) {
        time = next.at;
        next.fire();
        await turn();
      }
      time = untilMs;
    },
  };
}

function replaceTimers(schedule: (ms: number, run: () => void) => Timer): void {
  const set = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
    const timer = schedule(ms, () => run(...given));
    return Object.assign(timer, { unref: () => timer, ref: () => timer });
  };
  const clear = (timer: Timer | undefined) => {
    if (timer !== undefined) timer.cancelled = true;
  };
  const timeout = (ms: number) => {
    const controller = new AbortController();
    schedule(ms, () => controller.abort(new DOMException('the time is over', 'TimeoutError')));
    return controller.signal;
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  Object.assign(AbortSignal, { timeout });
}

/** Timers by their time, then in the order in which they were set. */
function createHeap() {
  const heap: Timer[] = [];
  const sooner = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const at = (index: number) => heap[index];

  function swap(a: number, b: number): void {
    const [first, second] = [at(a), at(b)];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }

  function isSooner(a: number, b: number): boolean {
    const [first, second] = [at(a), at(b)];
    return first !== undefined && (second === undefined || sooner(first, second));
  }

  function sink(from: number): void {
    for (let index = from; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = isSooner(right, left) && at(right) !== undefined ? right : left;
      if (at(child) === undefined || !isSooner(child, index)) return;
      swap(child, index);
      index = child;
    }
  }

  function takeFirst(): Timer | undefined {
    const first = at(0);
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      heap[0] = last;
      sink(0);
    }
    return first;
  }

  return {
    push: (timer: Timer) => {
      heap.push(timer);
      for (let index = heap.length - 1; index > 0 && isSooner(index, (index - 1) >> 1); index = (index - 1) >> 1) {
        swap(index, (index - 1) >> 1);
      }
    },
    /** The next timer that is due by then and was not cleared. */
    pop: (untilMs: number): Timer | undefined => {
      for (let first = at(0); first !== undefined && first.at <= untilMs; first = at(0)) {
        takeFirst();
        if (!first.cancelled) return first;
      }
      return undefined;
    },
  };
}
