/**
 * `validationData`: what the caller sent beside the attributes of a SignUp or AdminCreateUser (F6.5). Whoever signs up
 * writes it, so it restricts and never proves; managed login and federated sign-ins carry none.
 */
import type { Attempt, Given } from '../attempt.ts';
import type { MapCondition } from './condition.ts';
import { givenAt, matchNamedValues } from './named-values.ts';

function valueNamed({ validationData: values }: Attempt, key: string): Given<string> {
  return givenAt(values, key);
}

/** The condition `validationData`. */
export const validationData: MapCondition<'validationData'> = {
  field: 'validationData',
  shape: 'map',
  looksAt: () => 'validationData',
  recorded: 'not',
  noun: 'validation data',
  named: valueNamed,
  assertedBy: 'client',
  description:
    'Validation data by key, each with the values that match, upper and lower case alike. Not proof: anyone may type it.',
  examples: [{ invited: ['yes'] }],
  compile: (values) => matchNamedValues(values, valueNamed),
};
