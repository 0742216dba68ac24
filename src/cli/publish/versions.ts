/**
 * The versions of an environment's policy that Parameter Store still has, as people read them.
 */
import type { ParameterStore } from '../../aws/operator/policy/parameter-store.ts';
import { readDocument } from '../../aws/operator/policy/published.ts';
import { type Manifest, readManifest } from '../../policy/manifest.ts';

/** One version. `manifest` is null where somebody wrote something else by hand. */
export type Version = {
  readonly version: number;
  readonly modified: Date;
  readonly by: string | null;
  readonly message: string | null;
  readonly live: boolean;
  readonly manifest: Manifest | null;
};

/** Every version, newest first; none where there is no policy. */
export async function versionsOf(store: ParameterStore, parameter: string): Promise<readonly Version[]> {
  if ((await store.read(parameter)) === null) return [];
  const history = (await store.history(parameter)).toReversed();
  return history.map(({ version, modified, by, message, text }, index) => {
    return { version, modified, by, message, live: index === 0, manifest: readManifest(text) };
  });
}

/** The document of a version; the error is a sentence. */
export async function documentOf(store: ParameterStore, parameter: string, { version, manifest }: Version) {
  if (manifest === null)
    return { ok: false, error: `version ${version} holds what is no policy of this project` } as const;
  const document = await readDocument(store, parameter, manifest);
  if (document.ok) return document;
  const hint = manifest.parts === undefined ? '' : ': its parts may be gone, only the last 10 policies keep theirs';
  return { ok: false, error: `version ${version} cannot be read back, ${document.error}${hint}` } as const;
}
