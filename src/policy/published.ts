/**
 * From the text of a published manifest to a policy that decides. Imported by the trigger while SSM's answer is on its
 * way, so that validation adds nothing to the start of a sandbox.
 */
import { fail, ok, type Result } from '../core/result.ts';
import { type LoadedDocument, loadPolicy } from './load.ts';
import { decodePolicy, partNames, readManifest } from './manifest.ts';
import { partsFolder } from './names.ts';

/** A published policy, validated and compiled, with the digest that it fits. */
export type PublishedPolicy = LoadedDocument & { readonly digest: string };

/** Why there is no policy: the text is none, what it names does not fit, or parts could not be read. */
type Unpublished<Hindrance> = Hindrance | { readonly call: 'ssm'; readonly cause: 'unreadable' | 'invalid' };

/**
 * Reads a published policy. Whatever does not fit its digest is none.
 *
 * @param readParts gets the values of parts by name, in order; names are below `<parameter>-parts`
 * @param mostBytes a document that unpacks to more is refused
 */
export async function readPublished<Hindrance>(
  text: string,
  parameter: string,
  readParts: (names: readonly string[]) => Promise<Result<readonly string[], Hindrance>>,
  mostBytes?: number,
): Promise<Result<PublishedPolicy, Unpublished<Hindrance>>> {
  const manifest = readManifest(text);
  if (manifest === null) return fail({ call: 'ssm', cause: 'unreadable' });
  const names = partNames(partsFolder(parameter), manifest);
  const parts = names.length === 0 ? ok(names) : await readParts(names);
  if (!parts.ok) return parts;
  const document = decodePolicy(manifest, parts.value, mostBytes);
  if (!document.ok) return fail({ call: 'ssm', cause: 'invalid' });
  return ok({ ...(await loadPolicy(document.value)), digest: manifest.digest });
}
