/**
 * `attribute`: user attributes as they were submitted. Whoever signs up writes them, so they restrict and never prove.
 */
import type { MapCondition } from './condition.ts';
import { matchNamedValues } from './named-values.ts';

/** The condition `attribute`. */
export const attribute: MapCondition = {
  field: 'attribute',
  shape: 'map',
  assertedBy: 'client',
  description:
    'User attributes by their full name (`custom:team`), each with the values that match. Not proof: anyone may type them.',
  examples: [{ 'custom:team': ['sales', 'support'] }],
  compile: (values) => matchNamedValues(values, (attempt) => attempt.attributes),
};
