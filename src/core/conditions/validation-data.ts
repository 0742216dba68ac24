/**
 * `validationData`: what the caller sent beside the attributes of a SignUp or AdminCreateUser (F6.5). Whoever signs up
 * writes it, so it restricts and never proves; managed login and federated sign-ins carry none.
 */
import type { MapCondition } from './condition.ts';
import { matchNamedValues, shownNames } from './named-values.ts';

/** The condition `validationData`. */
export const validationData: MapCondition<'validationData'> = {
  field: 'validationData',
  shape: 'map',
  looksAt: () => 'validationData',
  recorded: 'not',
  noun: 'validation data',
  subject: (attempt) => shownNames(attempt.validationData),
  assertedBy: 'client',
  description:
    'Validation data by key, each with the values that match, upper and lower case alike. Not proof: anyone may type it.',
  examples: [{ invited: ['yes'] }],
  compile: (values) => matchNamedValues(values, (attempt, key) => attempt.validationData.get(key)),
};
