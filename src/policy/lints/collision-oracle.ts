/**
 * Settings under which a refusal tells whoever signs up that an address has an account (F6.2). Silent where nothing they
 * are about can happen, so that nobody is warned of a risk that the policy does not take.
 */
import type { PolicyDocument } from '../../core/policy.ts';
import type { Lint } from './lint-rule.ts';

/** The warning `collision-oracle`. */
export const collisionOracle: Lint = (document) => {
  if (document.collision.then !== 'deny' || !verifiesAnybody(document)) return [];
  const message = '`then: deny` tells anyone which addresses have an account; `withhold` only leaves them unverified';
  return [{ code: 'collision-oracle', path: ['collision', 'then'], message }];
};

/** Addresses are looked up for approvals that verify; `code-only` has none, and `observe` refuses nobody. */
function verifiesAnybody({ mode, rules }: PolicyDocument): boolean {
  return mode === 'enforce' && rules.some(({ verify = [] }) => verify.length > 0);
}
