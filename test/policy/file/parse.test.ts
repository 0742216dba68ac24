import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/policy.ts';
import { errorsOf, parse, spots, withRule } from './read.ts';

const DENY_DOMAIN = (list: string) => withRule(`when: { emailDomain: ${list} }`, 'then: deny');

test('the reader of policies fills in every default', () => {
  const result = parse('version: 1\nmode: enforce\nrules: []\notherwise: code\ncollision: { then: deny }\n');

  const collision = { holders: 'any', then: 'deny' };
  expect(result).toMatchObject({ ok: true, value: { document: { ...DEFAULT_SETTINGS, collision, rules: [] } } });
});

test('the reader of policies inlines list files at their own places', () => {
  const lists = { 'lists/a.txt': '# partners\nexample.com  # head office\r\n\n*.example.com\n' };

  const result = parse(DENY_DOMAIN('[example.org, { file: lists/a.txt }]'), lists);

  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const values = ['example.org', 'example.com', '*.example.com'];
  expect(result.value.document.rules[0]?.when).toEqual({ emailDomain: values });
  const path = ['rules', 0, 'when', 'emailDomain', 2];
  expect(result.value.placeOf(path)).toMatchObject({ file: 'policies/lists/a.txt', line: 4, column: 1 });
});

test('the reader of policies explains a near miss in a list file', () => {
  const [issue] = errorsOf(DENY_DOMAIN('[{ file: a.txt }]'), { 'a.txt': 'example.com\n  @example.org\n' });

  expect(issue).toMatchObject({ file: 'policies/a.txt', line: 2, column: 3, code: 'near-miss' });
  expect(issue?.message).toContain('did you mean `example.org`?');
});

test.each([
  ['[..]'],
  ['["/etc/passwd"]'],
  ['[../../etc/passwd]'],
  ['[lists/../../a.txt]'],
  ['["C:/a.txt"]'],
  ['["..\\\\a.txt"]'],
])('the reader of policies refuses the list file %s outside its folder', (list) => {
  const path = list.slice(1, -1);

  const issues = errorsOf(DENY_DOMAIN(`[{ file: ${path} }]`));

  expect(spots(issues)).toEqual(['6:35 file-outside']);
});

test('the reader of policies refuses an empty list file, a missing one and a stray key', () => {
  const issues = errorsOf(DENY_DOMAIN('[{ file: a.txt }, { file: b.txt }, { flie: c }, { file: 3 }]'), {
    'a.txt': '# -\n',
  });

  expect(issues.map(({ code }) => code)).toEqual(['empty-list', 'file-unreadable', 'unknown-key', 'wrong-type']);
});

test('the reader of policies refuses binary list files', () => {
  const [issue] = errorsOf(DENY_DOMAIN('[{ file: a.txt }]'), { 'a.txt': 'a\0b' });

  expect(issue).toMatchObject({ file: 'policies/a.txt', code: 'binary' });
});

test('the reader of policies reports every error of a file at once', () => {
  const text = `version: 2
mod: enforce
rules:
  - id: Staff
    when:
      emailDomian: [example.com]
      emailDomain: ["@example.com", 5]
      trigger: [signup]
      disposableEmail: false
      client: abc
      provider: []
    then: aprove
    verify: []
  - id: b
    id: c
    emailTag: true
    then: deny
collision: { holder: any }
lookup:
`;

  expect(spots(errorsOf(text))).toEqual([
    '1:1 missing-key',
    '1:1 missing-key',
    '1:10 bad-value',
    '2:1 unknown-key',
    '4:9 bad-value',
    '6:7 unknown-key',
    '7:21 near-miss',
    '7:37 wrong-type',
    '8:17 near-miss',
    '9:24 bad-value',
    '10:15 wrong-type',
    '11:7 empty-list',
    '12:11 bad-value',
    '13:5 empty-list',
    '15:5 duplicate-key',
    '16:5 unknown-key',
    '18:14 unknown-key',
    '19:1 wrong-type',
  ]);
});

test.each([
  ['emailDomian', 'did you mean `emailDomain`?'],
  ['email_domain', 'did you mean `emailDomain`?'],
  ['domain', 'did you mean `emailDomain`?'],
  ['xyzzy', 'valid here: `emailDomain`'],
])('the reader of policies names the key nearest to %s', (key, hint) => {
  const [issue] = errorsOf(withRule(`when: { ${key}: [example.com] }`, 'then: deny'));

  expect(issue).toMatchObject({ line: 6, column: 13, code: 'unknown-key' });
  expect(issue?.message).toContain(`\`${key}\``);
  expect(issue?.message).toContain(hint);
});

test.each([
  [['then: deny', 'verify: [email]'], 'verify-without-approve'],
  [['then: deny', 'acknowledge: because'], 'acknowledge-without-approve'],
  [['then: code', 'message: no'], 'message-without-deny'],
  [['then: approve', 'verify: [email]'], 'verify-without-acknowledge'],
  [['then: approve', 'verify: [email]', 'acknowledge: " "'], 'verify-without-acknowledge'],
  [['then: approve', 'when: { metadata: { a: [b] } }'], 'approve-on-claimed-value'],
  [['then: approve', 'unless: { attribute: { a: [b] } }'], 'approve-on-claimed-value'],
  [['then: deny', 'unless: {}'], 'empty-conditions'],
  [['then: deny', 'when: { metadata: {} }'], 'empty-conditions'],
  [['then: deny', 'when: { metadata: { __proto__: [a] } }'], 'bad-key'],
  [['then: deny', 'when: { emailTag: }'], 'wrong-type'],
  [['then: deny', 'when: { client: [007] }'], 'wrong-type'],
  [['then: deny', `message: ${'x'.repeat(201)}`], 'too-long'],
  [['then: deny', 'message: "a\\nb"'], 'bad-value'],
  [['then: deny', 'message: !!binary aGk='], 'tag'],
])('the reader of policies refuses %j', (lines, code) => {
  const issues = errorsOf(withRule(...lines));

  expect(issues.map((issue) => issue.code)).toContain(code);
});

test('the reader of policies finds an invariant broken beside a misspelt rule', () => {
  const text = `${withRule('then: dney')}  - id: two\n    then: approve\n    verify: [email]\n`;

  expect(spots(errorsOf(text))).toEqual(['6:11 bad-value', '9:5 verify-without-acknowledge']);
});

test('the reader of policies refuses an id that stands twice', () => {
  const text = `${withRule('then: deny')}  - id: one\n    then: code\n`;

  expect(spots(errorsOf(text))).toEqual(['7:5 duplicate-id']);
});
