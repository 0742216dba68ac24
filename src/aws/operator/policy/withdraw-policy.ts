/**
 * What a deployment makes besides the policy, and how all of it goes. Must never remove what somebody else wrote.
 */
import { randomBytes } from 'node:crypto';
import { type ParameterNames, partsFolder } from '../../../policy/names.ts';
import type { ParameterStore } from './parameter-store.ts';
import { readPublication } from './policy-store.ts';

/** Makes the key of the pseudonyms once; a key that stands is never overwritten, or the log would lose its thread. */
export async function ensureHashKey(store: ParameterStore, name: string): Promise<void> {
  await store.create(name, randomBytes(32).toString('base64'), 'SecureString');
}

/** Removes a stack's policy, its parts and the key, if the policy is still the one the stack published. */
export async function withdrawPolicy(store: ParameterStore, names: ParameterNames, stack: string): Promise<boolean> {
  const current = await readPublication(store, names.policy);
  const { stack: owner, publisher } = current?.manifest ?? {};
  if (owner !== stack || publisher !== 'deployment') return false;
  // The manifest goes first: no reader may find it without its parts
  await store.remove([names.policy]);
  const parts = await store.below(partsFolder(names.policy));
  await store.remove([...parts.map((part) => part.name), names.hashKey]);
  return true;
}

/** Removes a policy and its parts, whoever published it; for a candidate that was promoted. */
export async function removePolicy(store: ParameterStore, parameter: string): Promise<void> {
  await store.remove([parameter]);
  const parts = await store.below(partsFolder(parameter));
  await store.remove(parts.map((part) => part.name));
}
