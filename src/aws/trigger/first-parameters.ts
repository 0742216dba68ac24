/**
 * What a sandbox reads first: manifest, key of the pseudonyms and candidate by one call. Any name of it that is denied or
 * cannot be decrypted fails the whole call, so then the manifest is read alone: an unreadable key never takes the policy away.
 */
import type { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import type { Failure, FailureCause } from '../../core/facts.ts';
import { textsOf } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { causeOf } from '../failure.ts';

/** The full names of an environment's parameters. */
export type FirstNames = { readonly policy: string; readonly hashKey: string; readonly candidate: string };

/** What stands there; null for what does not, or could not be read. `alone`: the whole call was refused. */
export type FirstParameters = {
  readonly policy: string;
  readonly hashKey: string | null;
  readonly candidate: string | null;
  readonly alone: boolean;
};

/** Never from Powertools' own cache, and never into it: it hands out one mutable object to all (F7.6). */
const TRANSPORT_ONLY = { maxAge: 0, forceFetch: true } as const;

/** Causes that say nothing against any name: a second call would only meet them again. */
const NO_REFUSAL: ReadonlySet<FailureCause> = new Set(['throttled', 'timeout', 'network']);

/** Reads them. Fails where there is no manifest to be had. */
export async function readFirst(provider: SSMProvider, names: FirstNames): Promise<Result<FirstParameters, Failure>> {
  try {
    // what it was asked for by name, Powertools keeps for seconds whatever its options say
    provider.clearCache();
    const wanted = { [names.policy]: {}, [names.hashKey]: {}, [names.candidate]: {} };
    const found = await provider.getParametersByName<unknown>(wanted, { decrypt: true, throwOnError: false });
    if (textsOf(found['_errors']).includes(names.policy)) return fail({ call: 'ssm', cause: 'not-found' });
    const text = (name: string) => (typeof found[name] === 'string' ? found[name] : null);
    const [hashKey, candidate] = [text(names.hashKey), text(names.candidate)];
    return ok({ policy: text(names.policy) ?? '', hashKey, candidate, alone: false });
  } catch (error) {
    const cause = causeOf(error);
    return NO_REFUSAL.has(cause) ? fail({ call: 'ssm', cause }) : readManifestAlone(provider, names.policy);
  }
}

async function readManifestAlone(provider: SSMProvider, name: string): Promise<Result<FirstParameters, Failure>> {
  try {
    const value: unknown = await provider.get(name, TRANSPORT_ONLY);
    return ok({ policy: typeof value === 'string' ? value : '', hashKey: null, candidate: null, alone: true });
  } catch (error) {
    return fail({ call: 'ssm', cause: causeOf(error) });
  }
}
