/**
 * `metadata`: client metadata of the request (F6.5). Whoever signs up writes it, so it restricts and never proves.
 */
import type { MapCondition } from './condition.ts';
import { matchNamedValues, shownNames } from './named-values.ts';

/** The condition `metadata`. */
export const metadata: MapCondition<'metadata'> = {
  field: 'metadata',
  shape: 'map',
  looksAt: () => 'metadata',
  recorded: 'not',
  noun: 'metadata',
  subject: (attempt) => shownNames(attempt.metadata),
  assertedBy: 'client',
  description:
    'Client metadata by key, each with the values that match, upper and lower case alike. Not proof: anyone may type it.',
  examples: [{ campaign: ['spring'] }],
  compile: (values) => matchNamedValues(values, (attempt, key) => attempt.metadata.get(key)),
};
