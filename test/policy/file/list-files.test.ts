import { expect, test } from 'vitest';
import { fail, ok } from '../../../src/core/result.ts';
import { expandLists } from '../../../src/policy/file/list-files.ts';
import { plainValue } from '../../../src/policy/file/tree.ts';
import type { Lists } from './read.ts';
import { treeOf } from './trees.ts';

const LISTS: Lists = {
  'a.txt': 'one.example\ntwo.example\n',
  'lists/b.txt': 'three.example\n',
  '..c.txt': 'four.example\n',
  'lists/d:e.txt': 'five.example\n',
};

function expand(text: string, lists: Readonly<Record<string, string | Uint8Array>> = LISTS, maxListed?: number) {
  const asked: string[] = [];
  const readList = (path: string) => {
    asked.push(path);
    const content = lists[path];
    return content === undefined ? fail('there is no such file') : ok(content);
  };
  const { tree, issues } = expandLists('policies/test.yaml', treeOf(text), readList, maxListed);
  return { tree, value: plainValue(tree), issues, asked };
}

const ruleWith = (list: string) => `rules: [{ when: { emailDomain: ${list} } }]`;
const listOf = (list: string, lists?: Readonly<Record<string, string | Uint8Array>>) => expand(ruleWith(list), lists);
const valuesOf = (...values: readonly string[]) => ({ rules: [{ when: { emailDomain: values } }] });

/** An error of the policy's first line. */
function errorAt(column: number, width: number, code: string, message: string) {
  return { file: 'policies/test.yaml', line: 1, column, width, severity: 'error', code, message };
}

test('a policy with list files puts the lines of a file in its place', () => {
  const { value, issues } = listOf('[a.example, { file: a.txt }, b.example, { file: lists/b.txt }]');

  expect(value).toEqual(valuesOf('a.example', 'one.example', 'two.example', 'b.example', 'three.example'));
  expect(issues).toEqual([]);
});

test('a policy with list files gives every line its place in its own file', () => {
  const lists = { 'a.txt': '# partners\r\n  a.example \t# one\r\r\n#\nb#c.example\n\t#d\u{2028}e\n  f.example' };

  const { tree } = expand('rules: [{ unless: { emailAddress: [{ file: a.txt }] } }]', lists);

  const line = (value: string, number: number, column: number) => ({
    kind: 'scalar',
    value,
    source: value,
    place: { file: 'policies/a.txt', line: number, column, width: value.length },
  });
  expect(JSON.stringify(tree)).toContain(
    JSON.stringify([line('a.example', 2, 3), line('b#c.example', 5, 1), line('f.example', 7, 3)]),
  );
});

test('a policy with list files reads a file once, however its path is written', () => {
  const text = `rules:
  - when: { emailDomain: [{ file: a.txt }, { file: ./a.txt }] }
    unless: { emailDomain: [{ file: lists/../a.txt }] }
`;

  const { value, asked } = expand(text);

  const twice = ['one.example', 'two.example', 'one.example', 'two.example'];
  const unless = { emailDomain: ['one.example', 'two.example'] };
  expect(value).toEqual({ rules: [{ when: { emailDomain: twice }, unless }] });
  expect(asked).toEqual(['a.txt']);
});

test.each([
  ['a policy that is no map', '[{ file: a.txt }]'],
  ['rules that are no list', 'rules: { when: { emailDomain: [{ file: a.txt }] } }'],
  ['a rule that is no map', 'rules: [a, [b]]'],
  ['conditions that are no map', 'rules: [{ when: [{ file: a.txt }], unless: a }]'],
  ['a list that is none', ruleWith('{ file: a.txt }')],
  ['a condition that takes no files', 'rules: [{ when: { trigger: [{ file: a.txt }], emailTag: [{ file: a.txt }] } }]'],
  ['a condition that is none', 'rules: [{ when: { domain: [{ file: a.txt }] } }]'],
  ['another key of a rule', 'rules: [{ verify: { emailDomain: [{ file: a.txt }] } }]'],
  ['another key of the policy', 'rule: [{ when: { emailDomain: [{ file: a.txt }] } }]'],
])('a policy with list files leaves %s as it is', (_, text) => {
  const { value, issues, asked } = expand(text);

  expect(value).toEqual(plainValue(treeOf(text)));
  expect({ issues, asked }).toEqual({ issues: [], asked: [] });
});

test.each([
  ['..c.txt', 'four.example'],
  ['lists/d:e.txt', 'five.example'],
])('a policy with list files reads %s, which stays in the folder', (path, value) => {
  expect(listOf(`[{ file: "${path}" }]`).value).toEqual(valuesOf(value));
});

const LEAVES = "leaves the policy's folder; a list file stands beside the policy or below it";
const NO_PATH = 'is not a path; write `/` between folders';

test.each([
  ['..', '`..`', LEAVES],
  ['a/../..', '`a/../..`', LEAVES],
  ['../a.txt', '`../a.txt`', LEAVES],
  ['lists/../../a.txt', '`lists/../../a.txt`', LEAVES],
  ['/a.txt', '`/a.txt`', LEAVES],
  ['C:/a.txt', '`C:/a.txt`', LEAVES],
  ['z:a.txt', '`z:a.txt`', LEAVES],
  ['a\\\\b.txt', '`a\\b.txt`', NO_PATH],
  ['a\\tb.txt', '`a\u{fffd}b.txt`', NO_PATH],
])('a policy with list files refuses the path "%s"', (path, shown, problem) => {
  const { issues, asked } = listOf(`[{ file: "${path}" }]`);

  expect(issues).toEqual([errorAt(41, path.length + 2, 'file-outside', `${shown} ${problem}`)]);
  expect(asked).toEqual([]);
});

const NO_TEXT = '`file` takes a path, such as `lists/partners.txt`';

test.each([
  ['{}', errorAt(33, 2, 'wrong-type', NO_TEXT)],
  ['{ file: 3 }', errorAt(41, 1, 'wrong-type', NO_TEXT)],
  ['{ file: "" }', errorAt(41, 2, 'wrong-type', NO_TEXT)],
  ['{ file: [a.txt] }', errorAt(41, 7, 'wrong-type', NO_TEXT)],
  ['{ file: a.txt, b: c }', errorAt(48, 1, 'unknown-key', 'unknown key `b` in a list entry')],
  ['{ flie: a.txt }', errorAt(35, 4, 'unknown-key', 'unknown key `flie` in a list entry; did you mean `file`?')],
  ['{ file: x.txt }', errorAt(41, 5, 'file-unreadable', '`x.txt` cannot be read: there is no such file')],
])('a policy with list files refuses the entry %s', (entry, issue) => {
  const { value, issues } = listOf(`[${entry}]`);

  expect(issues).toEqual([issue]);
  expect(value).toEqual(valuesOf('unread.invalid'));
});

test('a policy with list files refuses a file without a value where it is named', () => {
  const { value, issues } = listOf('[{ file: a.txt }]', { 'a.txt': '# nothing yet\n \n' });

  expect(issues).toEqual([errorAt(41, 5, 'empty-list', 'the list file `a.txt` holds no value')]);
  expect(value).toEqual(valuesOf('unread.invalid'));
});

test('a policy with list files refuses a binary file at its own start', () => {
  const { value, issues } = listOf('[{ file: a.txt }]', { 'a.txt': 'a\0b' });

  const message = '`policies/a.txt` holds a NUL byte at offset 1; it is not a text file';
  expect(issues).toEqual([
    { file: 'policies/a.txt', line: 1, column: 1, width: 1, severity: 'error', code: 'binary', message },
  ]);
  expect(value).toEqual(valuesOf('unread.invalid'));
});

test('a policy with list files names the line of a list that is Latin-1', () => {
  const { value, issues } = listOf('[{ file: a.txt }]', {
    'a.txt': Buffer.from('a.example\ncaf\u{e9}.example\n', 'latin1'),
  });

  expect(issues).toMatchObject([{ file: 'policies/a.txt', line: 2, code: 'not-utf-8' }]);
  expect(issues[0]?.message).toContain('in Latin-1 `\u{e9}`');
  expect(value).toEqual(valuesOf('unread.invalid'));
});

test('a policy with list files bounds what all rules list together', () => {
  const text = ruleWith('[{ file: a.txt }, { file: lists/b.txt }, { file: a.txt }]');

  const within = expand(text, LISTS, 5);
  const beyond = expand(text, LISTS, 4);

  const listed = ['one.example', 'two.example', 'three.example'];
  expect(within.issues).toEqual([]);
  expect(within.value).toEqual(valuesOf(...listed, 'one.example', 'two.example'));
  expect(beyond.issues).toEqual([errorAt(81, 5, 'too-large', 'with `a.txt` the rules list more than 4 values')]);
  expect(beyond.value).toEqual(valuesOf(...listed, 'unread.invalid'));
});
