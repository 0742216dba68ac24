import { describe, expect, it, test } from 'vitest';
import { hasValueIssue, READERS, valueIssues } from '../../../src/policy/file/values.ts';
import { errorsOf, withRule } from './read.ts';
import { treeOf } from './trees.ts';

const issuesOf = (text: string) => valueIssues(treeOf(text));

test('the check of values explains a near miss at its own place', () => {
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
])('the check of values suggests a trigger for %s', (condition, hint) => {
  const [issue] = issuesOf(`rules: [{ unless: { ${condition} } }]`);

  const word = condition.slice('trigger: ['.length, -1);
  expect(issue?.message).toBe(
    `\`${word}\` is not a trigger; it is one of \`sign-up\`, \`external-provider\`, \`admin-create\`${hint}`,
  );
});

test('the check of values suggests nothing where nothing is near', () => {
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
])('the check of values names the command that mends a list of %s', (field, value, option) => {
  const issue = onlyIssue(field, value);

  expect(issue).toMatchObject({ file: 'policies/lists/a.txt', line: 1, code: 'near-miss' });
  expect(issue?.message).toMatch(/^4 values alike: /u);
  expect(issue?.message).toContain(
    `; \`signup-guard import policies/lists/a.txt ${option} policies/lists/a.txt\` writes them right`,
  );
});

test('the check of values names a list as a shell takes it', () => {
  const issue = onlyIssue('emailDomain', '@a#.example', 'my list.txt');

  expect(issue?.message).toContain("`signup-guard import 'policies/my list.txt' --domains 'policies/my list.txt'`");
});

test('the check of values offers no command for other conditions, nor for values of the policy itself', () => {
  const inline = "rules: [{ when: { emailDomain: ['@a.b', '@c.d', '@e.f', '@g.h'] } }]";

  expect(onlyIssue('userName', 'a*b#')?.message).toMatch(/^4 values alike: (?!.*import)/u);
  expect(issuesOf(inline).map(({ message }) => message)).toEqual([
    '4 values alike: `@a.b` has an `@`; a domain is written without one; did you mean `a.b`? likewise `@c.d` on line 1, `@e.f` on line 1',
  ]);
});

test('the check of values shows of a long value its beginning, and no backtick of one', () => {
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
  ['a map of a condition that is none', 'rules: [{ when: { domain: { a: [b] } } }]'],
  ['values of names that are no list', 'rules: [{ when: { attribute: { email: a } } }]'],
  ['names whose values are no text', 'rules: [{ when: { attribute: { email: [5, ""] } } }]'],
  ['a list that is none', 'rules: [{ when: { emailDomain: "@example.com" } }]'],
  ['named values', 'rules: [{ when: { metadata: { a: ["@"] } } }]'],
  ['a flag', 'rules: [{ when: { emailTag: [a] } }]'],
  ['the empty text and other types', 'rules: [{ when: { emailDomain: ["", 5, [a], { b: c }] } }]'],
  ['conditions elsewhere than in a rule', 'when: { emailDomain: ["@example.com"] }'],
])('the check of values leaves to others %s', (_, text) => {
  expect(issuesOf(text)).toEqual([]);
});

describe('a name under `attribute`', () => {
  const said = (attribute: string) => issuesOf(`rules: [{ when: { attribute: ${attribute} } }]`);
  const NEITHER = 'is neither a standard attribute nor one of your own, `custom:` and its name';

  it.each([
    ['team', `\`team\` ${NEITHER}; did you mean \`custom:team\`?`],
    ['Custom:team', `\`Custom:team\` ${NEITHER}; did you mean \`custom:team\`?`],
    ['" custom:team"', `\` custom:team\` ${NEITHER}; did you mean \`custom:team\`?`],
    ['Email', `\`Email\` ${NEITHER}; did you mean \`email\`?`],
    ['phone', `\`phone\` ${NEITHER}; did you mean \`phone_number\`?`],
    ['phoneNumber', `\`phoneNumber\` ${NEITHER}; did you mean \`phone_number\`?`],
    ['familyName', `\`familyName\` ${NEITHER}; did you mean \`family_name\`?`],
    ['first-name', `\`first-name\` ${NEITHER}; did you mean \`given_name\`?`],
    ['username', '`username` is not an attribute: the condition `userName` is about it'],
    ['User_Name', '`User_Name` is not an attribute: the condition `userName` is about it'],
    ['sub', '`sub` is not an attribute yet: a user gets it once they exist'],
    ['"custom:"', `\`custom:\` ${NEITHER}`],
    ['custom:twenty-one-characters', `\`custom:twenty-one-characters\` ${NEITHER}`],
    ['a space', `\`a space\` ${NEITHER}`],
  ])('%s is explained', (name, message) => {
    expect(said(`{ ${name}: [x] }`)).toMatchObject([{ code: 'near-miss', message }]);
  });

  it('is explained at its own place', () => {
    expect(said('{ custom:a: [b], team: [c] }')).toMatchObject([{ line: 1, column: 47, width: 4 }]);
  });

  it.each([
    'email',
    'preferred_username',
    'email_verified',
    'custom:Team',
    'custom:precisely-20-letters',
    'custom:größe',
  ])('%s is taken', (name) => {
    expect(said(`{ ${name}: [a@example.com] }`)).toEqual([]);
  });

  it('has whole addresses where it is the email', () => {
    const messages = said('{ email: [a@example.com, "*@example.com", A@example.com], name: ["*"] }').map(
      ({ line, column, message }) => `${line}:${column} ${message}`,
    );

    expect(messages).toEqual([
      '1:55 `*@example.com` has a `*`, and addresses are written whole; for all of a domain use `emailDomain`',
      '1:72 `A@example.com` is written as `a@example.com`; did you mean `a@example.com`?',
    ]);
  });

  it.each([
    '{ "": [a] }',
    '{ email: a }',
    '{ email: [5, ""] }',
    '[team]',
  ])('what stands in %s is left to others by the check of values', (attribute) => {
    expect(said(attribute)).toEqual([]);
  });
});

test('the check of values shows no control character of a value', () => {
  const [issue] = errorsOf(withRule('when: { phoneCountry: ["\\e[2J"] }', 'then: deny'));

  expect(issue?.message).toBe('`\u{fffd}[2J` is not a two-letter country code in capitals');
});

test('a policy reads domains and addresses as sign-ups do', () => {
  expect(READERS.domain('Example.com')).toBe('example.com');
  expect(READERS.emailAddress('Ada@Example.com')).toBe('ada@example.com');
  expect(READERS.emailAddress('ada')).toBeNull();
});

test.each([
  ['rules: [{ when: { emailDomain: [a.example], client: ["a b"] } }]', true],
  ['rules: [{ when: { emailDomain: ["@a.example"] }, unless: { client: [a] } }]', true],
  ['rules: [{ when: { emailDomain: [a.example] }, unless: { client: [a] } }]', false],
  ['rules: []', false],
])('the check of values finds in %s some issue: %s', (text, found) => {
  expect(hasValueIssue(treeOf(text))).toBe(found);
});

describe('a phone number under `attribute`', () => {
  const SAID = 'is not a phone number as Cognito has it: `+`, country code and number, digits alone';
  const said = (number: string) =>
    issuesOf(`rules: [{ when: { attribute: { phone_number: ["${number}"] } } }]`).map(({ message }) => message);

  it.each([
    ['+1 (206) 555-0100', `\`+1 (206) 555-0100\` ${SAID}; did you mean \`+12065550100\`?`],
    ['0012065550100', `\`0012065550100\` ${SAID}; did you mean \`+12065550100\`?`],
    ['1.206.555.0100', `\`1.206.555.0100\` ${SAID}`],
    ['12065550100', `\`12065550100\` ${SAID}`],
  ])('a value that would never match is told: %s', (number, message) => {
    expect(said(number)).toEqual([message]);
  });

  it('stands as Cognito has it', () => {
    expect(said('+12065550100')).toEqual([]);
  });
});
