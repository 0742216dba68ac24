/**
 * What a policy costs in Parameter Store: the parameters it fills, and what a sandbox reads when it starts. Pure.
 */
import type { PolicyDocument } from '../core/policy.ts';
import { encodePolicy } from './manifest.ts';

/** Calls are GetParameters; bytes are the values that they bring. */
export type ColdStartCost = { readonly parameters: number; readonly calls: number; readonly bytes: number };

/** GetParameters takes ten names (F7.3). */
const NAMES_A_CALL = 10;

/** Manifest, key of the pseudonyms and candidate come by one call. */
const FIRST_CALL = 1;

/** What an account may read a second in a Region, unless it has raised that (F7.3). */
const READS_A_SECOND = 40;

/** The cost of a policy without a candidate beside it. */
export function coldStartCost(document: PolicyDocument): ColdStartCost {
  const { manifest, parts } = encodePolicy(document, { stack: '', publisher: 'command-line' });
  return {
    parameters: 1 + parts.length,
    calls: FIRST_CALL + Math.ceil(parts.length / NAMES_A_CALL),
    bytes: [manifest, ...parts].reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
}

/** How many sandboxes can start each second before they wait for one another. */
export function startsASecond({ calls }: ColdStartCost): number {
  return Math.floor((10 * READS_A_SECOND) / calls) / 10;
}
