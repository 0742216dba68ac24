import { describe, expect, it, test } from 'vitest';
import { ABSENT, given, MALFORMED } from '../../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { LIMIT_KEYS, type LimitBy } from '../../../src/core/limits/limit.ts';
import { limitKey, limitNeeds } from '../../../src/core/limits/limit-key.ts';
import { mailboxOf } from '../../../src/identity/mailbox.ts';
import { countryOfPhone } from '../../../src/identity/phone-country.ts';
import { registrableDomain } from '../../../src/identity/registrable-domain.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';

const RESOURCES = { ...NO_RESOURCES, registrableDomain, mailbox: mailboxOf, phoneCountry: countryOfPhone };

function keyOf(by: LimitBy, typed: TypedAttempt) {
  return limitKey(by, RESOURCES)(attemptOf(typed));
}

test.each([
  ['emailDomain', { email: 'ann@a.b.example.com' }, 'example.com'],
  ['mailbox', { email: 'Ann.Lee+x@gmail.com' }, 'annlee@gmail.com'],
  ['phonePrefix', { phone: '+12065550100' }, '1206555'],
  ['phonePrefix', { phone: '+99912' }, '99912'],
  ['phoneCountry', { phone: '+12065550100' }, 'US'],
  ['client', { client: 'c1' }, 'c1'],
  ['provider', { provider: 'CorpSAML', user: 'ann' }, 'corpsaml'],
  ['provider', { trigger: 'external-provider', user: 'A_ann' }, 'a'],
  ['everybody', {}, ''],
] as const)('%s of %j is %s', (by, typed, key) => {
  expect(keyOf(by, typed)).toEqual(given(key));
});

describe('a key', () => {
  it.each([
    ['emailDomain', { email: 'ann@@example.com' }],
    ['mailbox', { email: 'ann@@example.com' }],
    ['phonePrefix', { phone: '2065550100' }],
    ['phoneCountry', { phone: '2065550100' }],
    ['phoneCountry', { phone: '+99912345678' }],
    ['provider', { trigger: 'external-provider', user: 'ann' }],
    ['provider', { trigger: 'external-provider', user: '_ann' }],
    ['provider', { trigger: 'external-provider' }],
  ] as const)('of what cannot be told is one for all: %s of %j', (by, typed) => {
    expect(keyOf(by, typed)).toEqual(MALFORMED);
  });

  it.each(LIMIT_KEYS.filter((by) => by !== 'everybody'))('of what is not there is none: %s', (by) => {
    expect(keyOf(by, {})).toEqual(ABSENT);
  });

  it('cannot be told while its data is missing', () => {
    const attempt = attemptOf({ email: 'ann@example.com', phone: '+12065550100' });
    const needing = LIMIT_KEYS.filter((by) => limitNeeds(by) !== undefined);

    expect(needing.map(limitNeeds)).toEqual(['registrableDomain', 'mailbox', 'phoneCountry']);
    for (const by of needing) expect(limitKey(by, NO_RESOURCES)(attempt)).toEqual(MALFORMED);
  });
});
