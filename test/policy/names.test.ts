/**
 * The names in Parameter Store, which other people's scripts rely on.
 */
import { expect, test } from 'vitest';
import { isEnvironment, parameterNames, partsFolder } from '../../src/policy/names.ts';

test.each([
  ['dev', true],
  ['a', true],
  ['eu-west-1', true],
  ['a'.repeat(32), true],
  ['a'.repeat(33), false],
  ['', false],
  ['Dev', false],
  ['/dev', false],
  ['dev/', false],
  ['dev\n', false],
])('whether %j may name an environment: %j', (name, expected) => {
  expect(isEnvironment(name)).toBe(expected);
});

test('an environment has a folder of its own', () => {
  expect(parameterNames('dev')).toEqual({
    policy: '/signup-guard/dev/policy',
    candidate: '/signup-guard/dev/candidate',
    hashKey: '/signup-guard/dev/hash-key',
  });
});

test('parts stand beside their parameter', () => {
  expect(partsFolder('/signup-guard/dev/policy')).toBe('/signup-guard/dev/policy-parts');
});
