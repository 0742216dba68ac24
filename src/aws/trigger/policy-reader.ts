/**
 * Reads the published policy through Powertools Parameters, which is transport only here: caching, age and the last good
 * policy are `guard/policy-cache.ts`'s.
 */
import type { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { fail, ok } from '../../core/result.ts';
import type { LoadedPolicy, PolicyReader } from '../../guard/ports.ts';
import { causeOf } from '../failure.ts';

/** Never from Powertools' own cache, and never into it: it hands out one mutable object to all (F7.6). */
const TRANSPORT_ONLY = { maxAge: 0, forceFetch: true } as const;

/**
 * Creates the reader. `parameter` is the manifest's full name; parts stand below `<parameter>-parts`. A document that
 * unpacks to more than `mostBytes` is refused.
 */
export function createPolicyReader(provider: SSMProvider, parameter: string, mostBytes?: number): PolicyReader {
  let last: { readonly text: string; readonly loaded: LoadedPolicy } | null = null;

  async function readParts(names: readonly string[]): Promise<readonly string[]> {
    const wanted = Object.fromEntries(names.map((name) => [name, TRANSPORT_ONLY]));
    const values = await provider.getParametersByName<string>(wanted, { throwOnError: true });
    return names.map((name) => String(values[name] ?? ''));
  }

  return {
    read: async () => {
      try {
        const [value, { readPublished }] = await Promise.all([
          provider.get(parameter, TRANSPORT_ONLY),
          import('../../policy/published.ts'),
        ]);
        const text = value ?? '';
        if (text === last?.text) return ok(last.loaded);
        const published = await readPublished(text, parameter, readParts, mostBytes);
        if (!published.ok) return fail({ call: 'ssm', cause: published.error });
        last = { text, loaded: published.value };
        return ok(published.value);
      } catch (error) {
        return fail({ call: 'ssm', cause: causeOf(error) });
      }
    },
  };
}
