/**
 * `emailAttested` and `phoneAttested`: somebody whom the policy trusts signed that the bearer controls this very address.
 * A failed attestation is no attestation: false, never unknown. Verifying it is `guard/attestation/`'s.
 */
import { ABSENT, type AliasAttribute, given } from '../attempt.ts';
import { fail, ok } from '../result.ts';
import { truth } from '../truth.ts';
import type { ListCondition } from './condition.ts';

const ATTESTER_ID = /^[a-z0-9-]{1,64}$/u;

function attested<Field extends string>(
  field: Field,
  looksAt: 'email' | 'phone',
  attribute: AliasAttribute,
  subject: string,
): ListCondition<Field> {
  return {
    field,
    shape: 'list',
    looksAt,
    recorded: 'part',
    noun: `attestation of the ${subject}`,
    subject: (attempt) => {
      const by = attempt.attested.get(attribute);
      return by === undefined ? ABSENT : given(by);
    },
    files: false,
    assertedBy: 'attester',
    description: `Attesters, one of whom signed that whoever signs up controls this ${subject}.`,
    examples: [['invitations']],
    read: (text) => {
      if (ATTESTER_ID.test(text)) return ok(text);
      const lower = text.trim().toLowerCase();
      const suggestion = ATTESTER_ID.test(lower) ? lower : null;
      return fail({ message: `\`${text}\` is not the id of an attester`, suggestion });
    },
    compile: (values) => {
      const trusted = new Set(values);
      // Stryker disable next-line StringLiteral: no id is so written
      return (attempt) => truth(trusted.has(attempt.attested.get(attribute) ?? ''));
    },
  };
}

/** The condition `emailAttested`. */
export const emailAttested = attested('emailAttested', 'email', 'email', 'email');

/** The condition `phoneAttested`. */
export const phoneAttested = attested('phoneAttested', 'phone', 'phone_number', 'phone number');

/** The condition that proves an address. */
export const PROOF_OF: Readonly<Record<AliasAttribute, 'emailAttested' | 'phoneAttested'>> = {
  email: 'emailAttested',
  phone_number: 'phoneAttested',
};
