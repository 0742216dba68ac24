/**
 * The policy in force: read again once it is older than its maximum age, one read at a time, and the last good one while
 * reading fails. Powertools' cache has no stale answers and no single flight (F7.5), so this is ours. Never throws.
 */
import type { Failure } from '../core/facts.ts';
import type { CompiledPolicy } from '../core/policy.ts';
import type { Result } from '../core/result.ts';
import { beforeDeadline, paused, within } from './budget.ts';
import type { Budget, Clock, LoadedPolicy, PolicyReader, PolicySnapshot, PolicySource } from './ports.ts';

/** Beyond this age a last good policy no longer serves, in milliseconds. */
const LAST_GOOD_MS = 24 * 60 * 60 * 1000;

/** How long an attempt waits for a new read, in milliseconds: briefly when an old policy could serve instead. */
const PATIENCE_MS = { withLastGood: 500, without: 2_000 };

/**
 * After a failed read SSM is left alone, by chance for up to so long, in milliseconds: twice as long after each failure in a
 * row. Of many sandboxes that start together, each would otherwise take from the others what then none of them gets.
 */
const PAUSE_MS = { first: 1_000, longest: 5_000 };

/** How far maximum ages spread between sandboxes, so that they do not all ask at once (F7.2). */
const SPREAD = 0.2;

type Options = {
  readonly reader: PolicyReader;
  readonly clock: Clock;
  readonly maxAgeMs: number;
  /** Draws a number in [0, 1). */
  readonly random: () => number;
};

type Read = Result<LoadedPolicy, Failure>;

/**
 * A policy source that also takes a head start: `prefetch` begins the read while the sandbox is still starting. `peek` waits
 * for nothing: the policy last read, or null.
 */
export interface PolicyCache extends PolicySource {
  prefetch(): void;
  peek(): CompiledPolicy | null;
}

const LATE: Read = { ok: false, error: { call: 'ssm', cause: 'timeout' } };

/** What one sandbox remembers between attempts. */
type Memory = {
  lastGood: { readonly loaded: LoadedPolicy; readonly at: number } | null;
  /** The failure that SSM is left alone for, and until when. */
  pause: { readonly failure: Failure; readonly until: number } | null;
  failuresInARow: number;
  inFlight: Promise<Read> | null;
};

/** Creates the cache of one sandbox. */
export function createPolicyCache(options: Options): PolicyCache {
  const { clock, maxAgeMs, random } = options;
  const freshMs = Math.round(maxAgeMs * (1 - SPREAD + 2 * SPREAD * random()));
  const memory: Memory = { lastGood: null, pause: null, failuresInARow: 0, inFlight: null };
  return {
    // nobody has waited for it yet, so a failure of the head start is not final: the first attempt asks again
    prefetch: () => void startRead(memory, options).then(() => (memory.pause = null)),
    // Stryker disable next-line StringLiteral: where it comes from is not told here
    peek: () => snapshotOf(memory, clock.now(), 'last-good')?.policy ?? null,
    current: async (budget) => {
      const now = clock.now();
      const { lastGood, pause } = memory;
      if (lastGood !== null && now - lastGood.at < freshMs)
        return { snapshot: snapshotOf(memory, now, 'ssm'), failure: null };
      const stale = snapshotOf(memory, now, 'last-good');
      if (pause !== null && now < pause.until) return { snapshot: stale, failure: pause.failure };
      const part = within(budget, clock, stale === null ? PATIENCE_MS.without : PATIENCE_MS.withLastGood);
      const read = await refresh(memory, options, part, stale === null);
      if (read.ok) return { snapshot: snapshotOf(memory, clock.now(), 'ssm'), failure: null };
      memory.pause ??= pauseFor(memory, read.error, options);
      return { snapshot: snapshotOf(memory, clock.now(), 'last-good'), failure: read.error };
    },
  };
}

/** A pause that begins now. Throws a die each time: sandboxes that failed together must not come back together. */
function pauseFor({ failuresInARow }: Memory, failure: Failure, { clock, random }: Options): Memory['pause'] {
  const most = Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** Math.max(0, failuresInARow - 1));
  return { failure, until: clock.now() + most * random() };
}

/** The read under way, or a new one; it outlives an attempt that does not wait for it. */
function startRead(memory: Memory, options: Options): Promise<Read> {
  memory.inFlight ??= options.reader
    .read(AbortSignal.timeout(PATIENCE_MS.without))
    .catch((): Read => ({ ok: false, error: { call: 'ssm', cause: 'service-error' } }))
    .then((read) => {
      memory.inFlight = null;
      if (read.ok) memory.lastGood = { loaded: read.value, at: options.clock.now() };
      memory.failuresInARow = read.ok ? 0 : memory.failuresInARow + 1;
      memory.pause = read.ok ? null : pauseFor(memory, read.error, options);
      return read;
    });
  return memory.inFlight;
}

/** Reads within a part of the budget, again and again where nothing else could serve and SSM only wants to be asked later. */
async function refresh(memory: Memory, options: Options, part: Budget, persistent: boolean): Promise<Read> {
  const { clock, random } = options;
  const begunBefore = memory.inFlight !== null;
  const ask = () => beforeDeadline(startRead(memory, options), part, () => LATE);
  let read = await ask();
  // A read begun at import may have failed while the sandbox was frozen: that is not final.
  if (!read.ok && begunBefore) read = await ask();
  while (persistent && !read.ok && read.error.cause === 'throttled') {
    if (!(await paused(part, clock, PAUSE_MS.first * random()))) return read;
    read = await ask();
  }
  return read;
}

function snapshotOf({ lastGood }: Memory, now: number, source: PolicySnapshot['source']): PolicySnapshot | null {
  if (lastGood === null) return null;
  const ageMs = now - lastGood.at;
  return ageMs > LAST_GOOD_MS ? null : { ...lastGood.loaded, source, ageMs };
}
