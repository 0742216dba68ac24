/**
 * What a deployment makes besides the policy, and how the policy goes. Must never remove what somebody else wrote. The key
 * of the pseudonyms stays: the log that it explains stays, too.
 */
import { randomBytes } from 'node:crypto';
import { type ParameterNames, partsFolder } from '../../../policy/names.ts';
import type { ParameterStore } from './parameter-store.ts';
import { settledParts } from './policy-parts.ts';
import { readPublication } from './published.ts';

/** Makes the key of the pseudonyms once; a key that stands is never overwritten, or the log would lose its thread. */
export async function ensureHashKey(store: ParameterStore, name: string): Promise<void> {
  await store.create(name, randomBytes(32).toString('base64'), 'SecureString');
}

/**
 * Removes a stack's policy and its parts, if the policy is still the one the stack published; cut off and asked again, it
 * takes what is left of the parts. `now` is in milliseconds since 1970.
 */
export async function withdrawPolicy(
  store: ParameterStore,
  names: ParameterNames,
  stack: string,
  now: number,
): Promise<boolean> {
  const current = await readPublication(store, names.policy);
  if (current === null) {
    // Young parts may belong to somebody who publishes right now
    await store.remove(settledParts(await store.below(partsFolder(names.policy)), now));
    return false;
  }
  const { stack: owner, publisher } = current.manifest ?? {};
  if (owner !== stack || publisher !== 'deployment') return false;
  const parts = await store.below(partsFolder(names.policy));
  // The manifest goes before its parts: no reader may find it without them
  await store.remove([names.policy]);
  await store.remove(parts.map((part) => part.name));
  return true;
}

/** Removes a policy and its parts, whoever published it; for a candidate that was promoted. */
export async function removePolicy(store: ParameterStore, parameter: string): Promise<void> {
  await store.remove([parameter]);
  const parts = await store.below(partsFolder(parameter));
  await store.remove(parts.map((part) => part.name));
}
