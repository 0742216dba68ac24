/**
 * Pool and claims whose clients load while Parameter Store answers: nobody asks them before there is a policy, and they
 * weigh as much as all the rest. Where loading fails each question fails, which the guard takes for doubt.
 */
import type { Clock } from '../guard/ports.ts';
import type { Settings } from './env.ts';
import type { Stores } from './stores.ts';

/** Stores that can begin to load. */
type DeferredStores = Stores & { readonly begin: () => void };

/** Creates the stores of a sandbox and loads nothing yet; a question loads them, too. */
export function createDeferredStores(settings: Settings, clock: Clock, load = loadStores): DeferredStores {
  let loading: Promise<Stores> | null = null;
  const stores = () => {
    loading ??= load(settings, clock);
    return loading;
  };
  const claims: Stores['claims'] = {
    write: async (...asked) => {
      const table = (await stores()).claims;
      return table === null ? { ok: false, error: { call: 'claims', cause: 'not-found' } } : table.write(...asked);
    },
  };
  return {
    directory: {
      named: async (...asked) => (await stores()).directory.named(...asked),
      sightings: async (...asked) => (await stores()).directory.sightings(...asked),
    },
    claims: settings.claimTable === null ? null : claims,
    // whoever waits for them learns of a failure
    begin: () => void stores().catch(() => {}),
  };
}

async function loadStores(settings: Settings, clock: Clock): Promise<Stores> {
  const { createStores } = await import('./stores.ts');
  return createStores(settings, clock);
}
