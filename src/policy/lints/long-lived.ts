/**
 * Statements that live for long: until one ends, whoever has it makes a verified account, and only removing the key ends all.
 */
import { parseDuration } from '../../core/duration.ts';
import type { Lint } from './lint-rule.ts';

/** A month: an invitation that nobody opened by then is better sent again. */
const LONGEST_SECONDS = 31 * 86_400;

/** The warning `long-lived`. */
export const longLived: Lint = ({ attesters = [] }) =>
  attesters.flatMap(({ id, maxAge }, index) => {
    if ((parseDuration(maxAge) ?? 0) <= LONGEST_SECONDS) return [];
    const message = `statements of \`${id}\` may live for \`${maxAge}\`, and a leaked one is good for as long; a month is plenty`;
    return [{ code: 'long-lived', path: ['attesters', index, 'maxAge'], message }];
  });
