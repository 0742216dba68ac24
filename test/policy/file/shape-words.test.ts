import { expect, test } from 'vitest';
import { wrongType } from '../../../src/policy/file/shape-words.ts';
import { treeOf } from './trees.ts';

test.each([
  ['string', '5', '`k` must be text, not the number `5`; put it in quotes'],
  ['string', 'true', '`k` must be text, not the boolean `true`; put it in quotes'],
  ['string', '[a]', '`k` must be text, not a list'],
  ['array', 'a', '`k` must be a list, not `a`; write `[a]`'],
  ['array', '0x1', '`k` must be a list, not the number `0x1`; write `[0x1]`'],
  ['array', '{ a: b, c: d }', '`k` must be a list, not a map with the key `a`'],
  ['array', '~', '`k` has no value; it must be a list'],
  ['object', '"a"', '`k` must be a map of keys, not `"a"`'],
  ['object', '[]', '`k` must be a map of keys, not a list'],
  ['record', '5', '`k` must be a map of names, each with a list of values, not the number `5`'],
  ['boolean', '{}', '`k` must be `true`, not an empty map'],
  ['boolean', 'no', '`k` must be `true`, not `no`'],
  ['date', 'a', '`k` must be date, not `a`'],
])('where %s is wanted, names what stands there: %s', (expected, text, sentence) => {
  expect(wrongType('k', ['k'], treeOf(text), expected)).toBe(sentence);
});

test('the description of a shape tells an entry of a list from the list', () => {
  expect(wrongType('k', ['k', 0], treeOf('5'), 'string')).toBe(
    'an entry of `k` must be text, not the number `5`; put it in quotes',
  );
});

test.each([
  ['hello', '`hello`'],
  ['5', 'the number `5`'],
  ['[]', 'a list'],
  ['~', 'an empty value'],
  ['---', 'an empty value'],
])('the description of a shape says what a policy is, where %s stands', (text, shown) => {
  expect(wrongType('k', [], treeOf(text), 'object')).toBe(
    `a policy is a map of keys such as \`version\` and \`rules\`, not ${shown}`,
  );
});
