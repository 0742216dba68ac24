import { expect, test } from 'vitest';
import { readYaml } from '../../../src/policy/file/yaml-tree.ts';

const issuesOf = (text: string) => readYaml('a.yaml', text).issues;
const told = (text: string) => issuesOf(text).map(({ line, column, message }) => `${line}:${column} ${message}`);

test.each([
  ['a tag without a meaning', 'version: !secret 1\n', ['1:10 unresolved tag: !secret (near `!secret 1`)']],
  [
    'a sequence that does not end',
    'rules: [a\nb: c\n',
    ['2:1 flow sequence in block collection must be sufficiently indented and end with a ] (near `b: c`)'],
  ],
  ['a quote that does not end', 'a: "b', ['1:6 missing closing "quote (at a line\'s end in `a.yaml`)']],
  ['a directive alone', '%YAML 1.2\n', ["2:1 missing directives-end indicator line (at a line's end in `a.yaml`)"]],
  ['a tab for indentation', 'a:\n\tb: c\n', ['2:1 tabs are not allowed as indentation (near `b: c`)']],
  ['a reserved character', 'a: `b\n', ["1:4 plain value cannot start with reserved character ' (near `\u{fffd}b`)"]],
  ['a long line', `a: !x ${'b'.repeat(40)}\n`, [`1:4 unresolved tag: !x (near \`!x ${'b'.repeat(27)}\`)`]],
])('the reader of YAML says what is wrong with %s', (_, text, expected) => {
  expect(told(text)).toEqual(expected);
});

test('the reader of YAML points at one character of broken syntax', () => {
  expect(issuesOf('a: 1\r\nb: !x 2\r\n')).toEqual([
    {
      file: 'a.yaml',
      line: 2,
      column: 4,
      width: 1,
      severity: 'error',
      code: 'yaml',
      message: 'unresolved tag: !x (near `!x 2`)',
    },
  ]);
});

test('the reader of YAML shows no control character that a tag spells out', () => {
  expect(told('a: !!%1B%5B2J%0A 1\n')).toEqual([
    '1:4 unresolved tag: tag:yaml.org,2002:\u{fffd}[2J\u{fffd} (near `!!%1B%5B2J%0A 1`)',
  ]);
});

test('repeats no endless text in a sentence', () => {
  const [issue] = issuesOf(`a: !${'x'.repeat(1000)} 1\n`);

  expect(issue?.message).toBe(`unresolved tag: !${'x'.repeat(183)} (near \`!${'x'.repeat(29)}\`)`);
});

test('the reader of YAML finds a second document and no third', () => {
  expect(issuesOf('a: 1\n---\nb: 2\n---\nc: 3\n')).toEqual([
    {
      file: 'a.yaml',
      line: 2,
      column: 1,
      width: 3,
      severity: 'error',
      code: 'several-documents',
      message: 'a file holds one document; remove this `---`',
    },
  ]);
});

const broken = (lines: number) => `${']\n'.repeat(lines)}a: 1\n---\nb: 2\n`;

test('the reader of YAML tells the first ten errors of syntax', () => {
  const places = Array.from({ length: 10 }, (_, index) => `${index + 1}:1 yaml`);

  const found = issuesOf(broken(11)).map(({ line, column, code }) => `${line}:${column} ${code}`);

  expect(found).toEqual(places);
});

test('the reader of YAML reads on behind ten broken tokens', () => {
  expect(issuesOf(broken(10)).map(({ code }) => code)).toContain('several-documents');
});

test('the reader of YAML answers where nesting is too deep for the library', () => {
  expect(issuesOf(`${'- '.repeat(10_000)}a\nb: c\n`)).toEqual([
    {
      file: 'a.yaml',
      line: 1,
      column: 1,
      width: 1,
      severity: 'error',
      code: 'yaml',
      message: '`a.yaml` cannot be read as YAML',
    },
  ]);
});
