/**
 * Attesters whose statements live for long (until one ends, whoever has it makes a verified account, and only removing the key
 * ends all), and attesters whom no rule asks for.
 */

import { PROOF_OF } from '../../core/conditions/attested.ts';
import { parseDuration } from '../../core/duration.ts';
import { type Lint, listOf } from './lint-rule.ts';

/** A month: an invitation that nobody opened by then is better sent again. */
const LONGEST_SECONDS = 31 * 86_400;

/** The warning `long-lived`. */
// Stryker disable next-line ArrayDeclaration: what is no attester has no life
export const longLived: Lint = ({ attesters = [] }) =>
  attesters.flatMap(({ id, maxAge }, index) => {
    if ((parseDuration(maxAge) ?? 0) <= LONGEST_SECONDS) return [];
    const message = `statements of \`${id}\` may live for \`${maxAge}\`, and a leaked one is good for as long; a month is plenty`;
    return [{ code: 'long-lived', path: ['attesters', index, 'maxAge'], message }];
  });

/** The warning `idle-attester`. */
export const idleAttester: Lint = ({ attesters = [], rules }) => {
  const proofs = Object.values(PROOF_OF);
  const asked = new Set(
    rules.flatMap(({ when, unless }) =>
      // Stryker disable next-line ArrayDeclaration: no attester is called so
      [when, unless].flatMap((set) => proofs.flatMap((proof) => listOf(set, proof) ?? [])),
    ),
  );
  return attesters.flatMap(({ id }, index) => {
    if (asked.has(id)) return [];
    const message = `no rule asks for \`${id}\`, so its statements do nothing; name it under \`emailAttested\` or \`phoneAttested\``;
    return [{ code: 'idle-attester', path: ['attesters', index, 'id'], message }];
  });
};
