/**
 * The schema files as an editor reads them: what ships fits, and every key explains itself. Reads files alone; that they
 * are the source's is `json-schema.test.ts`.
 */
import { readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { FOLDER, read, validator } from './schema-files.ts';

const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const validPolicy = validator('policy.schema.json');
const validCases = validator('cases.schema.json');

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

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

function brokenExamples(part: Part, path: string): readonly string[] {
  const broken = (part.examples ?? []).filter((example) => !ajv.validate(part, example));
  return [
    ...broken.map((example) => `${path}: ${JSON.stringify(example)}`),
    ...Object.entries(part.properties ?? {}).flatMap(([key, child]) => brokenExamples(child, `${path}.${key}`)),
    ...(part.items === undefined ? [] : brokenExamples(part.items, `${path}[]`)),
  ];
}

test.each(['policy.schema.json', 'cases.schema.json'])('every example in %s fits its own schema', (name) => {
  expect(brokenExamples(JSON.parse(read(name)), '')).toEqual([]);
});
