import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { schemaFiles } from '../../src/policy/json-schema.ts';
import { parse, withRule } from './read.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'policies');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** An independent validator; strict about the schema itself too. */
function validator(name: string) {
  return new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(JSON.parse(read(name)));
}

const validPolicy = validator('policy.schema.json');
const validCases = validator('cases.schema.json');

test.each(Object.entries(schemaFiles()))('%s is fresh', (name, content) => {
  expect(read(name)).toBe(content);
});

test.each(FILES)('%s fits its schema', (name) => {
  const valid = name.endsWith('.cases.yaml') ? validCases : validPolicy;

  valid(parseYaml(read(name)));

  expect(valid.errors).toBeNull();
});

test('every environment has cases', () => {
  const policies = FILES.filter((name) => !name.endsWith('.cases.yaml'));

  expect(policies).toEqual(['dev.yaml', 'prod.yaml', 'staging.yaml']);
  expect(FILES).toEqual(expect.arrayContaining(policies.map((name) => name.replace('.yaml', '.cases.yaml'))));
});

type Part = {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
};

function undescribed(part: Part, path: string): readonly string[] {
  const parts = Object.entries(part.properties ?? {});
  const here = parts.filter(([, child]) => child.description === undefined || (child.examples ?? []).length === 0);
  return [
    ...here.map(([key]) => `${path}.${key}`),
    ...parts.flatMap(([key, child]) => undescribed(child, `${path}.${key}`)),
    ...[part.items ?? {}, ...(part.anyOf ?? [])].flatMap((child) =>
      Object.keys(child).length > 0 ? undescribed(child, `${path}[]`) : [],
    ),
  ];
}

test.each(['policy.schema.json', 'cases.schema.json'])('%s explains every key with examples', (name) => {
  expect(undescribed(JSON.parse(read(name)), '')).toEqual([]);
});

function brokenExamples(part: Part, path: string): readonly string[] {
  const valid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(part);
  const broken = (part.examples ?? []).filter((example) => !valid(example));
  return [
    ...broken.map((example) => `${path}: ${JSON.stringify(example)}`),
    ...Object.entries(part.properties ?? {}).flatMap(([key, child]) => brokenExamples(child, `${path}.${key}`)),
    ...(part.items === undefined ? [] : brokenExamples(part.items, `${path}[]`)),
  ];
}

test.each(['policy.schema.json', 'cases.schema.json'])('every example in %s fits its own schema', (name) => {
  expect(brokenExamples(JSON.parse(read(name)), '')).toEqual([]);
});

const LISTS = { 'a.txt': 'example.com\n' };
const VALID: readonly (readonly string[])[] = [
  ['then: deny'],
  ['then: deny', 'message: No'],
  ['then: code', 'when: { emailDomain: [example.com, { file: a.txt }], emailAddress: [{ file: b.txt }] }'],
  ['then: approve', 'verify: [email]', 'acknowledge: because', 'when: { trigger: [sign-up], provider: [Google] }'],
  ['then: deny', 'unless: { emailTag: true, phoneCountry: [US], metadata: { a: [b] }, attribute: { c: [d] } }'],
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
  ['then: deny', 'message: ""'],
  ['then: deny', 'emailTag: true'],
];

test.each(VALID)('parser and schema accept %j', (...lines) => {
  const text = withRule(...lines);

  expect(parse(text, { ...LISTS, 'b.txt': 'ada@example.com' })).toMatchObject({ ok: true });
  expect(validPolicy(parseYaml(text))).toBe(true);
});

test.each(INVALID)('parser and schema refuse %j', (...lines) => {
  const text = withRule(...lines);

  expect(parse(text, LISTS)).toMatchObject({ ok: false });
  expect(validPolicy(parseYaml(text))).toBe(false);
});
