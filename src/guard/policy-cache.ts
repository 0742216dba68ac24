/**
 * The policy in force: read again once it is older than its maximum age, one read at a time, and the last good one while
 * reading fails. Powertools' cache has no stale answers and no single flight (F7.5), so this is ours. Never throws.
 */
import type { Failure } from '../core/facts.ts';
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

/** A policy source that also takes a head start: `prefetch` begins the read while the sandbox is still starting. */
export interface PolicyCache extends PolicySource {
  prefetch(): void;
}

const LATE: Read = { ok: false, error: { call: 'ssm', cause: 'timeout' } };

/** Creates the cache of one sandbox. */
export function createPolicyCache({ reader, clock, maxAgeMs, random }: Options): PolicyCache {
  const freshMs = Math.round(maxAgeMs * (1 - SPREAD + 2 * SPREAD * random));
  let lastGood: { readonly loaded: LoadedPolicy; readonly at: number } | null = null;
  let lastFailure: { readonly failure: Failure; readonly at: number } | null = null;
  let inFlight: Promise<Read> | null = null;

  function startRead(): Promise<Read> {
    inFlight ??= reader
      .read(AbortSignal.timeout(PATIENCE_MS.without))
      .catch((): Read => ({ ok: false, error: { call: 'ssm', cause: 'service-error' } }))
      .then((read) => {
        inFlight = null;
        const at = clock.now();
        if (read.ok) lastGood = { loaded: read.value, at };
        lastFailure = read.ok ? null : { failure: read.error, at };
        return read;
      });
    return inFlight;
  }

  async function refresh(budget: Budget, patienceMs: number): Promise<Read> {
    const begunBefore = inFlight !== null;
    const part = within(budget, clock, patienceMs);
    const read = await beforeDeadline(startRead(), part, () => LATE);
    // A read begun at import may have failed while the sandbox was frozen: that is not final.
    return read.ok || !begunBefore ? read : beforeDeadline(startRead(), part, () => LATE);
  }

  function snapshot(source: PolicySnapshot['source']): PolicySnapshot | null {
    if (lastGood === null) return null;
    const ageMs = clock.now() - lastGood.at;
    return ageMs > LAST_GOOD_MS ? null : { ...lastGood.loaded, source, ageMs };
  }

  return {
    prefetch: () => void startRead(),
    current: async (budget) => {
      const now = clock.now();
      if (lastGood !== null && now - lastGood.at < freshMs) return { snapshot: snapshot('ssm'), failure: null };
      const stale = snapshot('last-good');
      if (stale !== null && lastFailure !== null && now - lastFailure.at < PAUSE_MS) {
        return { snapshot: stale, failure: lastFailure.failure };
      }
      const read = await refresh(budget, stale === null ? PATIENCE_MS.without : PATIENCE_MS.withLastGood);
      if (read.ok) return { snapshot: snapshot('ssm'), failure: null };
      lastFailure ??= { failure: read.error, at: clock.now() };
      return { snapshot: snapshot('last-good'), failure: read.error };
    },
  };
}
