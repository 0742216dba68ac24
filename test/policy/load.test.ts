/**
 * Compiling with the large data that a policy needs, and only that.
 */
import { expect, test } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { evaluateRule } from '../../src/core/rules.ts';
import { isDisposableDomain } from '../../src/identity/disposable.ts';
import { mailboxOf } from '../../src/identity/mailbox.ts';
import { countryOfPhone } from '../../src/identity/phone-country.ts';
import { registrableDomain } from '../../src/identity/registrable-domain.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { parse, withRule } from './file/read.ts';

function documentOf(...lines: readonly string[]) {
  const result = parse(withRule(...lines));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.document;
}

async function whenOf(lines: readonly string[], attempt: Parameters<typeof attemptOf>[0]) {
  const { policy } = await loadPolicy(documentOf(...lines));
  return policy.rules.map((rule) => evaluateRule(rule, attemptOf(attempt)).when);
}

function failingLoaders() {
  const asked: string[] = [];
  const refuse = (name: string) => () => {
    asked.push(name);
    return Promise.reject(new Error(name));
  };
  return {
    asked,
    loaders: {
      disposableDomain: refuse('disposableDomain'),
      phoneCountry: refuse('phoneCountry'),
      registrableDomain: refuse('registrableDomain'),
      mailbox: refuse('mailbox'),
    },
  };
}

test('loading brings the throwaway list for a policy that uses it', async () => {
  const lines = ['when: { disposableEmail: true }', 'then: deny'];

  expect(await whenOf(lines, { email: 'eve@mail.mailinator.com' })).toEqual(['yes']);
  expect(await whenOf(lines, { email: 'ada@example.com' })).toEqual(['no']);
});

test('loading brings phone plans for a policy that uses them', async () => {
  const lines = ['unless: { emailTag: true }', 'when: { phoneCountry: [US] }', 'then: deny'];

  expect(await whenOf(lines, { phone: '+12065550100' })).toEqual(['yes']);
  expect(await whenOf(lines, { phone: '+442079460123' })).toEqual(['no']);
  expect(await whenOf(lines, { phone: '+999123456789' })).toEqual(['unknown']);
  expect(await whenOf(lines, { phone: '+4912' })).toEqual(['unknown']);
});

test('loading brings what the rules need as it ships', async () => {
  const { resources } = await loadPolicy(
    documentOf('when: { disposableEmail: true, phoneCountry: [US] }', 'then: deny'),
  );

  expect(resources).toEqual({ ...NO_RESOURCES, disposableDomain: isDisposableDomain, phoneCountry: countryOfPhone });
});

test('a loaded policy brings what limits need as it ships', async () => {
  const limited = (by: string) => documentOf('then: deny', `limit: { by: ${by}, count: 1, per: 1h }`);

  expect((await loadPolicy(limited('emailDomain'))).resources).toEqual({ ...NO_RESOURCES, registrableDomain });
  expect((await loadPolicy(limited('mailbox'))).resources).toEqual({ ...NO_RESOURCES, mailbox: mailboxOf });
});

test('loading brings nothing that no rule needs', async () => {
  const { loaders, asked } = failingLoaders();

  const { resources } = await loadPolicy(documentOf('when: { emailDomain: [example.com] }', 'then: deny'), loaders);

  expect(asked).toEqual([]);
  expect(resources).toEqual(NO_RESOURCES);
});

test.each([
  ['disposableEmail: true', 'disposableDomain'],
  ['phoneCountry: [US]', 'phoneCountry'],
])('a condition whose data fails to load stays unknown: %s', async (condition, resource) => {
  const { loaders, asked } = failingLoaders();

  const document = documentOf(`unless: { ${condition} }`, 'then: deny');
  const { policy, resources } = await loadPolicy(document, loaders);

  const attempt = attemptOf({ email: 'ada@example.com', phone: '+12065550100' });
  expect(policy.rules.map((rule) => evaluateRule(rule, attempt).unless)).toEqual(['unknown']);
  expect(asked).toEqual([resource]);
  expect(resources).toEqual(NO_RESOURCES);
});

test('loading hands on the data that it loaded', async () => {
  const disposableDomain = () => true;
  const phoneCountry = () => 'US';
  const registrableDomain = (domain: string) => domain;
  const mailbox = () => 'a@b.example';
  const loaders = {
    disposableDomain: async () => disposableDomain,
    phoneCountry: async () => phoneCountry,
    registrableDomain: async () => registrableDomain,
    mailbox: async () => mailbox,
  };

  const document = documentOf(
    'when: { disposableEmail: true, phoneCountry: [US] }',
    'then: deny',
    'limit: { by: emailDomain, count: 1, per: 1h }',
  );
  const boxes = documentOf('then: deny', 'limit: { by: mailbox, count: 1, per: 1h }');
  const { resources } = await loadPolicy(document, loaders);

  expect(resources).toEqual({ disposableDomain, phoneCountry, registrableDomain, mailbox: null });
  expect((await loadPolicy(boxes, loaders)).resources).toEqual({ ...NO_RESOURCES, mailbox });
});
