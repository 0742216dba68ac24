/**
 * What a sandbox reads from Parameter Store, put together: policy, key of the pseudonyms, candidate. Must hold no rule of
 * its own.
 */
import { createHashKeySource } from '../aws/trigger/hash-key.ts';
import { createPolicyReader } from '../aws/trigger/policy-reader.ts';
import { MOST_SHADOW_BYTES } from '../core/shadow-limits.ts';
import { createCandidateSource } from '../guard/candidate.ts';
import { createPolicyCache, type PolicyCache } from '../guard/policy-cache.ts';
import type { CandidateSource, Clock, HashKeySource } from '../guard/ports.ts';
import type { Settings } from './env.ts';

/** The sources of one sandbox; `prefetch` begins to read all of them. */
type ParameterSources = {
  readonly policySource: PolicyCache;
  readonly hashKey: HashKeySource;
  readonly candidate: CandidateSource;
  readonly prefetch: () => void;
};

type Provider = Parameters<typeof createPolicyReader>[0];
type Names = Pick<Settings, 'policyParameter' | 'hashKeyParameter' | 'candidateParameter' | 'policyMaxAgeMs'>;

/** Puts the sources of one sandbox together; reads nothing yet. */
export function composeParameters(provider: Provider, names: Names, clock: Clock): ParameterSources {
  const policySource = createPolicyCache({
    reader: createPolicyReader(provider, names.policyParameter),
    clock,
    maxAgeMs: names.policyMaxAgeMs,
    random: Math.random(),
  });
  const hashKey = createHashKeySource(provider, names.hashKeyParameter, clock);
  const candidate = createCandidateSource({
    reader: createPolicyReader(provider, names.candidateParameter, MOST_SHADOW_BYTES),
    clock,
    maxAgeMs: names.policyMaxAgeMs,
  });
  const prefetch = () => {
    policySource.prefetch();
    hashKey.prefetch();
    candidate.refresh();
  };
  return { policySource, hashKey, candidate, prefetch };
}
