/**
 * The one way into Parameter Store for a policy, whoever publishes. Validates first, writes parts before the manifest,
 * and notices a second writer. On any refusal the live manifest stays as it is.
 */
import type { PolicyDocument } from '../../../core/policy.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import {
  decodePolicy,
  type EncodedPolicy,
  encodePolicy,
  type Manifest,
  partName,
  readManifest,
} from '../../../policy/manifest.ts';
import { partsFolder } from '../../../policy/names.ts';
import type { ParameterStore, StoredPart, StoredValue } from './parameter-store.ts';
import { pruneParts } from './policy-parts.ts';

/** What stands in Parameter Store now. `manifest` is null when the text is not one of ours. */
export type Published = { readonly version: number; readonly manifest: Manifest | null; readonly text: string };

/** One publication. */
export type Publication = {
  /** The manifest's full name. */
  readonly parameter: string;
  readonly document: PolicyDocument;
  readonly stack: string;
  readonly publisher: Manifest['publisher'];
  /** The digest that must stand there now; null where nothing may stand. Left out, anything may. */
  readonly expect?: string | null;
  /** Decides whether what stands there now may be replaced; left out, it may. */
  readonly mayReplace?: (current: Published, history: readonly Published[], digest: string) => Replacement;
};

/** Whether what stands is replaced, kept without complaint, or defended. */
export type Replacement =
  | { readonly kind: 'replace' }
  | { readonly kind: 'keep' }
  | { readonly kind: 'refuse'; readonly reason: string };

/** What became of a publication: the policy that stands now, and whether this one was written. */
export type Receipt = { readonly digest: string; readonly version: number; readonly changed: boolean };

/** Publishes a policy, or says in one sentence why not. */
export async function publishPolicy(store: ParameterStore, publication: Publication): Promise<Result<Receipt, string>> {
  try {
    return await publish(store, publication);
  } catch (error) {
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return fail(`\`${publication.parameter}\` was not published: ${cause}`);
  }
}

async function publish(store: ParameterStore, publication: Publication): Promise<Result<Receipt, string>> {
  const { parameter, document, stack, publisher, expect } = publication;
  const encoded = encodePolicy(document, { stack, publisher });
  const invalid = flaw(encoded);
  if (invalid !== null) return fail(`the policy is invalid: ${invalid}`);

  const current = await readPublication(store, parameter);
  const mismatch = expect === undefined ? null : mismatchOf(parameter, expect, current);
  if (mismatch !== null) return fail(mismatch);
  if (current !== null) {
    const replacement = await replacementOf(store, publication, current, encoded.digest);
    if (replacement.kind === 'refuse') return fail(replacement.reason);
    const standing = current.manifest?.digest ?? '';
    if (replacement.kind === 'keep' || (await standsAlready(store, parameter, current, encoded)))
      return ok({ digest: standing, version: current.version, changed: false });
  }
  await writeParts(store, parameter, encoded);
  const written = await writeManifest(store, parameter, encoded, current);
  // What is left over harms nobody, and the next publication tries again
  if (written.ok) await pruneParts(store, parameter).catch(() => undefined);
  return written;
}

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

function mismatchOf(parameter: string, expect: string | null, current: Published | null): string | null {
  const standing = current === null ? null : (current.manifest?.digest ?? 'unreadable');
  if (expect === standing) return null;
  return `expected ${expect ?? 'no policy'} at \`${parameter}\`, found ${standing ?? 'none'}: look at it and try again`;
}

async function replacementOf(
  store: ParameterStore,
  { parameter, mayReplace }: Publication,
  current: Published,
  digest: string,
): Promise<Replacement> {
  if (mayReplace === undefined) return { kind: 'replace' };
  return mayReplace(current, await readHistory(store, parameter), digest);
}

/** Whether the very policy, by the very publisher, stands there whole. */
async function standsAlready(
  store: ParameterStore,
  parameter: string,
  current: Published,
  encoded: EncodedPolicy,
): Promise<boolean> {
  if (current.manifest === null || current.text !== encoded.manifest) return false;
  return (await readDocument(store, parameter, current.manifest)).ok;
}

/** Reads the policy back exactly as the trigger will; says what is wrong, or null. */
function flaw(encoded: EncodedPolicy): string | null {
  const manifest = readManifest(encoded.manifest);
  if (manifest === null) return 'its manifest cannot be read back';
  const document = decodePolicy(manifest, encoded.parts);
  return document.ok ? null : document.error;
}

async function writeParts(store: ParameterStore, parameter: string, encoded: EncodedPolicy): Promise<void> {
  for (const [index, part] of encoded.parts.entries())
    await store.write(partName(partsFolder(parameter), encoded.digest, index + 1), part);
}

/** The first manifest is created, never overwritten; each later one must become the version after the one that was read. */
async function writeManifest(
  store: ParameterStore,
  parameter: string,
  encoded: EncodedPolicy,
  current: Published | null,
): Promise<Result<Receipt, string>> {
  const { digest, manifest } = encoded;
  if (current === null) {
    if (await store.create(parameter, manifest, 'String')) return ok({ digest, version: 1, changed: true });
    return fail(
      `somebody else published \`${parameter}\` at the same moment, and theirs stands: read it and try again`,
    );
  }
  const version = await store.write(parameter, manifest);
  if (version === current.version + 1) return ok({ digest, version, changed: true });
  return fail(
    `somebody else wrote \`${parameter}\` at the same moment: version ${version} is this one, ` +
      `look at versions ${current.version + 1} to ${version - 1} before you try again`,
  );
}

function published(value: StoredValue): Published {
  return { version: value.version, manifest: readManifest(value.text), text: value.text };
}

function inOrder(parts: readonly StoredPart[]): readonly string[] {
  return parts.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((part) => part.text);
}
