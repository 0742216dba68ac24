/**
 * What several descriptions of policy keys share: the examples of a rule and an attester, and the one condition between keys.
 */
import type { AliasAttribute } from '../../core/attempt.ts';
import { PROOF_OF } from '../../core/conditions/attested.ts';

/** The rule of examples. */
export const EXAMPLE_RULE = {
  id: 'staff',
  when: { emailDomain: ['example.com'], client: ['1example23456789'] },
  then: 'approve',
  verify: ['email'],
  acknowledge: "Only our server holds this client's secret, and it asks the staff directory first.",
};

/** The attester of examples. */
export const EXAMPLE_ATTESTER = { id: 'invitations', keys: { file: 'keys/prod/invitations.jwks.json' }, maxAge: '7d' };

/** In JSON Schema: whoever verifies an address that `when` does not want attested says why. */
export function unprovedNeedsWhy(attribute: AliasAttribute) {
  const proof = PROOF_OF[attribute];
  const wantsProof = { type: 'object', required: [proof], properties: { [proof]: true } };
  const attested = { required: ['when'], properties: { when: wantsProof } };
  const verifies = { required: ['verify'], properties: { verify: { type: 'array', contains: { const: attribute } } } };
  const saysWhy = { required: ['acknowledge'], properties: { acknowledge: true } };
  return { if: { ...verifies, not: attested }, then: saysWhy };
}
