/**
 * The keys that a publication would make count again or for the first time: removing a key revokes it, so nothing may bring
 * one back unnamed. Pure.
 */
import type { PolicyDocument } from '../core/policy.ts';

/** A key and whose it is. */
export type BroughtKey = { readonly attester: string; readonly kid: string };

/** Every key of a document that does not count under the one that stands; null where nothing stands. */
export function keysBrought(
  standing: Pick<PolicyDocument, 'attesters'> | null,
  next: Pick<PolicyDocument, 'attesters'>,
): readonly BroughtKey[] {
  const known = new Set(pairsOf(standing ?? {}).map(textOf));
  return pairsOf(next).filter((pair) => !known.has(textOf(pair)));
}

function pairsOf({ attesters = [] }: Pick<PolicyDocument, 'attesters'>): readonly BroughtKey[] {
  return attesters.flatMap(({ id, keys }) => keys.map(({ kid }) => ({ attester: id, kid })));
}

function textOf({ attester, kid }: BroughtKey): string {
  return `${attester} ${kid}`;
}
