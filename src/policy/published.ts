/**
 * From the text of a published manifest to a policy that decides. Imported by the trigger while SSM's answer is on its
 * way, so that validation adds nothing to the start of a sandbox.
 */
import { fail, ok, type Result } from '../core/result.ts';
import { type LoadedDocument, loadPolicy } from './load.ts';
import { decodePolicy, partNames, readManifest } from './manifest.ts';

/** A published policy, validated and compiled, with the digest that it fits. */
export type PublishedPolicy = LoadedDocument & { readonly digest: string };

/** Why a published text is no policy. */
type Unpublished = 'unreadable' | 'invalid';

/**
 * Reads a published policy. Whatever does not fit its digest is none.
 *
 * @param readParts gets the values of parts by name, in order; names are below `<parameter>-parts`
 * @param mostBytes a document that unpacks to more is refused
 */
export async function readPublished(
  text: string,
  parameter: string,
  readParts: (names: readonly string[]) => Promise<readonly string[]>,
  mostBytes?: number,
): Promise<Result<PublishedPolicy, Unpublished>> {
  const manifest = readManifest(text);
  if (manifest === null) return fail('unreadable');
  const names = partNames(`${parameter}-parts`, manifest);
  const parts = names.length === 0 ? names : await readParts(names);
  const document = decodePolicy(manifest, parts, mostBytes);
  return document.ok ? ok({ ...(await loadPolicy(document.value)), digest: manifest.digest }) : fail('invalid');
}
