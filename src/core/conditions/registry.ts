/**
 * Every condition of the policy language, once. A new one is its own file, a line here, and its row in the docs;
 * `test/policy/conditions.test.ts` names whatever does not know it.
 */
import { emailAttested, phoneAttested } from './attested.ts';
import { attribute } from './attribute.ts';
import { client } from './client.ts';
import type { Condition } from './condition.ts';
import { disposableEmail } from './disposable-email.ts';
import { emailAddress } from './email-address.ts';
import { emailDomain } from './email-domain.ts';
import { emailTag } from './email-tag.ts';
import { givenAttribute } from './given.ts';
import { metadata } from './metadata.ts';
import { phoneCountry } from './phone-country.ts';
import { provider } from './provider.ts';
import { trigger } from './trigger.ts';
import { userName } from './user-name.ts';
import { validationData } from './validation-data.ts';

/** The conditions, in the order in which schema and help list them. */
export const CONDITIONS = [
  emailDomain,
  emailAddress,
  emailTag,
  disposableEmail,
  phoneCountry,
  userName,
  givenAttribute,
  attribute,
  metadata,
  validationData,
  client,
  trigger,
  provider,
  emailAttested,
  phoneAttested,
] as const satisfies readonly Condition[];

/** The key of a condition that is registered. */
export type ConditionField = (typeof CONDITIONS)[number]['field'];

/** The keys of the conditions on what an attester asserts: their values are ids of attesters. */
export const ATTESTED_FIELDS: readonly string[] = CONDITIONS.filter(
  ({ assertedBy }: Condition) => assertedBy === 'attester',
).map(({ field }) => field);

/** The condition of that name, or undefined. */
export function conditionOf(field: string): Condition | undefined {
  return CONDITIONS.find((condition: Condition) => condition.field === field);
}
