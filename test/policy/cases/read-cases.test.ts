import { expect, test } from 'vitest';
import { readCases, readHolders } from '../../../src/policy/cases/read-cases.ts';
import { spots } from '../file/read.ts';

function issuesOf(text: string) {
  const read = readCases({ file: 'x.cases.yaml', text });
  return read.ok ? [] : read.error;
}

test('the reader of cases reads names, attempts and expectations', () => {
  const text = 'cases:\n  - name: one\n    attempt: { email: a@example.com }\n    expect: { outcome: code }\n';

  expect(readCases({ file: 'x.cases.yaml', text })).toEqual({
    ok: true,
    value: [{ name: 'one', attempt: { email: 'a@example.com' }, expect: { outcome: 'code' } }],
  });
});

test.each([
  ['a misspelt key', 'cases:\n  - name: a\n    atempt: {}\n    expect: { outcome: code }\n', ['3:5 unknown-key']],
  ['a word that is none', 'cases:\n  - { name: a, attempt: {}, expect: { outcome: cod } }\n', ['2:48 bad-value']],
  [
    'a reason that no decision gives',
    'cases:\n  - { name: a, attempt: {}, expect: { outcome: code, reason: colision } }\n',
    ['2:62 bad-value'],
  ],
  [
    'a number for text',
    'cases:\n  - { name: a, attempt: { phone: 12 }, expect: { outcome: code } }\n',
    ['2:34 wrong-type'],
  ],
  ['no cases', 'cases: []\n', ['1:1 empty-value']],
  ['a text that is no map', 'hello\n', ['1:1 bad-value']],
  ['an empty file', '', ['1:1 empty-file']],
])('the reader of cases tells the place of %s', (_, text, places) => {
  expect(spots(issuesOf(text))).toEqual(expect.arrayContaining(places));
});

function caseWith(fields: string): string {
  return `cases:\n  - { name: a, ${fields} }\n`;
}

const EXPECT = 'expect: { outcome: code }';

test.each([
  ['the file', 'csaes: []\n', 'csaes', 'cases'],
  ['a case', caseWith(`atempt: {}, ${EXPECT}`), 'atempt', 'attempt'],
  ['a case with holders', caseWith(`attempt: {}, ${EXPECT}, holdres: []`), 'holdres', 'holders'],
  ['an attempt', caseWith(`attempt: { emial: x }, ${EXPECT}`), 'emial', 'email'],
  ['an expectation', caseWith('attempt: {}, expect: { outcome: code, verifeid: [] }'), 'verifeid', 'verified'],
  ['a holder', caseWith(`attempt: {}, ${EXPECT}, holders: [{ user: b, statsu: x }]`), 'statsu', 'status'],
  [
    'what is withheld, its attribute',
    caseWith('attempt: {}, expect: { outcome: code, withheld: [{ atribute: email, because: held }] }'),
    'atribute',
    'attribute',
  ],
  [
    'what is withheld, its cause',
    caseWith('attempt: {}, expect: { outcome: code, withheld: [{ attribute: email, becuase: held }] }'),
    'becuase',
    'because',
  ],
])('the reader of cases suggests the nearest spelling in %s', (_, text, written, meant) => {
  const messages = issuesOf(text).map(({ message }) => message);

  expect(messages).toContain(`unknown key \`${written}\`; did you mean \`${meant}\`?`);
});

test('the reader of cases lists what can be expected where nothing is near', () => {
  const messages = issuesOf(caseWith('attempt: {}, expect: { outcome: approve, verify: [email] }')).map(
    ({ message }) => message,
  );

  expect(messages).toEqual([
    'unknown key `verify`; valid here: `outcome`, `reason`, `rules`, `verified`, `withheld`, `message`',
  ]);
});

test('the reader of cases suggests nothing that a cases file cannot hold', () => {
  const messages = issuesOf('holders: []\n').map(({ message }) => message);

  expect(messages).toEqual(['the key `cases` is missing', 'unknown key `holders`; valid here: `cases`']);
});

test('the reader of cases refuses a name that is taken, wherever it stands', () => {
  const [one, other] = ['a', 'b'].map((name) => `  - { name: ${name}, attempt: {}, ${EXPECT} }\n`);

  const issue = { file: 'x.cases.yaml', column: 7, width: 4, severity: 'error', code: 'duplicate-name' };
  expect(issuesOf(`cases:\n${one}${other}${one}${one}`)).toEqual([
    { ...issue, line: 4, message: 'the name `a` is already taken' },
    { ...issue, line: 5, message: 'the name `a` is already taken' },
  ]);
});

test.each([
  ['a list', '- user: bob\n  email: a@example.com\n'],
  ['a list in JSON', '[{ "user": "bob", "email": "a@example.com" }]'],
  ['a list in bytes', new TextEncoder().encode('- { user: bob, email: a@example.com }\n')],
  ['a list behind a document start', '---\n- { user: bob, email: a@example.com }\n'],
  ['a map', 'holders:\n  - user: bob\n    email: a@example.com\n'],
  ['a map in JSON', '{ "holders": [{ "user": "bob", "email": "a@example.com" }] }'],
  ['a map behind a document start', '---\nholders: [{ user: bob, email: a@example.com }]\n'],
  ['a map behind a ruler', `${'#'.repeat(60)}\nholders: [{ user: bob, email: a@example.com }]\n`],
])('the reader of cases reads holders from %s', (_, text) => {
  expect(readHolders({ file: 'h', text })).toEqual({ ok: true, value: [{ user: 'bob', email: 'a@example.com' }] });
});

test.each([
  ['a key of a list', '- usr: bob\n', ['the key `user` is missing', 'unknown key `usr`; did you mean `user`?']],
  [
    'a key of a map',
    'holders:\n  - usr: bob\n',
    ['the key `user` is missing', 'unknown key `usr`; did you mean `user`?'],
  ],
  ['the one key', 'holder: []\n', ['the key `holders` is missing', 'unknown key `holder`; did you mean `holders`?']],
  [
    'what is not UTF-8',
    new Uint8Array([0x2d, 0x20, 0xe9]),
    ['`h` is not UTF-8 text: line 1 holds the byte 0xE9, in Latin-1 `é`; save it as UTF-8'],
  ],
])('the reader of cases says of holders what is wrong with %s', (_, text, messages) => {
  const read = readHolders({ file: 'h', text });

  expect(read.ok ? [] : read.error.map(({ message }) => message)).toEqual(messages);
});

test.each(['2027-03-31', '2027-03-31T12:00:00+01:00'])('the reader of cases takes the time %s', (at) => {
  const text = `cases:\n  - { name: one, at: "${at}", attempt: {}, expect: { outcome: code } }\n`;

  expect(readCases({ file: 'a.cases.yaml', text })).toMatchObject({ ok: true, value: [{ at }] });
});

test.each([
  '2027-02-31',
  '2027-01-01T12:00:00',
  'now',
])('the reader of cases refuses the time %s at its place', (at) => {
  const text = `cases:\n  - name: one\n    at: "${at}"\n    attempt: {}\n    expect: { outcome: code }\n`;
  const cases = readCases({ file: 'a.cases.yaml', text });

  expect(cases).toMatchObject({
    ok: false,
    error: [
      {
        line: 3,
        column: 5,
        code: 'bad-time',
        message: expect.stringMatching(new RegExp(`^\`${at}\` is no day and no time; write one that exists`, 'u')),
      },
    ],
  });
});
