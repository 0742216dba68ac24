import { expect, test } from 'vitest';
import { didYouMean, didYouMeanOneOf, editDistance, nearest, suggested } from '../../../src/policy/file/spelling.ts';

test.each([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['', 'ab', 2],
  ['ab', '', 2],
  ['abc', 'abd', 1],
  ['abc', 'ab', 1],
  ['bc', 'abc', 1],
  ['abcd', 'abdc', 1],
  ['ba', 'ab', 1],
  ['ab', 'ca', 2],
  ['ab', 'bc', 2],
  ['ca', 'abc', 3],
  ['abcd', 'badc', 2],
  ['kitten', 'sitting', 3],
  ['abc', 'xyz', 3],
])('from %j to %j are %i edits', (one, other, distance) => {
  expect(editDistance(one, other, 9)).toBe(distance);
});

test('the search for a near word gives up where lengths alone are too far apart', () => {
  expect(editDistance('a', 'abc', 2)).toBe(2);
  expect(editDistance('a', 'abcd', 2)).toBe(Number.POSITIVE_INFINITY);
  expect(editDistance('abcd', 'a', 2)).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  ['deny', ['approve', 'deny'], 'deny'],
  ['dney', ['approve', 'deny'], 'deny'],
  ['ad', ['ab', 'ac'], 'ab'],
  ['modes', ['notes', 'modem', 'mode'], 'modem'],
  ['codes', ['nodes', 'codes'], 'codes'],
  ['abcxyz', ['abcdef'], null],
  ['abcdxy', ['abcdef'], 'abcdef'],
  ['abcdxyzw', ['abcdefgh'], null],
  ['ab', ['a'], 'a'],
  ['ax', ['by'], null],
  ['EMAIL_domain', ['emailDomain'], 'emailDomain'],
  ['email-do main', ['emailDomain'], 'emailDomain'],
  ['emaildomain', ['client', 'email_Domain'], 'email_Domain'],
  ['domain', ['client', 'emailDomain'], 'emailDomain'],
  ['mail', ['client', 'emailTag', 'emailDomain'], 'emailTag'],
  ['tag', ['emailTag'], null],
  ['xyzzy', ['emailTag', 'client'], null],
  ['maße', ['masse'], null],
  ['word', [], null],
])('for %j among %j suggests %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test('a suggestion asks whether that was meant, or nothing', () => {
  expect(didYouMean('dney', ['deny'])).toBe('; did you mean `deny`?');
  expect(didYouMean('xyzzy', ['deny'])).toBe('');
  expect(suggested('deny')).toBe('; did you mean `deny`?');
  expect(suggested(null)).toBe('');
});

test.each([
  ['verfy', ['verify', 'then'], '; did you mean `verify`?'],
  ['furniture', ['verify', 'then'], '; valid here: `verify`, `then`'],
  ['furniture', [], ''],
])('of %j, where %j can stand, it says %j', (word, names, said) => {
  expect(didYouMeanOneOf(word, names)).toBe(said);
});
