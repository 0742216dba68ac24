/**
 * What a sandbox reads from Parameter Store, put together: policy, key of the pseudonyms, candidate. Must hold no rule of
 * its own.
 */
import { createHashKeySource } from '../aws/trigger/hash-key.ts';
import { createPolicyReader } from '../aws/trigger/policy-reader.ts';
import { createCandidateSource } from '../guard/candidate.ts';
import { createPolicyCache, type PolicyCache } from '../guard/policy-cache.ts';
import type { CandidateSource, Clock, HashKeySource } from '../guard/ports.ts';
import type { Settings } from './env.ts';

/** The sources of one sandbox; `prefetch` begins to read them. */
type ParameterSources = {
  readonly policySource: PolicyCache;
  readonly hashKey: HashKeySource;
  readonly candidate: CandidateSource;
  readonly prefetch: () => void;
};

type Provider = Parameters<typeof createPolicyReader>[0];
type ParameterSettings = Pick<
  Settings,
  'policyParameter' | 'hashKeyParameter' | 'candidateParameter' | 'policyMaxAgeMs'
>;

/** Puts the sources of one sandbox together; reads nothing yet. */
export function composeParameters(provider: Provider, settings: ParameterSettings, clock: Clock): ParameterSources {
  const { policyParameter: policy, hashKeyParameter, candidateParameter, policyMaxAgeMs: maxAgeMs } = settings;
  const hashKey = createHashKeySource(provider, hashKeyParameter, clock);
  const candidate = createCandidateSource();
  const names = { policy, hashKey: hashKeyParameter, candidate: candidateParameter };
  const reader = createPolicyReader(provider, names, { hashKey: hashKey.receive, candidate: candidate.receive });
  const policySource = createPolicyCache({ reader, clock, maxAgeMs, random: Math.random });
  return { policySource, hashKey, candidate, prefetch: policySource.prefetch };
}
