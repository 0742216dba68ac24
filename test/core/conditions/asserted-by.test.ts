/**
 * Who asserts what a condition looks at, as the table of docs/policies.md says it: what a client asserts proves nothing.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { CONDITIONS } from '../../../src/core/conditions/registry.ts';

const DOCS = readFileSync(resolve(import.meta.dirname, '../../../docs/policies.md'), 'utf8');

/** The last column, by the field that the first begins with. */
const SAID = new Map(
  [...DOCS.matchAll(/^\| `(\w+)[^|]*\|.*\| ([^|]+) \|$/gmu)].map(([, field = '', by = '']) => [field, by]),
);

it.each(
  CONDITIONS.map(({ field, assertedBy }) => [field, assertedBy]),
)('%s is asserted by: %s', (field, assertedBy) => {
  expect(SAID.get(field)?.toLowerCase().replace('the ', '')).toBe(assertedBy);
});

it.each(
  CONDITIONS.map(({ field, recorded }) => [field, recorded]),
)('a record keeps of `%s` one of three: %s', (_, recorded) => {
  expect(['whole', 'part', 'not']).toContain(recorded);
});
