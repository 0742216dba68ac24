/**
 * Which parts of policies may go. The last ten manifests keep theirs, so that nobody reads half a policy and history can
 * be rolled back; parts that were written lately stay too, for their manifest may be about to be written.
 */
import { readManifest } from '../../../policy/manifest.ts';
import { partsFolder } from '../../../policy/names.ts';
import type { ParameterStore, StoredPart, StoredValue } from './parameter-store.ts';

/** How many manifests keep their parts. */
const KEPT_MANIFESTS = 10;

/** Parts younger than this beside the newest manifest may belong to a publication under way, in milliseconds. */
const SETTLED_AFTER_MS = 60 * 60 * 1000;

/** Deletes the parts that no kept manifest names. Does nothing while no policy ever needed parts. */
export async function pruneParts(store: ParameterStore, parameter: string): Promise<void> {
  const folder = partsFolder(parameter);
  const parts = await store.below(folder);
  if (parts.length === 0) return;
  await store.remove(unneeded(folder, parts, await store.history(parameter)));
}

/** The names of parts that are settled and belong to no kept manifest. */
function unneeded(folder: string, parts: readonly StoredPart[], history: readonly StoredValue[]): readonly string[] {
  const newest = history.at(-1)?.modified.getTime() ?? 0;
  const kept = new Set(history.slice(-KEPT_MANIFESTS).map((value) => readManifest(value.text)?.digest));
  return parts
    .filter((part) => !kept.has(digestIn(folder, part.name)))
    .filter((part) => part.modified.getTime() < newest - SETTLED_AFTER_MS)
    .map((part) => part.name);
}

/** The names of parts that are old enough to belong to no publication under way. */
export function settledParts(parts: readonly StoredPart[], now: number): readonly string[] {
  return parts.filter((part) => part.modified.getTime() < now - SETTLED_AFTER_MS).map((part) => part.name);
}

function digestIn(folder: string, name: string): string | undefined {
  return name.slice(folder.length + 1).split('/')[0];
}
