/**
 * `collision.then: deny`: a refusal tells whoever signs up that the address has an account (F6.2).
 */
import type { Lint } from './lint-rule.ts';

/** The warning `collision-oracle`. */
export const collisionOracle: Lint = ({ collision }) => {
  if (collision.then !== 'deny') return [];
  const message = '`then: deny` tells anyone which addresses have an account; `withhold` only leaves them unverified';
  return [{ code: 'collision-oracle', path: ['collision', 'then'], message }];
};
