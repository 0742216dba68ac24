import { expect, test } from 'vitest';
import { examine, type Lists, withRule } from './read.ts';

function soundRules(text: string, lists: Lists = {}): readonly string[] | undefined {
  return examine(text, lists).lintable?.document.rules.map(({ id }) => id);
}

const SOUND = '  - id: two\n    when: { client: [a] }\n    then: deny\n';

test('of a valid policy is all of it', () => {
  const { policy, lintable } = examine(withRule('then: code'));

  expect(policy.ok && policy.value).toBe(lintable);
});

test.each([
  ['misshapen', withRule('then: dney')],
  ['misspelt', withRule('when: { emailDomain: [EXAMPLE.COM] }', 'then: deny')],
  ['without one of its lists', withRule('when: { emailDomain: [a.example, { file: none.txt }] }', 'then: deny')],
  ['without its list', withRule('when: { emailDomain: [{ file: none.txt }] }', 'then: deny')],
])('the sound part leaves out a rule that is %s, and keeps the next with its place', (_, text) => {
  const { policy, lintable } = examine(text + SOUND);

  expect(policy.ok).toBe(false);
  expect(lintable?.document.rules).toEqual([{ id: 'two', when: { client: ['a'] }, then: 'deny' }]);
  expect(lintable?.placeOf(['rules', 0, 'then'])).toMatchObject({ line: text.split('\n').length + 2, column: 5 });
});

test('the sound part keeps a rule that is only not allowed', () => {
  expect(soundRules(withRule('then: deny', 'verify: [email]'))).toEqual(['one']);
});

test('the sound part puts defaults where settings are missing or wrong', () => {
  const { lintable } = examine('mode: on\nlookup: alias\ncollision: { holders: verified, than: deny }\ncolour: red\n');

  expect(lintable?.document).toMatchObject({
    mode: 'enforce',
    otherwise: 'code',
    lookup: 'alias',
    collision: { holders: 'any' },
    rules: [],
  });
});

test.each(['', '- a\n', 'a: [\n'])('the sound part is nothing of %j', (text) => {
  expect(examine(text).lintable).toBe(null);
});

test('the sound part keeps the settings where `rules` is no list', () => {
  expect(examine('version: 1\nmode: observe\notherwise: code\nrules: {}\n').lintable?.document).toMatchObject({
    mode: 'observe',
    rules: [],
  });
});
