import { expect, test } from 'vitest';
import { evaluateRule } from '../../src/core/rules.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { parse, withRule } from './read.ts';

function documentOf(...lines: readonly string[]) {
  const result = parse(withRule(...lines));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.document;
}

async function whenOf(lines: readonly string[], attempt: Parameters<typeof attemptOf>[0]) {
  const { policy } = await loadPolicy(documentOf(...lines));
  return policy.rules.map((rule) => evaluateRule(rule, attemptOf(attempt)).when);
}

test('loads the throwaway list for a policy that uses it', async () => {
  const lines = ['when: { disposableEmail: true }', 'then: deny'];

  expect(await whenOf(lines, { email: 'eve@mail.mailinator.com' })).toEqual(['yes']);
  expect(await whenOf(lines, { email: 'ada@example.com' })).toEqual(['no']);
});

test('loads phone plans for a policy that uses them', async () => {
  const lines = ['unless: { emailTag: true }', 'when: { phoneCountry: [US] }', 'then: deny'];

  expect(await whenOf(lines, { phone: '+12065550100' })).toEqual(['yes']);
  expect(await whenOf(lines, { phone: '+442079460123' })).toEqual(['no']);
  expect(await whenOf(lines, { phone: '+999123456789' })).toEqual(['unknown']);
});

test('loads nothing that no rule needs', async () => {
  const asked: string[] = [];
  const refuse = (name: string) => () => {
    asked.push(name);
    return Promise.reject(new Error(name));
  };
  const loaders = { disposableDomain: refuse('disposableDomain'), phoneCountry: refuse('phoneCountry') };

  await loadPolicy(documentOf('when: { emailDomain: [example.com] }', 'then: deny'), loaders);
  const { policy } = await loadPolicy(documentOf('unless: { disposableEmail: true }', 'then: deny'), loaders);

  expect(asked).toEqual(['disposableDomain']);
  const [rule] = policy.rules;
  expect(rule && evaluateRule(rule, attemptOf({ email: 'ada@example.com' })).unless).toBe('unknown');
});
