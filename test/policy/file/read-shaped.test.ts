/**
 * What is wrong with a small file, in whole sentences and at its place.
 */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Issue } from '../../../src/policy/file/issue.ts';
import { readTree, shaped } from '../../../src/policy/file/read-shaped.ts';

const FILE = 'small.yaml';
const Pet = z.strictObject({
  name: z.string().check(z.minLength(1)),
  kind: z.optional(z.enum(['cat', 'dog'])),
  toys: z.optional(z.array(z.string()).check(z.minLength(1))),
});
const Pets = z.strictObject({ pets: z.array(Pet) });

function read<T extends z.ZodMiniType>(schema: T, text: string | Uint8Array) {
  const tree = readTree({ file: FILE, text });
  return tree.ok ? shaped(schema, tree.value, (path) => (path.length === 0 ? ['pets'] : Object.keys(Pet.shape))) : tree;
}

function issuesOf(text: string | Uint8Array, schema: z.ZodMiniType = Pets): readonly Issue[] {
  const result = read(schema, text);
  return result.ok ? [] : result.error;
}

/** An error of the small file. */
function error(line: number, column: number, width: number, code: string, message: string): Issue {
  return { file: FILE, line, column, width, severity: 'error', code, message };
}

test('the reader of shapes reads a value that fits', () => {
  const text = 'pets:\n  - name: Tom\n    kind: cat\n';

  expect(read(Pets, text)).toEqual({ ok: true, value: { pets: [{ name: 'Tom', kind: 'cat' }] } });
});

test.each<[string, string, Issue]>([
  [
    'an unknown key at the top',
    'pets: []\npet: 1\n',
    error(2, 1, 3, 'unknown-key', 'unknown key `pet`; did you mean `pets`?'),
  ],
  [
    'an unknown key of an entry',
    'pets:\n  - name: Tom\n    knid: cat\n',
    error(3, 5, 4, 'unknown-key', 'unknown key `knid`; did you mean `kind`?'),
  ],
  [
    'a key like no other',
    'pets:\n  - name: Tom\n    furniture: cat\n',
    error(3, 5, 9, 'unknown-key', 'unknown key `furniture`; valid here: `name`, `kind`, `toys`'),
  ],
  ['a missing key', 'pets:\n  - kind: cat\n', error(2, 5, 9, 'missing-key', 'the key `name` is missing')],
  [
    'a number for text',
    'pets:\n  - name: 12\n',
    error(2, 11, 2, 'wrong-type', '`name` must be text, not the number `12`; put it in quotes'),
  ],
  ['a key without a value', 'pets:\n  - name:\n', error(2, 5, 4, 'wrong-type', '`name` has no value; it must be text')],
  [
    'an entry of the wrong type',
    'pets:\n  - name: Tom\n    toys: [ball, 7]\n',
    error(3, 18, 1, 'wrong-type', 'an entry of `toys` must be text, not the number `7`; put it in quotes'),
  ],
  [
    'a map for a list',
    'pets:\n  name: Tom\n',
    error(1, 1, 4, 'wrong-type', '`pets` must be a list, not a map with the key `name`'),
  ],
  [
    'a word that is none',
    'pets:\n  - { name: Tom, kind: cta }\n',
    error(2, 24, 3, 'bad-value', '`kind` takes one of `cat`, `dog`, not `cta`; did you mean `cat`?'),
  ],
  [
    'a list for a word',
    'pets:\n  - { name: Tom, kind: [cat] }\n',
    error(2, 18, 4, 'bad-value', '`kind` is not valid here'),
  ],
  ['an empty text', "pets:\n  - { name: '' }\n", error(2, 13, 2, 'empty-value', '`name` is empty')],
  ['an empty list', 'pets:\n  - { name: Tom, toys: [] }\n', error(2, 18, 4, 'empty-value', '`toys` is empty')],
  ['a text that is no map', 'hello\n', error(1, 1, 5, 'bad-value', 'the file is not of this shape')],
])('the reader of shapes says what is wrong with %s', (_, text, issue) => {
  expect(issuesOf(text)).toEqual([issue]);
});

test('calls the file by no key where a list stands alone', () => {
  expect(issuesOf('- 5\n', z.array(Pet))).toEqual([
    error(1, 3, 1, 'wrong-type', 'an entry of `the file` must be a map of keys, not the number `5`'),
  ]);
});

test('the reader of shapes tells of issues in reading order', () => {
  const places = issuesOf('pets:\n  - { nmae: Tom, kind: cta }\n').map(({ column, code }) => `${column} ${code}`);

  expect(places).toEqual(['5 missing-key', '7 unknown-key', '24 bad-value']);
});

test.each<[string, string | Uint8Array, Issue]>([
  ['an empty file', '', error(1, 1, 1, 'empty-file', '`small.yaml` holds nothing')],
  [
    'a file that is not UTF-8',
    new Uint8Array([0x61, 0x3a, 0x20, 0xe9]),
    error(
      1,
      1,
      1,
      'not-utf-8',
      '`small.yaml` is not UTF-8 text: line 1 holds the byte 0xE9, in Latin-1 `é`; save it as UTF-8',
    ),
  ],
  [
    'a key that stands twice',
    'pets: []\npets: []\n',
    error(2, 1, 4, 'duplicate-key', 'the key `pets` stands here twice; the first is on line 1'),
  ],
])('the reader of shapes refuses %s', (_, text, issue) => {
  expect(issuesOf(text)).toEqual([issue]);
});

test.each([
  ['bad entries', `pets: [${'1, '.repeat(60)}]\n`],
  ['unknown keys', `pets: []\n${Array.from({ length: 60 }, (_, index) => `key-${index}: 1\n`).join('')}`],
])('the reader of shapes explains no more than the first fifty of many %s', (_, text) => {
  expect(issuesOf(text)).toHaveLength(50);
});
