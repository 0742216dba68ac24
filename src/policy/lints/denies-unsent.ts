/**
 * A denial with an exception for what only a sign-up can carry: metadata, validation data, an attestation. A federated
 * sign-in has none of them, so it is refused.
 */
import { ATTESTED_FIELDS } from '../../core/conditions/registry.ts';
import type { RuleDocument } from '../../core/policy.ts';
import type { Lint } from './lint-rule.ts';
import { triggersOf } from './rule-scope.ts';

/** The fields that need something sent along, and what it is called. */
const SENT: readonly (readonly [field: string, noun: string])[] = [
  ['metadata', 'client metadata'],
  ['validationData', 'validation data'],
  ...ATTESTED_FIELDS.map((field) => [field, 'attestation'] as const),
];

/** The warning `denies-unsent`. */
export const deniesUnsent: Lint = ({ rules }) =>
  rules.flatMap((rule, index) =>
    SENT.filter(([field]) => isExcepted(rule, field)).map(([field, noun]) => {
      const message = `\`${rule.id}\` refuses every federated sign-in, which carries no ${noun}; if that is not meant, add \`trigger: [sign-up]\` to its \`when\``;
      return { code: 'denies-unsent', path: ['rules', index, 'unless', field], message };
    }),
  );

/** Whether a field is an exception from a denial that others than sign-ups meet. */
function isExcepted(rule: RuleDocument, field: string): boolean {
  const { then, when, unless } = rule;
  if (then !== 'deny' || unless?.[field] === undefined || when?.[field] !== undefined) return false;
  return triggersOf(rule).has('external-provider');
}
