/**
 * A sign-up as typed, and what it is to the rules.
 */
import { expect, test } from 'vitest';
import { ABSENT, given, MALFORMED } from '../../../src/core/attempt.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';

test('a typed attempt has everything that was typed', () => {
  const typed: TypedAttempt = {
    email: 'Ada@example.com',
    phone: '+12065550100',
    user: 'ada',
    client: 'portal',
    trigger: 'admin-create',
    attributes: { 'custom:team': 'sales', name: '' },
    metadata: { campaign: 'spring', source: '' },
    attested: { email: 'invitations', phone: 'sms' },
    validationData: { invited: 'yes', source: '' },
  };

  expect(attemptOf(typed)).toEqual({
    trigger: 'admin-create',
    userPoolId: 'us-east-1_EXAMPLE',
    userName: 'ada',
    client: given('portal'),
    email: given({ raw: 'Ada@example.com', folded: 'ada@example.com', local: 'ada', domain: 'example.com' }),
    phone: given({ raw: '+12065550100', folded: '+12065550100' }),
    attributes: new Map([
      ['custom:team', given('sales')],
      ['name', ABSENT],
      ['email', given('Ada@example.com')],
      ['phone_number', given('+12065550100')],
    ]),
    metadata: new Map([
      ['campaign', given('spring')],
      ['source', ABSENT],
    ]),
    attested: new Map([
      ['email', 'invitations'],
      ['phone_number', 'sms'],
    ]),
    validationData: new Map([
      ['invited', given('yes')],
      ['source', ABSENT],
    ]),
  });
});

test('a typed attempt takes a contact among the attributes for the contact, as an event has it', () => {
  const { email, phone } = attemptOf({ attributes: { email: 'ada@example.com', phone_number: '5550100' } });

  expect(email).toMatchObject({ kind: 'given', value: { folded: 'ada@example.com' } });
  expect(phone).toBe(MALFORMED);
});

test('a typed attempt takes nothing typed for a sign-up of somebody', () => {
  expect(attemptOf({})).toEqual({
    trigger: 'sign-up',
    userPoolId: 'us-east-1_EXAMPLE',
    userName: 'someone',
    client: ABSENT,
    email: ABSENT,
    phone: ABSENT,
    attributes: new Map(),
    metadata: new Map(),
    attested: new Map(),
    validationData: new Map(),
  });
});

test('a typed attempt takes a contact without a word of who attests it for one that nobody does', () => {
  const { attested } = attemptOf({ email: 'ada@example.com', phone: '+12065550100', attested: {} });

  expect([...attested]).toEqual([]);
});

test('a typed attempt takes empty texts for absent, as an event has them', () => {
  const { client, email, phone, attributes } = attemptOf({ client: '', email: '', phone: '' });

  expect([client, email, phone]).toEqual([ABSENT, ABSENT, ABSENT]);
  expect(attributes).toEqual(
    new Map([
      ['email', ABSENT],
      ['phone_number', ABSENT],
    ]),
  );
});

test('a typed attempt keeps a malformed contact as an attribute', () => {
  const { email, phone, attributes } = attemptOf({ email: 'ada at home', phone: '5550100' });

  expect([email, phone]).toEqual([MALFORMED, MALFORMED]);
  expect(attributes).toEqual(
    new Map([
      ['email', given('ada at home')],
      ['phone_number', given('5550100')],
    ]),
  );
});

test.each<[string, TypedAttempt, string, string | null]>([
  ['a user name', { user: 'Google_7', provider: 'Google' }, 'external-provider', 'Google_7'],
  ['a user name in other case', { user: 'gOOGLE_7', provider: 'Google' }, 'external-provider', 'gOOGLE_7'],
  ['a user name without prefix', { user: '7_google_', provider: 'Google' }, 'external-provider', 'Google_7_google_'],
  ['a provider alone', { provider: 'Google' }, 'external-provider', 'Google_1'],
  ['a user name alone', { user: 'Google_7', trigger: 'external-provider' }, 'external-provider', 'Google_7'],
  ['neither', { trigger: 'external-provider' }, 'external-provider', null],
  ['a provider of a sign-up', { provider: 'Google', trigger: 'sign-up' }, 'sign-up', 'someone'],
])('a typed attempt names a federated user after %s', (_, typed, trigger, userName) => {
  expect(attemptOf(typed)).toMatchObject({ trigger, userName });
});

test.each<TypedAttempt>([
  {},
  { email: 'not an address', phone: '5550100' },
])('a typed attempt takes nothing for attested of %j', (typed) => {
  expect(attemptOf({ ...typed, attested: { email: 'invitations', phone: 'sms' } }).attested).toEqual(new Map());
});
