/**
 * Issues as values: their order, and how they quote what was written.
 */
import { expect, test } from 'vitest';
import { errorAt, type Issue, printable, quoted, startOf, tidied, warningAt } from '../../../src/policy/file/issue.ts';

const PLACE = { file: 'a.yaml', line: 2, column: 3, width: 4 };

test('a place is made into errors and warnings', () => {
  expect(errorAt(PLACE, 'bad-value', 'It is bad')).toEqual({
    ...PLACE,
    severity: 'error',
    code: 'bad-value',
    message: 'It is bad',
  });
  expect(warningAt(PLACE, 'odd', 'It is odd')).toEqual({
    ...PLACE,
    severity: 'warning',
    code: 'odd',
    message: 'It is odd',
  });
});

test('an issue of a whole file stands at its start', () => {
  expect(startOf('a.yaml')).toEqual({ file: 'a.yaml', line: 1, column: 1, width: 1 });
});

function at(file: string, line: number, column: number, code: string, message = 'm'): Issue {
  return errorAt({ file, line, column, width: 1 }, code, message);
}

const IN_ORDER: readonly Issue[] = [
  at('a.yaml', 1, 9, 'z'),
  at('a.yaml', 2, 1, 'x'),
  at('a.yaml', 2, 5, 'b'),
  at('a.yaml', 2, 5, 'c'),
  at('a.yaml', 2, 5, 'd'),
  at('a.yaml', 10, 1, 'a'),
  at('b.yaml', 1, 1, 'y'),
  at('b.yaml', 3, 1, 'a'),
  at('c.yaml', 1, 1, 'a'),
];

test.each([
  ['backwards', IN_ORDER.toReversed()],
  ['forwards', IN_ORDER],
  ['by code', IN_ORDER.toSorted((a, b) => (a.code < b.code ? -1 : 1))],
])('the order puts issues that come %s in reading order', (_, issues) => {
  expect(tidied(issues)).toEqual(IN_ORDER);
});

test('a list of issues says the same thing once', () => {
  const first = at('a.yaml', 1, 1, 'x');
  const others = [at('a.yaml', 1, 1, 'x', 'another'), at('a.yaml', 1, 2, 'x'), at('a.yaml', 2, 1, 'x')];

  expect(tidied([first, ...others, first])).toEqual([first, ...others]);
});

test.each([
  ['a word', 'example.com', '`example.com`'],
  ['a text within spaces', ' a ', '` a `'],
  ['control characters and backticks', 'a\n\u001b\u2028\u2029`b', '`a\ufffd\ufffd\ufffd\ufffd\ufffdb`'],
  ['the empty text', '', '`""`'],
  ['blanks', ' \t\n', '`"   "`'],
  ['nine blanks', ' '.repeat(9), '`"         "`'],
  ['ten blanks', ' '.repeat(10), '`""`'],
  ['eighty characters', 'x'.repeat(80), `\`${'x'.repeat(80)}\``],
  ['more than eighty', 'x'.repeat(81), `\`${'x'.repeat(80)}…\``],
])('a sentence quotes %s', (_, text, shown) => {
  expect(quoted(text)).toBe(shown);
});

test('a sentence is made fit to be shown', () => {
  expect(printable('`a\u001b[2J` is\n\u{2028}\u{2029}naïve')).toBe('`a\u{fffd}[2J` is\u{fffd}\u{fffd}\u{fffd}naïve');
});
