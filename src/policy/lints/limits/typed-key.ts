/**
 * A denial by a key that is typed: whoever sends as many sign-ups with it shuts out everybody else who has it.
 */
import { ATTESTED_FIELDS } from '../../../core/conditions/registry.ts';
import type { LimitBy } from '../../../core/limits/limit.ts';
import type { Lint } from '../lint-rule.ts';
import { takesPart } from '../rule-scope.ts';

/** Whom such a denial shuts out, by key; a provider's name comes from Cognito, after its own sign-in. */
const SHUT_OUT: Readonly<Partial<Record<LimitBy, string>>> = {
  emailDomain: 'everybody of one domain',
  mailbox: 'the owner of one mailbox',
  phonePrefix: 'everybody with a number of one range',
  phoneCountry: 'everybody with a number of one country',
  client: 'everybody who uses one app client',
  everybody: 'everybody',
};

/** The warning `limit-shuts-out`. */
export const limitShutsOut: Lint = ({ rules }) =>
  rules.flatMap((rule, index) => {
    const { limit, then, unless = {} } = rule;
    const whom = limit === undefined ? undefined : SHUT_OUT[limit.by];
    // Stryker disable next-line ConditionalExpression: without a limit there is nobody to shut out
    if (limit === undefined || whom === undefined || then !== 'deny' || !takesPart(rule)) return [];
    if (ATTESTED_FIELDS.some((field) => unless[field] !== undefined)) return [];
    const message = `anybody can send ${limit.count + 1} sign-ups within ${limit.per}, and \`${rule.id}\` then shuts out ${whom}; spare those who prove their address with \`unless: { emailAttested: […] }\`, or write \`then: code\``;
    return [{ code: 'limit-shuts-out', path: ['rules', index, 'limit'], message }];
  });
