/**
 * `attribute`: user attributes as they were submitted. Whoever signs up writes them, so they restrict and never prove.
 */
import type { MapCondition, Part } from './condition.ts';
import { matchNamedValues, shownNames } from './named-values.ts';

/** Attributes that are the contacts themselves, under Cognito's names. */
const CONTACTS: Readonly<Record<string, Part>> = { email: 'email', phone_number: 'phone' };

/** The condition `attribute`. */
export const attribute: MapCondition<'attribute'> = {
  field: 'attribute',
  shape: 'map',
  looksAt: (name) => CONTACTS[name] ?? 'attribute',
  recorded: 'not',
  noun: 'attribute',
  subject: ({ attributes }) => shownNames(attributes),
  assertedBy: 'client',
  description:
    'User attributes by their full name (`custom:team`), each with the values that match. Not proof: anyone may type them.',
  examples: [{ 'custom:team': ['sales', 'support'] }],
  compile: (values) => matchNamedValues(values, (attempt) => attempt.attributes),
};
