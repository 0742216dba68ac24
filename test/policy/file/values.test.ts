import { expect, test } from 'vitest';
import { READERS, valueIssues } from '../../../src/policy/file/values.ts';
import { errorsOf, withRule } from './read.ts';
import { treeOf } from './trees.ts';

const issuesOf = (text: string) => valueIssues(treeOf(text));

test('explains a near miss at its own place', () => {
  expect(issuesOf('rules:\n  - when: { emailDomain: [example.com, "@example.org"] }\n')).toEqual([
    {
      file: 'policies/test.yaml',
      line: 2,
      column: 40,
      width: 14,
      severity: 'error',
      code: 'near-miss',
      message: '`@example.org` has an `@`; a domain is written without one; did you mean `example.org`?',
    },
  ]);
});

test.each([
  ['trigger: [PreSignUp_SignUp]', '; did you mean `sign-up`?'],
  ['trigger: [admin_creat]', '; did you mean `admin-create`?'],
  ['trigger: [xyzzy]', ''],
])('suggests a trigger for %s', (condition, hint) => {
  const [issue] = issuesOf(`rules: [{ unless: { ${condition} } }]`);

  const word = condition.slice('trigger: ['.length, -1);
  expect(issue?.message).toBe(
    `\`${word}\` is not a trigger; it is one of \`sign-up\`, \`external-provider\`, \`admin-create\`${hint}`,
  );
});

test('suggests nothing where nothing is near', () => {
  expect(issuesOf('rules: [{ when: { emailDomain: [localhost] } }]').map(({ message }) => message)).toEqual([
    '`localhost` is not a domain name',
  ]);
});

test.each([
  ['a policy without rules', 'mode: enforce'],
  ['rules that are no list', 'rules: { a: b }'],
  ['rules that are no maps', 'rules: [a, [b], { id: one }]'],
  ['conditions that are no map', 'rules: [{ when: a }, { when: [b] }]'],
  ['a condition that is none', 'rules: [{ when: { domain: ["@example.com"] } }]'],
  ['a list that is none', 'rules: [{ when: { emailDomain: "@example.com" } }]'],
  ['named values', 'rules: [{ when: { metadata: { a: ["@"] } } }]'],
  ['a flag', 'rules: [{ when: { emailTag: [a] } }]'],
  ['the empty text and other types', 'rules: [{ when: { emailDomain: ["", 5, [a], { b: c }] } }]'],
  ['conditions elsewhere than in a rule', 'when: { emailDomain: ["@example.com"] }'],
])('leaves to others %s', (_, text) => {
  expect(issuesOf(text)).toEqual([]);
});

test('shows no control character of a value', () => {
  const [issue] = errorsOf(withRule('when: { phoneCountry: ["\\e[2J"] }', 'then: deny'));

  expect(issue?.message).toBe('`\u{fffd}[2J` is not a two-letter country code in capitals');
});

test('reads domains and addresses as sign-ups do', () => {
  expect(READERS.domain('Example.com')).toBe('example.com');
  expect(READERS.emailAddress('Ada@Example.com')).toBe('ada@example.com');
  expect(READERS.emailAddress('ada')).toBeNull();
});
