/**
 * Reads the published policy through Powertools Parameters, which is transport only here: caching, age and the last good
 * policy are `guard/policy-cache.ts`'s. Whatever does not fit its digest is no policy.
 */
import type { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import type { FailureCause } from '../core/facts.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { LoadedPolicy, PolicyReader } from '../guard/ports.ts';
import { loadPolicy } from '../policy/load.ts';
import { decodePolicy, type Manifest, partName, readManifest } from '../policy/manifest.ts';
import { causeOf } from './failure.ts';

/** Never from Powertools' own cache, and never into it: it hands out one mutable object to all (F7.6). */
const TRANSPORT_ONLY = { maxAge: 0, forceFetch: true } as const;

/**
 * Creates the reader. `parameter` is the manifest's full name; parts stand below `<parameter>-parts`. A document that
 * unpacks to more than `mostBytes` is refused.
 */
export function createPolicyReader(provider: SSMProvider, parameter: string, mostBytes?: number): PolicyReader {
  let last: { readonly text: string; readonly loaded: LoadedPolicy } | null = null;

  async function load(text: string): Promise<Result<LoadedPolicy, FailureCause>> {
    if (text === last?.text) return ok(last.loaded);
    const manifest = readManifest(text);
    if (manifest === null) return fail('unreadable');
    const document = decodePolicy(manifest, await readParts(provider, parameter, manifest), mostBytes);
    if (!document.ok) return fail('invalid');
    const loaded = { ...(await loadPolicy(document.value)), digest: manifest.digest };
    last = { text, loaded };
    return ok(loaded);
  }

  return {
    read: async () => {
      try {
        const text = await provider.get(parameter, TRANSPORT_ONLY);
        const loaded = await load(text ?? '');
        return loaded.ok ? loaded : fail({ call: 'ssm', cause: loaded.error });
      } catch (error) {
        return fail({ call: 'ssm', cause: causeOf(error) });
      }
    },
  };
}

async function readParts(provider: SSMProvider, parameter: string, manifest: Manifest): Promise<readonly string[]> {
  const count = manifest.parts ?? 0;
  if (count === 0) return [];
  const names = Array.from({ length: count }, (_, index) => partName(`${parameter}-parts`, manifest.digest, index + 1));
  const values = await provider.getParametersByName<string>(
    Object.fromEntries(names.map((name) => [name, TRANSPORT_ONLY])),
    {
      throwOnError: true,
    },
  );
  return names.map((name) => String(values[name] ?? ''));
}
