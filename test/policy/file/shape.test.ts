import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONDITIONS } from '../../../src/core/conditions/registry.ts';
import { readShape, wellShapedRules } from '../../../src/policy/file/shape.ts';
import { plainValue } from '../../../src/policy/file/tree.ts';
import { withRule } from './read.ts';
import { treeOf } from './trees.ts';

function issuesOf(text: string) {
  const result = readShape(treeOf(text));
  return result.ok ? [] : result.error;
}

/** `line:column+width code: message` of each issue. */
function told(text: string): readonly string[] {
  return issuesOf(text).map(
    ({ line, column, width, code, message }) => `${line}:${column}+${width} ${code}: ${message}`,
  );
}

test('the shape of a policy says which keys a policy must have', () => {
  expect(told('denyMessage: no\n')).toEqual([
    '1:1+15 missing-key: the key `version` is missing; write `version: 1`',
    '1:1+15 missing-key: the key `mode` is missing; write `mode: enforce`',
    '1:1+15 missing-key: the key `rules` is missing; write `rules: []` if there are none yet',
    '1:1+15 missing-key: the key `otherwise` is missing; write `otherwise: code` or `otherwise: deny`, for whoever no rule matches',
  ]);
});

const POLICY = 'version: 1\nmode: enforce\notherwise: code\n';

test.each([
  ['{ verify: [email] }', ['4:9+19', '4:9+19'], ''],
  ['{ id: one }', ['4:15+3'], ' in the rule `one`'],
  ['{ id: 5 }', ['4:15+1', '4:15+1'], ' in the rule `5`'],
  ['{ id: }', ['4:15+1', '4:11+2'], ''],
  ['{ id: { a: b } }', ['4:15+8', '4:11+2'], ''],
])('the shape of a policy says what the rule %s must have', (rule, places, where) => {
  const found = told(`${POLICY}rules: [${rule}]\n`);

  expect(found.map((line) => line.split(' ')[0]).sort()).toEqual([...places].sort());
  expect(found.join('\n')).toContain(`the key \`then\` is missing${where}; it is \`approve\`, \`code\` or \`deny\``);
});

test('the shape of a policy says that a rule must have an id', () => {
  expect(told(`${POLICY}rules: [{ then: deny }]\n`)).toEqual([
    '4:9+14 missing-key: the key `id` is missing; it is what the log shows',
  ]);
});

const { properties } = JSON.parse(readFileSync('policies/policy.schema.json', 'utf8'));
const IN_POLICY = listed(Object.keys(properties));
const IN_RULE = listed(Object.keys(properties.rules.items.properties));
const IN_CONDITIONS = listed(CONDITIONS.map(({ field }) => field));

function listed(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(', ');
}

test.each([
  [`${POLICY}rules: []\nxyzzy: 1\n`, `5:1+5 unknown-key: unknown key \`xyzzy\`; valid here: ${IN_POLICY}`],
  [`${POLICY}rules: []\nemailTag: 1\n`, `5:1+8 unknown-key: unknown key \`emailTag\`; valid here: ${IN_POLICY}`],
  [`${POLICY}rules: []\ncolision: {}\n`, '5:1+8 unknown-key: unknown key `colision`; did you mean `collision`?'],
  [withRule('then: deny', 'xyzzy: 1'), `7:5+5 unknown-key: unknown key \`xyzzy\`; valid here: ${IN_RULE}`],
  [withRule('then: deny', 'verfy: 1'), '7:5+5 unknown-key: unknown key `verfy`; did you mean `verify`?'],
  [
    withRule('then: deny', 'emailTag: 1'),
    '7:5+8 unknown-key: unknown key `emailTag` in a rule; conditions stand under `when` or `unless`',
  ],
  [
    withRule('then: deny', 'when: { xyzzy: 1 }'),
    `7:13+5 unknown-key: unknown key \`xyzzy\`; valid here: ${IN_CONDITIONS}`,
  ],
  [
    withRule('then: deny', 'unless: { xyzzy: 1 }'),
    `7:15+5 unknown-key: unknown key \`xyzzy\`; valid here: ${IN_CONDITIONS}`,
  ],
  [
    `${POLICY}rules: []\ncollision: { xyzzy: 1 }\n`,
    '5:14+5 unknown-key: unknown key `xyzzy`; valid here: `holders`, `then`, `code`, `federated`, `message`',
  ],
  [
    `${POLICY}rules: []\nunavailable: { xyzzy: 1 }\n`,
    '5:16+5 unknown-key: unknown key `xyzzy`; valid here: `directory`, `claims`, `companion`, `limits`',
  ],
])('the shape of a policy lists the valid keys or names the nearest: %j', (text, issue) => {
  expect(told(text)).toEqual([issue]);
});

test.each([
  ['then: [deny]', '6:5+4 wrong-type: `then` takes one of `approve`, `code`, `deny`'],
  ['then: ~', '6:11+1 wrong-type: `then` takes one of `approve`, `code`, `deny`'],
  ['then: dney', '6:11+4 bad-value: `then` takes one of `approve`, `code`, `deny`, not `dney`; did you mean `deny`?'],
  ['then: xyzzy', '6:11+5 bad-value: `then` takes one of `approve`, `code`, `deny`, not `xyzzy`'],
  ['then: 1', '6:11+1 bad-value: `then` takes one of `approve`, `code`, `deny`, not `1`'],
])('the shape of a policy refuses the line `%s`', (line, issue) => {
  expect(told(withRule(line))).toEqual([issue]);
});

const MESSAGE = 'must be one line without control characters';

test.each([
  [
    'when: { emailTag: false }',
    '7:23+5 bad-value: `emailTag` can only be `true`, not `false`; for the opposite put it under `unless`',
  ],
  ['when: { emailTag: "true" }', '7:23+6 wrong-type: `"true"` is text; write `emailTag: true` without quotes'],
  [
    'when: { client: [] }',
    '7:13+6 empty-list: `client` is an empty list; name at least one value or leave the key out',
  ],
  ['when: { client: [""] }', '7:22+2 empty-value: `client` has an empty value; write one or leave it out'],
  ['when: { client: abc }', '7:21+3 wrong-type: `client` must be a list, not `abc`; write `[abc]`'],
  [
    'when: { client: [a, 5] }',
    '7:25+1 wrong-type: an entry of `client` must be text, not the number `5`; put it in quotes',
  ],
  ['when: { client: }', '7:13+6 wrong-type: `client` has no value; it must be a list'],
  ['when: { metadata: { "": [a] } }', '7:25+2 bad-key: `""` cannot be a name here'],
  [`message: ${'x'.repeat(201)}`, '7:14+200 too-long: `message` is longer than 200 characters'],
  ['message: "a\\nb"', `7:14+6 bad-value: \`message\` ${MESSAGE}`],
  ['message: ""', '7:14+2 empty-value: `message` has an empty value; write one or leave it out'],
])('the shape of a policy refuses the line `%s`', (line, issue) => {
  expect(told(withRule('then: deny', line))).toEqual([issue]);
});

test.each([
  ['version: 2', '1:10+1 bad-value: `version` must be `1`, not `2`'],
  ['version: "1"', '1:10+3 wrong-type: `"1"` is text; write `version: 1` without quotes'],
  ['version: [1]', '1:1+7 wrong-type: `version` takes one of `1`'],
])('the shape of a policy refuses the line `%s`', (line, issue) => {
  expect(told(`${line}\nmode: enforce\notherwise: code\nrules: []\n`)).toEqual([issue]);
});

test('the shape of a policy refuses an id that no log should show', () => {
  const text = `${POLICY}rules: [{ id: "Staff", then: deny }]\n`;

  expect(told(text)).toEqual([
    '4:15+7 bad-value: `Staff` is not a rule id: 1 to 64 lower-case letters, digits and hyphens',
  ]);
});

test('the shape of a policy explains the first two hundred of many errors', () => {
  const keys = Array.from({ length: 201 }, (_, index) => `k${index}: 1`).join(', ');
  const values = Array.from({ length: 201 }, () => '1').join(', ');

  expect(issuesOf(withRule('then: deny', `when: { ${keys} }`))).toHaveLength(200);
  expect(issuesOf(withRule('then: deny', `when: { client: [${values}] }`))).toHaveLength(200);
});

test('the shape of a policy reads the rules whose shape is right', () => {
  const shaped = wellShapedRules(treeOf('rules: [{ id: one, then: dney }, { id: two, then: deny }, three]'));

  expect(shaped.map(({ rule }) => rule)).toEqual([{ id: 'two', then: 'deny' }]);
  expect(shaped.map(({ node }) => plainValue(node))).toEqual([{ id: 'two', then: 'deny' }]);
});

test.each([
  'mode: enforce',
  'rules: a',
  'rules: { id: one, then: deny }',
  'rules: [{ id: one, when: { emailDomain: [{ file: a.txt }] }, then: deny }]',
])('the shape of a policy reads no rule of %s', (text) => {
  expect(wellShapedRules(treeOf(text))).toEqual([]);
});
