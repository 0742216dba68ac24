/**
 * What stands in Parameter Store of a policy, and what stood there. Reads only.
 */
import type { PolicyDocument } from '../../../core/policy.ts';
import type { Result } from '../../../core/result.ts';
import { decodePolicy, type Manifest, readManifest } from '../../../policy/manifest.ts';
import { partsFolder } from '../../../policy/names.ts';
import type { ParameterStore, StoredPart, StoredValue } from './parameter-store.ts';

/** What stands in Parameter Store now. `manifest` is null when the text is not one of ours. */
export type Published = { readonly version: number; readonly manifest: Manifest | null; readonly text: string };

/** Reads a policy's manifest, or null where nothing stands. */
export async function readPublication(store: ParameterStore, parameter: string): Promise<Published | null> {
  const value = await store.read(parameter);
  return value === null ? null : published(value);
}

/** Every version of a manifest that Parameter Store still has, oldest first. */
export async function readHistory(store: ParameterStore, parameter: string): Promise<readonly Published[]> {
  return (await store.history(parameter)).map(published);
}

/** Brings the whole policy of a manifest back, parts and all. */
export async function readDocument(
  store: ParameterStore,
  parameter: string,
  manifest: Manifest,
): Promise<Result<PolicyDocument, string>> {
  if (manifest.parts === undefined) return decodePolicy(manifest, []);
  const parts = await store.below(`${partsFolder(parameter)}/${manifest.digest}`);
  return decodePolicy(manifest, inOrder(parts));
}

/** A stored manifest as it stands. */
export function published(value: StoredValue): Published {
  return { version: value.version, manifest: readManifest(value.text), text: value.text };
}

function inOrder(parts: readonly StoredPart[]): readonly string[] {
  return parts.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((part) => part.text);
}
