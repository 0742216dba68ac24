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

/** The only error of a rule with a list file of four such values. */
function onlyIssue(field: string, value: string, name = 'lists/a.txt') {
  const list = Array.from({ length: 4 }, (_, index) => value.replace('#', String(index))).join('\n');
  const issues = errorsOf(withRule(`when: { ${field}: [{ file: "${name}" }] }`, 'then: deny'), { [name]: list });
  expect(issues).toHaveLength(1);
  return issues[0];
}

test.each([
  ['emailDomain', '@a#.example', '--domains'],
  ['emailAddress', 'A#@a.example', '--addresses'],
])('names the command that mends a list of %s', (field, value, option) => {
  const issue = onlyIssue(field, value);

  expect(issue).toMatchObject({ file: 'policies/lists/a.txt', line: 1, code: 'near-miss' });
  expect(issue?.message).toMatch(/^4 values alike: /u);
  expect(issue?.message).toContain(
    `; \`signup-guard import policies/lists/a.txt ${option} policies/lists/a.txt\` writes them right`,
  );
});

test('names a list as a shell takes it', () => {
  const issue = onlyIssue('emailDomain', '@a#.example', 'my list.txt');

  expect(issue?.message).toContain("`signup-guard import 'policies/my list.txt' --domains 'policies/my list.txt'`");
});

test('offers no command for other conditions, nor for values of the policy itself', () => {
  const inline = "rules: [{ when: { emailDomain: ['@a.b', '@c.d', '@e.f', '@g.h'] } }]";

  expect(onlyIssue('client', 'a #')?.message).not.toContain('import');
  expect(issuesOf(inline).map(({ message }) => message)).toEqual([
    '4 values alike: `@a.b` has an `@`; a domain is written without one; did you mean `a.b`? likewise `@c.d` on line 1, `@e.f` on line 1',
  ]);
});

test('shows of a long value its beginning, and no backtick of one', () => {
  const long = `${'a'.repeat(90)} b`;

  expect(issuesOf(`rules: [{ when: { client: ["${long}", "a \x60"] } }]`).map(({ message }) => message)).toEqual([
    `\`${'a'.repeat(80)}…\` is not an app client id`,
    '`a \u{fffd}` is not an app client id',
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
