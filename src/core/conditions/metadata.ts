/**
 * `metadata`: client metadata of the request (F6.5). Whoever signs up writes it, so it restricts and never proves.
 */
import type { Attempt, Given } from '../attempt.ts';
import type { MapCondition } from './condition.ts';
import { givenAt, matchNamedValues } from './named-values.ts';

function valueNamed({ metadata: values }: Attempt, key: string): Given<string> {
  return givenAt(values, key);
}

/** The condition `metadata`. */
export const metadata: MapCondition<'metadata'> = {
  field: 'metadata',
  shape: 'map',
  looksAt: () => 'metadata',
  recorded: 'not',
  noun: 'metadata',
  named: valueNamed,
  assertedBy: 'client',
  description:
    'Client metadata by key, each with the values that match, upper and lower case alike. Not proof: anyone may type it.',
  examples: [{ campaign: ['spring'] }],
  compile: (values) => matchNamedValues(values, valueNamed),
};
