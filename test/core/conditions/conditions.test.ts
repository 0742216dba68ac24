import { expect, test } from 'vitest';
import { NO_RESOURCES, type Resources } from '../../../src/core/conditions/condition.ts';
import { CONDITIONS, conditionOf } from '../../../src/core/conditions/registry.ts';
import { READERS } from '../../../src/policy/file/values.ts';
import { attemptOf } from './attempts.ts';

const RESOURCES: Resources = {
  ...NO_RESOURCES,
  disposableDomain: (domain) => domain === 'throwaway.example',
  phoneCountry: (number) => (number.startsWith('+1') ? 'US' : null),
};

type Value = true | readonly string[] | Readonly<Record<string, readonly string[]>>;

function truthOf(field: string, value: Value, written: Parameters<typeof attemptOf>[0], resources = RESOURCES) {
  const condition = conditionOf(field);
  const attempt = attemptOf(written);
  if (condition?.shape === 'flag') return condition.compile(resources)(attempt);
  if (condition?.shape === 'list' && Array.isArray(value)) return condition.compile(value, resources)(attempt);
  if (condition?.shape === 'map' && value !== true && !Array.isArray(value)) {
    return condition.compile(value as Readonly<Record<string, readonly string[]>>)(attempt);
  }
  throw new Error(`no such condition: ${field}`);
}

const DOMAINS = ['example.com', '*.example.org'];

test.each([
  ['emailDomain', DOMAINS, { email: 'a@example.com' }, 'yes'],
  ['emailDomain', DOMAINS, { email: 'A@EXAMPLE.COM' }, 'yes'],
  ['emailDomain', DOMAINS, { email: 'a@mail.example.com' }, 'no'],
  ['emailDomain', DOMAINS, { email: 'a@example.org' }, 'no'],
  ['emailDomain', DOMAINS, { email: 'a@b.c.example.org' }, 'yes'],
  ['emailDomain', DOMAINS, { email: 'a@evil-example.com' }, 'no'],
  ['emailDomain', DOMAINS, { email: 'a@example.com.evil.test' }, 'no'],
  ['emailDomain', ['xn--mnchen-3ya.example'], { email: 'a@münchen.example' }, 'yes'],
  ['emailDomain', DOMAINS, { email: '"a"@example.com' }, 'unknown'],
  ['emailDomain', DOMAINS, {}, 'no'],
  ['emailAddress', ['a@example.com'], { email: 'A@Example.com' }, 'yes'],
  ['emailAddress', ['a@example.com'], { email: 'a+b@example.com' }, 'no'],
  ['emailAddress', ['a@example.com'], { email: 'a@example.com ' }, 'unknown'],
  ['emailAddress', ['a@example.com'], {}, 'no'],
  ['emailTag', true, { email: 'a+b@example.com' }, 'yes'],
  ['emailTag', true, { email: 'a@example.com' }, 'no'],
  ['emailTag', true, { email: 'a+b@@example.com' }, 'unknown'],
  ['emailTag', true, {}, 'no'],
  ['disposableEmail', true, { email: 'a@throwaway.example' }, 'yes'],
  ['disposableEmail', true, { email: 'a@example.com' }, 'no'],
  ['disposableEmail', true, { email: 'a@throwaway.example.' }, 'unknown'],
  ['disposableEmail', true, {}, 'no'],
  ['phoneCountry', ['US'], { phone: '+12065550100' }, 'yes'],
  ['phoneCountry', ['CA'], { phone: '+12065550100' }, 'no'],
  ['phoneCountry', ['US'], { phone: '+999123456' }, 'unknown'],
  ['phoneCountry', ['US'], { phone: '5550100' }, 'unknown'],
  ['phoneCountry', ['US'], {}, 'no'],
  ['userName', ['Bob'], { userName: 'BOB' }, 'yes'],
  ['userName', ['bob'], { userName: 'bobby' }, 'no'],
  ['userName', ['bob*'], { userName: 'Bobby' }, 'yes'],
  ['userName', ['bob*'], { userName: 'bob' }, 'yes'],
  ['userName', ['bob*'], { userName: 'bo' }, 'no'],
  ['userName', ['bob*'], { userName: 'abob' }, 'no'],
  ['userName', ['ann', 'a*'], { userName: 'ben' }, 'no'],
  ['userName', ['ΟΔΟΣ*'], { userName: 'οδοσα' }, 'yes'],
  ['userName', ['b'], { userName: 'b*' }, 'no'],
  ['userName', ['bob'], { userName: null }, 'unknown'],
  ['userName', ['google_*'], { trigger: 'external-provider', userName: 'Google_7' }, 'yes'],
  ['given', ['email'], { email: 'a@example.com' }, 'yes'],
  ['given', ['email'], { email: 'not an address' }, 'yes'],
  ['given', ['email'], { phone: '+12065550100' }, 'no'],
  ['given', ['phone_number'], { phone: '5550100' }, 'yes'],
  ['given', ['phone_number'], { email: 'a@example.com' }, 'no'],
  ['given', ['phone_number', 'email'], { email: 'a@example.com' }, 'yes'],
  ['given', ['custom:team'], { attributes: { 'custom:team': 'a' } }, 'yes'],
  ['given', ['custom:team'], { attributes: { 'custom:team': null } }, 'yes'],
  ['given', ['custom:team'], { metadata: { 'custom:team': 'a' } }, 'no'],
  ['attribute', { 'custom:team': ['a', 'b'] }, { attributes: { 'custom:team': 'b' } }, 'yes'],
  ['attribute', { 'custom:team': ['a'] }, { attributes: { 'custom:team': 'A' } }, 'yes'],
  ['attribute', { 'custom:team': ['STRASSE'] }, { attributes: { 'custom:team': 'straße' } }, 'yes'],
  ['attribute', { 'custom:team': ['a'] }, { attributes: { 'custom:team': 'а' } }, 'no'],
  ['attribute', { email: ['a@example.com'] }, { email: 'A@Example.com' }, 'yes'],
  ['attribute', { email: ['a@xn--mnchen-3ya.example'] }, { email: 'a@MÜNCHEN.example' }, 'yes'],
  ['attribute', { email: ['a@example.com'] }, { email: 'a@example.com ' }, 'unknown'],
  ['attribute', { email: ['a@example.com'] }, {}, 'no'],
  ['attribute', { phone_number: ['+12065550100'] }, { attributes: { phone_number: '+12065550100' } }, 'yes'],
  ['attribute', { 'custom:team': ['a'] }, { attributes: { 'custom:team': null } }, 'unknown'],
  ['attribute', { 'custom:team': ['a'] }, {}, 'no'],
  ['attribute', { a: ['1'], b: ['2'] }, { attributes: { a: '1', b: '2' } }, 'yes'],
  ['attribute', { a: ['1'], b: ['2'] }, { attributes: { a: null, b: '3' } }, 'no'],
  ['metadata', { campaign: ['x'] }, { metadata: { campaign: 'x' } }, 'yes'],
  ['metadata', { campaign: ['x'] }, { metadata: { campaign: 'X' } }, 'yes'],
  ['metadata', { campaign: ['x'] }, { attributes: { campaign: 'x' } }, 'no'],
  ['metadata', { constructor: ['x'] }, {}, 'no'],
  ['validationData', { invited: ['yes'] }, { validationData: { invited: 'YES' } }, 'yes'],
  ['validationData', { invited: ['yes'] }, { validationData: { invited: null } }, 'unknown'],
  ['validationData', { invited: ['yes'] }, { metadata: { invited: 'yes' } }, 'no'],
  ['client', ['abc'], { client: 'abc' }, 'yes'],
  ['client', ['abc'], { client: 'ABC' }, 'no'],
  ['client', ['abc'], {}, 'no'],
  ['trigger', ['sign-up'], {}, 'yes'],
  ['trigger', ['sign-up'], { trigger: 'admin-create' }, 'no'],
  ['provider', ['CorpSAML'], { trigger: 'external-provider', userName: 'corpsaml_ada' }, 'yes'],
  ['provider', ['Corp_SAML'], { trigger: 'external-provider', userName: 'Corp_SAML_ada' }, 'yes'],
  ['provider', ['Corp'], { trigger: 'external-provider', userName: 'CorpSAML_ada' }, 'no'],
  ['provider', ['Corp'], { trigger: 'sign-up', userName: 'Corp_ada' }, 'no'],
  ['provider', ['Corp'], { trigger: 'external-provider', userName: null }, 'unknown'],
] as const)('%s %j of %j is %s', (field, value, written, expected) => {
  expect(truthOf(field, value, written)).toBe(expected);
});

test.each([
  ['disposableEmail', true, { email: 'a@example.com' }],
  ['phoneCountry', ['US'], { phone: '+12065550100' }],
] as const)('%s is unknown without its data', (field, value, written) => {
  expect(truthOf(field, value, written, NO_RESOURCES)).toBe('unknown');
});

test.each([
  ['emailDomain', '@example.com', 'example.com'],
  ['emailDomain', '.example.com', '*.example.com'],
  ['emailDomain', 'EXAMPLE.COM ', 'example.com'],
  ['emailDomain', 'EXAMPLE.com', 'example.com'],
  ['emailDomain', 'example.com.', 'example.com'],
  ['emailDomain', '*example.com', '*.example.com'],
  ['emailDomain', 'bob@example.com', null],
  ['emailDomain', 'münchen.example', 'xn--mnchen-3ya.example'],
  ['emailDomain', 'localhost', null],
  ['emailDomain', '*', null],
  ['emailDomain', '10.0.0.1', null],
  ['emailAddress', 'Bob@Example.com', 'bob@example.com'],
  ['emailAddress', ' bob@example.com', 'bob@example.com'],
  ['emailAddress', 'example.com', null],
  ['userName', ' bob', 'bob'],
  ['userName', 'a b', null],
  ['userName', '*', null],
  ['userName', '*bob', null],
  ['userName', 'b*b*', null],
  ['userName', '*bob ', null],
  ['userName', 'a'.repeat(129), null],
  ['given', 'phone', 'phone_number'],
  ['given', 'team', 'custom:team'],
  ['given', 'username', null],
  ['client', ' abc', 'abc'],
  ['client', 'a b', null],
  ['trigger', 'PreSignUp_SignUp', 'sign-up'],
  ['trigger', 'PreSignUp_AdminCreateUser', 'admin-create'],
  ['provider', ' Google', 'Google'],
  ['provider', '', null],
  ['phoneCountry', 'us', 'US'],
  ['phoneCountry', 'USA', null],
] as const)('%s explains %j and suggests %j', (field, text, suggestion) => {
  const condition = conditionOf(field);
  if (condition?.shape !== 'list') throw new Error(field);

  const result = condition.read(text, READERS);

  expect(result).toMatchObject({ ok: false, error: { suggestion } });
  if (!result.ok) expect(result.error.message).toContain(`\`${text}\``);
  if (suggestion !== null) expect(condition.read(suggestion, READERS)).toEqual({ ok: true, value: suggestion });
});

test.each(CONDITIONS.map(({ field }) => field))('%s reads its own examples', (field) => {
  const condition = conditionOf(field);
  const texts = (condition?.examples ?? []).flat().filter((value) => typeof value === 'string');

  for (const text of texts) {
    if (condition?.shape === 'list') expect(condition.read(text, READERS)).toEqual({ ok: true, value: text });
  }
  expect(condition?.examples.length).toBeGreaterThan(0);
});
