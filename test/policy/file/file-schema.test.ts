/**
 * The schema of a policy as people write it: what may be left out, and where a list may name a file.
 */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { CONDITIONS } from '../../../src/core/conditions/registry.ts';
import { policyFileSchema, ruleSchema } from '../../../src/policy/file/file-schema.ts';
import { aDocument } from '../../support/policies.ts';

const FILE = [{ file: 'lists/partners.txt' }];

function rule(field: string, value: unknown) {
  return { id: 'one', when: { [field]: value }, then: 'deny' };
}

test('a policy file fills in every setting that was left out', () => {
  const { version, mode, rules, otherwise } = aDocument();

  expect(policyFileSchema('inlined').parse({ version, mode, rules, otherwise })).toEqual(aDocument());
  expect(policyFileSchema('inlined').parse({ ...aDocument(), collision: {}, unavailable: {} })).toEqual(aDocument());
});

test('lists of domains, addresses and user names may name files', () => {
  const mayName = (schema: z.ZodMiniType) =>
    CONDITIONS.map(({ field }) => field).filter((field) => z.safeParse(schema, rule(field, FILE)).success);

  expect(mayName(ruleSchema())).toEqual(['emailDomain', 'emailAddress', 'userName']);
  expect(mayName(ruleSchema('inlined'))).toEqual([]);
});

test.each([
  ['emailDomain', ['example.com']],
  ['client', ['client1']],
  ['trigger', ['sign-up', 'admin-create']],
  ['emailTag', true],
  ['metadata', { campaign: ['spring'] }],
])('a rule on `%s` may hold %j in either form', (field, value) => {
  const written = rule(field, value);

  expect([ruleSchema(), ruleSchema('inlined')].map((schema) => schema.parse(written))).toEqual([written, written]);
});

test.each([
  ['emailDomain', []],
  ['emailDomain', [{ file: '' }]],
  ['emailDomain', [{ file: 'a.txt', also: 'b.txt' }]],
  ['client', ['']],
  ['trigger', ['signup']],
  ['emailTag', ['true']],
  ['metadata', { campaign: [] }],
  ['shoeSize', ['44']],
])('a rule on `%s` may not hold %j', (field, value) => {
  const written = rule(field, value);

  expect([ruleSchema(), ruleSchema('inlined')].map((schema) => schema.safeParse(written).success)).toEqual([
    false,
    false,
  ]);
});
