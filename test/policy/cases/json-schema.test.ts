import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { schemaFiles } from '../../../src/policy/cases/json-schema.ts';
import { parse, withRule } from '../file/read.ts';
import { read, validator } from './schema-files.ts';

const validPolicy = validator('policy.schema.json');

test('the schemas that ship are fresh', () => {
  const names = ['policy.schema.json', 'cases.schema.json'];

  expect(schemaFiles()).toEqual(Object.fromEntries(names.map((name) => [name, read(name)])));
});

const LISTS = { 'a.txt': 'example.com\n' };
const VALID: readonly (readonly string[])[] = [
  ['then: deny'],
  ['then: deny', 'message: No'],
  ['then: code', 'when: { emailDomain: [example.com, { file: a.txt }], emailAddress: [{ file: b.txt }] }'],
  ['then: approve', 'verify: [email]', 'acknowledge: because', 'when: { trigger: [sign-up], provider: [Google] }'],
  ['then: deny', 'unless: { emailTag: true, phoneCountry: [US], metadata: { a: [b] }, attribute: { custom:c: [d] } }'],
];
const INVALID: readonly (readonly string[])[] = [
  ['then: dney'],
  ['then: deny', 'when: {}'],
  ['then: deny', 'when: { emailDomain: [] }'],
  ['then: deny', 'when: { emailTag: false }'],
  ['then: deny', 'when: { phoneCountry: [{ file: a.txt }] }'],
  ['then: deny', 'when: { metadata: {} }'],
  ['then: deny', 'when: { metadata: { a: [] } }'],
  ['then: approve', 'verify: [email]'],
  ['then: approve', 'verify: [email, phone_number]', 'when: { emailAttested: [invitations] }'],
  ['then: deny', 'message: ""'],
  ['then: deny', 'emailTag: true'],
];

test.each(VALID.map((lines) => [lines]))('parser and schema accept %j', (lines) => {
  const text = withRule(...lines);

  expect(parse(text, { ...LISTS, 'b.txt': 'ada@example.com' })).toMatchObject({ ok: true });
  expect(validPolicy(parseYaml(text))).toBe(true);
});

test('the schema asks for no acknowledgement of what is attested', () => {
  const text = withRule('then: approve', 'verify: [email]', 'when: { emailAttested: [invitations] }');
  const attesters = 'attesters: [{ id: invitations, keys: { file: a.json }, maxAge: 7d }]\n';

  expect(validPolicy(parseYaml(`${attesters}${text}`))).toBe(true);
  expect(parse(`${attesters}${text}`, { 'a.json': '{"keys":[]}' })).toMatchObject({ ok: true });
});

test.each(INVALID.map((lines) => [lines]))('parser and schema refuse %j', (lines) => {
  const text = withRule(...lines);

  expect(parse(text, LISTS)).toMatchObject({ ok: false });
  expect(validPolicy(parseYaml(text))).toBe(false);
});
