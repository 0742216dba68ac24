/**
 * From a manifest's text to a policy that decides. Parts come ten a call, side by side, and each that came is kept by its
 * name, which holds the digest: a read that failed half-way goes on where it ended.
 */
import type { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import type { Failure } from '../../core/facts.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { LoadedPolicy } from '../../guard/ports.ts';
import { causeOf } from '../failure.ts';

/** GetParameters takes ten names (F7.3). */
const NAMES_A_CALL = 10;

/** Begins to load what judges a policy; whoever needs it learns of a failure. */
export function loadReadPublished(): void {
  import('../../policy/published.ts').catch(() => {});
}

/** Puts the policy of one parameter together, again only where its text changed. */
export type PublishedLoader = (text: string) => Promise<Result<LoadedPolicy, Failure>>;

/**
 * Creates the loader. `parameter` is the manifest's full name; parts stand below `<parameter>-parts`. A document that
 * unpacks to more than `mostBytes` is refused.
 */
export function createPublishedLoader(provider: SSMProvider, parameter: string, mostBytes?: number): PublishedLoader {
  let last: { readonly text: string; readonly loaded: LoadedPolicy } | null = null;
  let kept: ReadonlyMap<string, string> = new Map();

  async function readParts(names: readonly string[]): Promise<Result<readonly string[], Failure>> {
    const parts = new Map([...kept].filter(([name]) => names.includes(name)));
    kept = parts;
    const missing = names.filter((name) => !parts.has(name));
    const groups = Array.from({ length: Math.ceil(missing.length / NAMES_A_CALL) }, (_, index) =>
      readGroup(provider, missing.slice(index * NAMES_A_CALL, (index + 1) * NAMES_A_CALL), parts),
    );
    const failure = (await Promise.all(groups)).find((failed) => failed !== null);
    return failure === undefined ? ok(names.map((name) => parts.get(name) ?? '')) : fail(failure);
  }

  return async (text) => {
    if (text === last?.text) return ok(last.loaded);
    const { readPublished } = await import('../../policy/published.ts');
    const read = await readPublished(text, parameter, readParts, mostBytes);
    // what does not fit its digest is not kept either: it may be put right under the same names
    if (read.ok || read.error.cause === 'invalid') kept = new Map();
    if (read.ok) last = { text, loaded: read.value };
    return read;
  };
}

/** Reads up to ten parts into the map; what hindered it, or null. */
async function readGroup(
  provider: SSMProvider,
  names: readonly string[],
  into: Map<string, string>,
): Promise<Failure | null> {
  try {
    const wanted = Object.fromEntries(names.map((name) => [name, {}]));
    const found = await provider.getParametersByName<unknown>(wanted, { decrypt: false, throwOnError: false });
    for (const name of names) {
      const value = found[name];
      if (typeof value === 'string') into.set(name, value);
    }
    return names.every((name) => into.has(name)) ? null : { call: 'ssm', cause: 'not-found' };
  } catch (error) {
    return { call: 'ssm', cause: causeOf(error) };
  }
}
