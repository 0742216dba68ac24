/**
 * The one way into Parameter Store for a policy, whoever publishes. Validates first, writes the parts, judges once more what
 * stands, and only then writes the manifest. What somebody published in that last moment is put back, and the publication
 * fails. On any refusal the live manifest stays as it is.
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
import type { ParameterStore } from './parameter-store.ts';
import { pruneParts } from './policy-parts.ts';
import { type Published, published, readDocument, readHistory, readPublication } from './published.ts';

/** How often what came in between is put back before somebody has to look. */
const MOST_TRIES = 5;

/** One publication. */
type Publication = {
  /** The manifest's full name. */
  readonly parameter: string;
  readonly document: PolicyDocument;
  readonly stack: string;
  readonly publisher: Manifest['publisher'];
  /** Why, in the words of whoever publishes; kept with the version, beside who it was. */
  readonly message?: string;
  /** The digest that must stand there now; null where nothing may stand. Left out, anything may. */
  readonly expect?: string | null;
  /** What has to be there before the policy; done once nothing speaks against the publication, before the first write. */
  readonly prepare?: () => Promise<void>;
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
  const { parameter, document, stack, publisher, prepare } = publication;
  const encoded = encodePolicy(document, { stack, publisher });
  const invalid = flaw(encoded);
  if (invalid !== null) return fail(`the policy is invalid: ${invalid}`);

  const first = await judge(store, publication, encoded);
  if (!first.ok) return first;
  if (first.value.kind === 'stands') return ok(first.value.receipt);
  await prepare?.();
  await writeParts(store, parameter, encoded);
  // Parts take a while, and an emergency denial may have come in since
  const again = await judge(store, publication, encoded);
  if (!again.ok) return again;
  if (again.value.kind === 'stands') {
    const { receipt } = again.value;
    return ok({ ...receipt, changed: receipt.digest === encoded.digest });
  }
  const { over } = again.value;
  if (over?.version !== first.value.over?.version) return fail(meanwhile(parameter, over));
  const written = await writeManifest(store, publication, encoded, over);
  // What is left over harms nobody, and the next publication tries again
  if (written.ok) await pruneParts(store, parameter).catch(() => undefined);
  return written;
}

/** Nothing to do, for what is wanted stands or may stay; or a manifest to write over what stands now. */
type Judgement =
  | { readonly kind: 'stands'; readonly receipt: Receipt }
  | { readonly kind: 'write'; readonly over: Published | null };

/** Reads what stands and decides about it; an error is a refusal. */
async function judge(
  store: ParameterStore,
  publication: Publication,
  encoded: EncodedPolicy,
): Promise<Result<Judgement, string>> {
  const { parameter, expect } = publication;
  const current = await readPublication(store, parameter);
  const mismatch = expect === undefined ? null : mismatchOf(parameter, expect, current);
  if (mismatch !== null) return fail(mismatch);
  if (current === null) return ok({ kind: 'write', over: null });
  const replacement = await replacementOf(store, publication, current, encoded.digest);
  if (replacement.kind === 'refuse') return fail(replacement.reason);
  if (replacement.kind === 'replace' && !(await standsAlready(store, parameter, current, encoded)))
    return ok({ kind: 'write', over: current });
  const digest = current.manifest?.digest ?? '';
  return ok({ kind: 'stands', receipt: { digest, version: current.version, changed: false } });
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
  // a version without a message must not keep that of the one before it
  { parameter, message = '' }: Publication,
  encoded: EncodedPolicy,
  current: Published | null,
): Promise<Result<Receipt, string>> {
  const { digest, manifest } = encoded;
  if (current === null) {
    if (await store.create(parameter, manifest, 'String', message)) return ok({ digest, version: 1, changed: true });
    return fail(
      `somebody else published \`${parameter}\` at the same moment, and theirs stands: read it and try again`,
    );
  }
  const version = await store.write(parameter, manifest, message);
  if (version === current.version + 1) return ok({ digest, version, changed: true });
  return fail(await putBack(store, parameter, version));
}

/** What came in while the parts were being written stands: nothing of this publication is live. */
function meanwhile(parameter: string, current: Published | null): string {
  if (current === null) return `somebody removed \`${parameter}\` meanwhile: look at it and try again`;
  return `somebody published version ${current.version} of \`${parameter}\` meanwhile, and it stands: look at it and try again`;
}

/**
 * Puts back what a write of ours came over: the version before it. Should somebody write over that in the same moment, the
 * same is done again.
 */
async function putBack(store: ParameterStore, parameter: string, ours: number): Promise<string> {
  let latest = ours;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const current = await store.read(parameter);
    if (current?.version !== latest) return meanwhile(parameter, current === null ? null : published(current));
    const between = (await store.history(parameter)).find(({ version }) => version === latest - 1);
    if (between === undefined) {
      await store.remove([parameter]);
      return meanwhile(parameter, null);
    }
    const written = await store.write(parameter, between.text, between.message ?? '');
    if (written === latest + 1)
      return `somebody published version ${between.version} of \`${parameter}\` at the same moment: it was put back as version ${written}`;
    latest = written;
  }
  return `others go on writing \`${parameter}\` at the same moment: look at its history`;
}
