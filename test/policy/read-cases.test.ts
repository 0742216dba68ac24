import { expect, test } from 'vitest';
import { readCases, readHolders } from '../../src/policy/read-cases.ts';
import { spots } from './read.ts';

function issuesOf(text: string) {
  const read = readCases({ file: 'x.cases.yaml', text });
  return read.ok ? [] : read.error;
}

test('reads names, attempts and expectations', () => {
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
    'a number for text',
    'cases:\n  - { name: a, attempt: { phone: 12 }, expect: { outcome: code } }\n',
    ['2:34 wrong-type'],
  ],
  ['no cases', 'cases: []\n', ['1:1 empty-value']],
  ['a text that is no map', 'hello\n', ['1:1 bad-value']],
])('tells the place of %s', (_, text, places) => {
  expect(spots(issuesOf(text))).toEqual(expect.arrayContaining(places));
});

test('suggests the nearest spelling', () => {
  const [issue] = issuesOf('cases:\n  - { name: a, attempt: { emial: x }, expect: { outcome: code } }\n');

  expect(issue?.message).toBe('unknown key `emial`; did you mean `email`?');
});

test('refuses two cases of one name', () => {
  const one = '  - { name: a, attempt: {}, expect: { outcome: code } }\n';

  expect(spots(issuesOf(`cases:\n${one}${one}`))).toEqual(['3:7 duplicate-name']);
});

test('reads holders as a list or under their key', () => {
  const value = [{ user: 'bob', email: 'a@example.com' }];

  expect(readHolders({ file: 'h', text: JSON.stringify(value) })).toEqual({ ok: true, value });
  expect(readHolders({ file: 'h', text: JSON.stringify({ holders: value }) })).toEqual({ ok: true, value });
});
