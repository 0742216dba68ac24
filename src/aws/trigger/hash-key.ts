/**
 * The key of the pseudonyms, a SecureString. It comes with the policy; only where that call was refused as a whole is it
 * asked for by itself. A record without hashes is better than a late answer: nobody waits for it beyond a moment.
 */
import type { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { beforeDeadline, within } from '../../guard/budget.ts';
import type { Clock, HashKeySource } from '../../guard/ports.ts';

/** How long one record waits for the key, in milliseconds. */
const PATIENCE_MS = 300;

/** After a failed read the key is not asked for again for this long, in milliseconds. */
const PAUSE_MS = 30_000;

/** A key source that is told what came with the policy. */
interface HashKeyReceiver extends HashKeySource {
  /** `alone`: nothing came but the policy, so the key is asked for by itself. */
  receive(came: { readonly hashKey: string | null; readonly alone: boolean }): void;
}

/** Creates the source. The deployment makes the key once and never changes it, so a read key serves for good. */
export function createHashKeySource(provider: SSMProvider, parameter: string, clock: Clock): HashKeyReceiver {
  let key: string | null = null;
  let alone = false;
  let pausedUntil = 0;
  let inFlight: Promise<string | null> | null = null;

  async function read(): Promise<string | null> {
    try {
      const value: unknown = await provider.get(parameter, { maxAge: 0, forceFetch: true, decrypt: true });
      key = typeof value === 'string' && value !== '' ? value : null;
    } catch {
      key = null;
    }
    if (key === null) pausedUntil = clock.now() + PAUSE_MS;
    inFlight = null;
    return key;
  }

  function start(): Promise<string | null> {
    inFlight ??= read();
    return inFlight;
  }

  return {
    receive: (came) => {
      key = came.hashKey || key;
      alone = came.alone;
    },
    current: async (budget) => {
      if (key !== null || !alone || clock.now() < pausedUntil) return key;
      return beforeDeadline(start(), within(budget, clock, PATIENCE_MS), () => null);
    },
  };
}
