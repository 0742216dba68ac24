/**
 * The policy that stands in Parameter Store, whole, for operators' commands. The trigger reads through `policy-reader.ts`.
 */
import type { PolicyDocument } from '../../../core/policy.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { readManifest } from '../../../policy/manifest.ts';
import { sentenceOf } from '../sentence.ts';
import type { ParameterStore } from './parameter-store.ts';
import { readDocument } from './published.ts';

/** A policy and when it was written. */
export type LivePolicy = { readonly document: PolicyDocument; readonly modified: Date };

/** Reads the policy of a parameter; null where there is none. */
export async function readLivePolicy(
  store: ParameterStore,
  parameter: string,
): Promise<Result<LivePolicy | null, string>> {
  try {
    const value = await store.read(parameter);
    if (value === null) return ok(null);
    const manifest = readManifest(value.text);
    if (manifest === null) return fail(`\`${parameter}\` holds no policy of this version`);
    const decoded = await readDocument(store, parameter, manifest);
    return decoded.ok ? ok({ document: decoded.value, modified: value.modified }) : decoded;
  } catch (error) {
    return fail(`the policy \`${parameter}\` cannot be read: ${sentenceOf(error)}`);
  }
}
