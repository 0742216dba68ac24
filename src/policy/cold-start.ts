/**
 * What a policy costs in Parameter Store: the parameters it fills, and what a sandbox reads when it starts. Pure.
 */
import type { PolicyDocument } from '../core/policy.ts';
import { encodePolicy } from './manifest.ts';

/** Calls are GetParameter and GetParameters; bytes are the values that they bring. */
export type ColdStartCost = { readonly parameters: number; readonly calls: number; readonly bytes: number };

/** GetParameters takes ten names (F7.3). */
const NAMES_A_CALL = 10;

/** Besides the policy: the key of the pseudonyms, and the look for a candidate. */
const OTHER_CALLS = 2;

/** The cost of a policy without a candidate beside it. */
export function coldStartCost(document: PolicyDocument): ColdStartCost {
  const { manifest, parts } = encodePolicy(document, { stack: '', publisher: 'command-line' });
  return {
    parameters: 1 + parts.length,
    calls: 1 + Math.ceil(parts.length / NAMES_A_CALL) + OTHER_CALLS,
    bytes: [manifest, ...parts].reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
}
