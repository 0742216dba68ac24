import { expect, test } from 'vitest';
import { plainValue } from '../../../src/policy/file/tree.ts';
import { readYaml } from '../../../src/policy/file/yaml-tree.ts';

const issuesOf = (text: string, maxNodes?: number) => readYaml('a.yaml', text, maxNodes).issues;

function read(text: string): unknown {
  const { tree, issues } = readYaml('a.yaml', text);
  return tree === null ? issues : plainValue(tree);
}

function at(line: number, column: number, width: number) {
  return { file: 'a.yaml', line, column, width };
}

function errorAt(line: number, column: number, width: number, code: string, message: string) {
  return { ...at(line, column, width), severity: 'error', code, message };
}

test('the reader of YAML gives every node its place', () => {
  const a = { kind: 'scalar', value: 'x', source: 'x', place: at(1, 5, 1) };
  const two = { kind: 'scalar', value: 2, source: '0x2', place: at(1, 8, 3) };
  const none = { kind: 'scalar', value: null, source: '', place: at(3, 3, 1) };
  const block = { kind: 'scalar', value: 'yes\n', source: '|\n  yes\n', place: at(4, 4, 1) };

  expect(readYaml('a.yaml', 'a: [x, 0x2]\n? b\n? c\nd: |\n  yes\n')).toEqual({
    tree: {
      kind: 'map',
      place: at(1, 1, 11),
      entries: [
        { key: 'a', keyPlace: at(1, 1, 1), value: { kind: 'list', items: [a, two], place: at(1, 4, 8) } },
        { key: 'b', keyPlace: at(2, 3, 1), value: { ...none, place: at(2, 3, 1) } },
        { key: 'c', keyPlace: at(3, 3, 1), value: none },
        { key: 'd', keyPlace: at(4, 1, 1), value: block },
      ],
    },
    issues: [],
  });
});

test('the reader of YAML gives a long line no endless width', () => {
  expect(readYaml('a.yaml', 'x'.repeat(300)).tree?.place).toEqual(at(1, 1, 200));
});

test.each(['', '# a: 1\n', '\n\n'])('the reader of YAML finds no policy in %j', (text) => {
  expect(readYaml('a.yaml', text)).toEqual({
    tree: null,
    issues: [errorAt(1, 1, 1, 'empty-file', '`a.yaml` holds nothing')],
  });
});

test.each([
  ['a: !!str 5', { a: '5' }],
  ['a: ! 5', { a: '5' }],
  ['a: !!int 5', { a: 5 }],
  ['a: !!bool true', { a: true }],
  ['a: !!null ~', { a: null }],
  ['a: !!float 1.5', { a: 1.5 }],
  ['a: !!seq [b]', { a: ['b'] }],
  ['a: !!map {b: c}', { a: { b: 'c' } }],
  ['0x1: a\ntrue: b\n"c": d', { '0x1': 'a', true: 'b', c: 'd' }],
  ['%YAML 1.1\n---\na: 2026-01-01', { a: '2026-01-01' }],
  ['a: &x [b]\nc: *x\nd: &x e\nf: *x', { a: ['b'], c: ['b'], d: 'e', f: 'e' }],
  ['&a a: b\nc: *a', { a: 'b', c: 'a' }],
])('the reader of YAML reads %j', (text, value) => {
  expect(read(text)).toEqual(value);
});

test.each([
  ['!!binary aGk=', errorAt(1, 13, 4, 'tag', 'the tag `tag:yaml.org,2002:binary` has no meaning here: `aGk=`')],
  ['!!set {b}', errorAt(1, 10, 3, 'tag', 'the tag `tag:yaml.org,2002:set` has no meaning here: `{b}`')],
  ['*b', errorAt(1, 4, 2, 'unknown-alias', 'this alias names no anchor above it: `*b`')],
  ['&b [*b]', errorAt(1, 8, 2, 'cyclic-alias', 'this alias stands inside what it names: `*b`')],
  ['{[c]: d}', errorAt(1, 5, 3, 'bad-key', '`list` cannot be a key')],
  ['{{}: d}', errorAt(1, 5, 2, 'bad-key', '`map` cannot be a key')],
  ['{~: d}', errorAt(1, 5, 1, 'bad-key', '`~` cannot be a key')],
  ['{__proto__: d}', errorAt(1, 5, 9, 'bad-key', '`__proto__` cannot be a key')],
  ['{"__proto__": d}', errorAt(1, 5, 11, 'bad-key', '`"__proto__"` cannot be a key')],
  ['{b: c, b: d}', errorAt(1, 11, 1, 'duplicate-key', 'the key `b` stands here twice; the first is on line 1')],
])('the reader of YAML refuses a: %s', (text, issue) => {
  expect(issuesOf(`a: ${text}\n`)).toEqual([issue]);
});

test('the reader of YAML leaves out what it refuses and keeps the rest', () => {
  const text = 'a: [b, !!binary aGk=, c]\nd: !!binary aGk=\n!!binary aGk=: e\n__proto__: f\na: g\nh: i\n';

  const { tree, issues } = readYaml('a.yaml', text);

  expect(tree && plainValue(tree)).toEqual({ a: ['b', 'c'], h: 'i' });
  expect(issues.map(({ line, code }) => `${line} ${code}`)).toEqual(['1 tag', '4 bad-key', '5 duplicate-key']);
});

test('the reader of YAML says each kind of refusal once', () => {
  const codes = issuesOf('a: [!!binary aGk=, !!binary aGk=, *b, *c]\n').map(({ code }) => code);

  expect(codes).toEqual(['tag', 'unknown-alias']);
});

test('the reader of YAML blames no alias of what was refused', () => {
  expect(issuesOf('a: &x !!binary aGk=\nb: *x\n').map(({ code }) => code)).toEqual(['tag']);
});

test('the reader of YAML shows the first thirty characters of what it refuses', () => {
  const [issue] = issuesOf(`a: !!binary ${'b'.repeat(40)}\n`);

  expect(issue?.message).toBe(`the tag \`tag:yaml.org,2002:binary\` has no meaning here: \`${'b'.repeat(30)}\``);
});

test('the reader of YAML follows thirty levels and no further', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  expect(issuesOf(nested(31))).toEqual([]);
  expect(issuesOf(nested(32))).toEqual([errorAt(1, 32, 2, 'too-deep', 'a file is not nested as deep as this: `[]`')]);
  expect(issuesOf(`a:\n  b: ${nested(28)}\n`)).toEqual([]);
  expect(issuesOf(`? ${nested(31)}\n: a\n`).map(({ code }) => code)).toEqual(['too-deep', 'bad-key']);
  expect(issuesOf(`{a: {b: ${nested(30)}}}`).map(({ code }) => code)).toEqual(['too-deep']);
});

test.each([
  ['[a, b, c]', 4],
  ['{a: b, c: d}', 5],
  ['[&x [a, b], *x]', 8],
  ['[&x [a, b], *x, *x]', 12],
])('the reader of YAML counts the nodes of %s as %i', (text, nodes) => {
  expect(issuesOf(text, nodes)).toEqual([]);
  expect(issuesOf(text, nodes - 1).map(({ code }) => code)).toEqual(['too-large']);
});

test('the reader of YAML says where a policy grows too large', () => {
  expect(issuesOf('[a, b, c]', 2)).toEqual([errorAt(1, 5, 1, 'too-large', 'the file is too large; it ends: `b`')]);
  expect(issuesOf('[&x [a, b], *x]', 7)).toEqual([
    errorAt(1, 13, 2, 'too-large', 'this alias multiplies the file beyond bounds: `*x`'),
  ]);
});
