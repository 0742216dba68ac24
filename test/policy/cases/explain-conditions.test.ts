/**
 * What an explanation shows of each condition's subject: given, missing, malformed.
 */
import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/core/attempt.ts';
import type { ConditionValue } from '../../../src/core/policy.ts';
import { explainRules } from '../../../src/policy/cases/explain.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { aDocument } from '../../support/policies.ts';

function told(field: string, value: ConditionValue, attempt: Attempt): string | undefined {
  const rule = { id: 'one', then: 'approve', when: { [field]: value } } as const;
  return explainRules(compilePolicy(aDocument({ rules: [rule] }), RESOURCES), attempt)[0]?.because[0];
}

type Written = Parameters<typeof attemptOf>[0];
const ADA = { email: 'Ada@Example.com' };

test.each<[string, ConditionValue, Written, string]>([
  ['emailDomain', ['example.com'], ADA, '`emailDomain` matches `example.com`'],
  ['disposableEmail', true, ADA, '`disposableEmail` does not match `example.com`'],
  ['emailAddress', ['bob@example.com'], ADA, '`emailAddress` does not match `Ada@Example.com`'],
  ['emailTag', true, ADA, '`emailTag` does not match `Ada@Example.com`'],
  ['phoneCountry', ['US'], { phone: '+12065550100' }, '`phoneCountry` matches `+12065550100`'],
  ['userName', ['admin*'], { userName: 'Admin-7' }, '`userName` matches `Admin-7`'],
  ['given', ['phone_number'], { email: 'a b' }, '`given` does not match `email`'],
  [
    'given',
    ['email'],
    { phone: '5550100', attributes: { 'custom:team': 'a', email: 'a@example.com' }, email: 'a@example.com' },
    '`given` matches `email, phone_number, custom:team`',
  ],
  ['client', ['portal'], { client: 'shop' }, '`client` does not match `shop`'],
  ['trigger', ['admin-create'], {}, '`trigger` does not match `sign-up`'],
  ['provider', ['Google'], { trigger: 'external-provider', userName: 'Google_7' }, '`provider` matches `Google_7`'],
  [
    'attribute',
    { team: ['sales'] },
    { attributes: { team: 'sales', site: 'paris' } },
    '`attribute` matches `team=sales`',
  ],
  [
    'attribute',
    { team: ['sales'] },
    { attributes: { team: null }, metadata: { team: 'sales' } },
    '`attribute` cannot be told: the attribute `team` is malformed, and doubt never approves',
  ],
  [
    'attribute',
    { site: ['paris'], team: ['sales'] },
    { attributes: { site: 'rome', team: null } },
    '`attribute` does not match `site=rome, team=malformed`',
  ],
  [
    'metadata',
    { campaign: ['spring'] },
    { metadata: { campaign: 'autumn' } },
    '`metadata` does not match `campaign=autumn`',
  ],
  [
    'validationData',
    { invited: ['yes'] },
    { validationData: { invited: 'no' } },
    '`validationData` does not match `invited=no`',
  ],
])('an explanation shows what `%s` %j looks at in %j', (field, value, written, sentence) => {
  expect(told(field, value, attemptOf(written))).toBe(sentence);
});

test.each<[string, ConditionValue, Written, string]>([
  ['emailDomain', ['example.com'], {}, 'there is no email'],
  ['disposableEmail', true, {}, 'there is no email'],
  ['emailAddress', ['a@example.com'], {}, 'there is no email'],
  ['emailTag', true, {}, 'there is no email'],
  ['phoneCountry', ['US'], {}, 'there is no phone number'],
  ['given', ['email'], {}, 'there is no attribute'],
  ['client', ['portal'], {}, 'there is no app client'],
  ['attribute', { 'custom:team': ['sales'] }, { attributes: { site: 'paris' } }, 'there is no attribute `custom:team`'],
  ['attribute', { site: ['rome'], team: ['a'] }, { attributes: { site: 'paris' } }, 'there is no attribute `team`'],
  ['attribute', { email: ['a@example.com'] }, {}, 'there is no attribute `email`'],
  ['metadata', { campaign: ['spring'] }, { attributes: { campaign: 'spring' } }, 'there is no metadata `campaign`'],
  ['validationData', { invited: ['yes'] }, {}, 'there is no validation data `invited`'],
  ['provider', ['Google'], { userName: 'Google_7' }, 'there is no provider'],
])('an explanation says that the subject of `%s` %j is missing', (field, value, written, reason) => {
  expect(told(field, value, attemptOf(written))).toBe(`\`${field}\` does not match: ${reason}`);
});

test.each<[string, ConditionValue, Written, string]>([
  ['emailTag', true, { email: 'a b@example.com' }, 'the email is malformed'],
  ['phoneCountry', ['US'], { phone: '5550100' }, 'the phone number is malformed'],
  ['provider', ['Google'], { trigger: 'external-provider', userName: null }, 'the provider is malformed'],
  ['userName', ['Google'], { userName: null }, 'the user name is malformed'],
])('an explanation says that the subject of `%s` %j is malformed', (field, value, written, reason) => {
  const sentence = `\`${field}\` cannot be told: ${reason}, and doubt never approves`;

  expect(told(field, value, attemptOf(written))).toBe(sentence);
});
