/**
 * The policy in force: read again once it is older than its maximum age, one read at a time, and the last good one while
 * reading fails. Powertools' cache has no stale answers and no single flight (F7.5), so this is ours. Never throws.
 */
import type { Failure } from '../core/facts.ts';
import type { CompiledPolicy } from '../core/policy.ts';
import type { Result } from '../core/result.ts';
import { beforeDeadline, within } from './budget.ts';
import type { Budget, Clock, LoadedPolicy, PolicyReader, PolicySnapshot, PolicySource } from './ports.ts';

/** Beyond this age a last good policy no longer serves, in milliseconds. */
const LAST_GOOD_MS = 24 * 60 * 60 * 1000;

/** How long an attempt waits for a new read, in milliseconds: briefly when an old policy could serve instead. */
const PATIENCE_MS = { withLastGood: 500, without: 2_000 };

/** After a failed read the last good policy serves this long before SSM is asked again, in milliseconds. */
const PAUSE_MS = 5_000;

/** How far maximum ages spread between sandboxes, so that they do not all ask at once (F7.2). */
const SPREAD = 0.2;

type Options = {
  readonly reader: PolicyReader;
  readonly clock: Clock;
  readonly maxAgeMs: number;
  /** A number in [0, 1), drawn once a sandbox. */
  readonly random: number;
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
  lastFailure: { readonly failure: Failure; readonly at: number } | null;
  inFlight: Promise<Read> | null;
};

/** Creates the cache of one sandbox. */
export function createPolicyCache(options: Options): PolicyCache {
  const { clock, maxAgeMs, random } = options;
  const freshMs = Math.round(maxAgeMs * (1 - SPREAD + 2 * SPREAD * random));
  const memory: Memory = { lastGood: null, lastFailure: null, inFlight: null };
  return {
    prefetch: () => void startRead(memory, options),
    peek: () => snapshotOf(memory, clock.now(), 'last-good')?.policy ?? null,
    current: async (budget) => {
      const now = clock.now();
      const { lastGood, lastFailure } = memory;
      if (lastGood !== null && now - lastGood.at < freshMs)
        return { snapshot: snapshotOf(memory, now, 'ssm'), failure: null };
      const stale = snapshotOf(memory, now, 'last-good');
      if (stale !== null && lastFailure !== null && now - lastFailure.at < PAUSE_MS) {
        return { snapshot: stale, failure: lastFailure.failure };
      }
      const read = await refresh(
        memory,
        options,
        budget,
        stale === null ? PATIENCE_MS.without : PATIENCE_MS.withLastGood,
      );
      if (read.ok) return { snapshot: snapshotOf(memory, clock.now(), 'ssm'), failure: null };
      memory.lastFailure ??= { failure: read.error, at: clock.now() };
      return { snapshot: snapshotOf(memory, clock.now(), 'last-good'), failure: read.error };
    },
  };
}

/** The read under way, or a new one; it outlives an attempt that does not wait for it. */
function startRead(memory: Memory, { reader, clock }: Options): Promise<Read> {
  memory.inFlight ??= reader
    .read(AbortSignal.timeout(PATIENCE_MS.without))
    .catch((): Read => ({ ok: false, error: { call: 'ssm', cause: 'service-error' } }))
    .then((read) => {
      const at = clock.now();
      memory.inFlight = null;
      if (read.ok) memory.lastGood = { loaded: read.value, at };
      memory.lastFailure = read.ok ? null : { failure: read.error, at };
      return read;
    });
  return memory.inFlight;
}

async function refresh(memory: Memory, options: Options, budget: Budget, patienceMs: number): Promise<Read> {
  const begunBefore = memory.inFlight !== null;
  const part = within(budget, options.clock, patienceMs);
  const read = await beforeDeadline(startRead(memory, options), part, () => LATE);
  // A read begun at import may have failed while the sandbox was frozen: that is not final.
  return read.ok || !begunBefore ? read : beforeDeadline(startRead(memory, options), part, () => LATE);
}

function snapshotOf({ lastGood }: Memory, now: number, source: PolicySnapshot['source']): PolicySnapshot | null {
  if (lastGood === null) return null;
  const ageMs = now - lastGood.at;
  return ageMs > LAST_GOOD_MS ? null : { ...lastGood.loaded, source, ageMs };
}
