/**
 * The settings with which an address may, in a rare race, move away from the user who holds it. One list for every
 * check of a policy; what each gives up is told in `docs/security.md`.
 */
import type { PolicySettings, RuleDocument } from './policy.ts';

/** A setting outside those under which no alias moves. Kebab-case. */
export type Weakness = 'holders-verified' | 'lookup-alias' | 'claims-code' | 'claims-disabled';

type Weighed = Pick<PolicySettings, 'collision' | 'lookup' | 'unavailable'> & {
  readonly rules: readonly Pick<RuleDocument, 'verify'>[];
};

/** What a policy and a deployment give up, none if nothing; a policy that verifies nothing moves nothing. */
export function weaknessesOf(policy: Weighed, claimsEnabled: boolean): readonly Weakness[] {
  if (!policy.rules.some(({ verify = [] }) => verify.length > 0)) return [];
  const found: readonly (readonly [Weakness, boolean])[] = [
    ['holders-verified', policy.collision.holders === 'verified'],
    ['lookup-alias', policy.lookup === 'alias'],
    ['claims-code', claimsEnabled && policy.unavailable.claims === 'code'],
    ['claims-disabled', !claimsEnabled],
  ];
  return found.flatMap(([weakness, holds]) => (holds ? [weakness] : []));
}
