/**
 * Reads the published policy through Powertools Parameters, which is transport only here: caching, age and the last good
 * policy are `guard/policy-cache.ts`'s. Key and candidate come along, and are handed on.
 */
import type { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { fail } from '../../core/result.ts';
import { MOST_SHADOW_BYTES } from '../../core/shadow-limits.ts';
import type { PolicyReader } from '../../guard/ports.ts';
import { type FirstNames, type FirstParameters, readFirst } from './first-parameters.ts';
import { createPublishedLoader } from './published-policy.ts';

/** Who gets what the first call brought besides the policy. */
type Receivers = {
  /** The key's value, or null; `alone`: nothing but the policy could be asked for together. */
  readonly hashKey: (first: Pick<FirstParameters, 'hashKey' | 'alone'>) => void;
  /** How the candidate is put together, once the live policy has been; nobody waits for it. */
  readonly candidate: (load: () => ReturnType<PolicyReader['read']>) => void;
};

/** Creates the reader of a sandbox. */
export function createPolicyReader(provider: SSMProvider, names: FirstNames, receivers: Receivers): PolicyReader {
  const live = createPublishedLoader(provider, names.policy);
  const shadow = createPublishedLoader(provider, names.candidate, MOST_SHADOW_BYTES);
  return {
    read: async () => {
      const first = await readFirst(provider, names);
      if (first.ok) receivers.hashKey(first.value);
      const read = first.ok ? await live(first.value.policy) : first;
      receivers.candidate(async () => (first.ok ? shadow(first.value.candidate ?? '') : fail(first.error)));
      return read;
    },
  };
}
