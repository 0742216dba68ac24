/**
 * What is attested, told by `diff`: a witness for each attester whose word makes a difference.
 */
import { expect, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { diffOf, withRules } from './samples.ts';

const INVITED: RuleDocument = {
  id: 'invited',
  when: { emailAttested: ['invitations', 'partner'] },
  then: 'approve',
  verify: ['email'],
};
const TEXTED: RuleDocument = {
  id: 'texted',
  when: { phoneAttested: ['sms'] },
  then: 'approve',
  verify: ['phone_number'],
};
const PARTNERS: RuleDocument = { id: 'partners', when: { emailDomain: ['partner.example'] }, then: 'deny' };

function witnesses(before: readonly RuleDocument[], after: readonly RuleDocument[]) {
  const { changes, complete } = diffOf(withRules(...before), withRules(...after));
  expect(complete).toBe(true);
  return changes.map(({ witness, before: was, after: is }) => [witness, was.outcome, is.outcome]);
}

test('a rule for the attested is told by each attester once', () => {
  expect(witnesses([], [INVITED, TEXTED])).toEqual([
    [{ email: 'someone@elsewhere.example', attested: { email: 'invitations' } }, 'code', 'approve'],
    [{ email: 'someone@elsewhere.example', attested: { email: 'partner' } }, 'code', 'approve'],
    [{ email: 'someone@elsewhere.example', phone: '+12065550100', attested: { phone: 'sms' } }, 'code', 'approve'],
  ]);
});

test('an attester more is told alone', () => {
  const fewer = { ...INVITED, when: { emailAttested: ['partner'] } };

  expect(witnesses([fewer, PARTNERS], [INVITED, PARTNERS])).toEqual([
    [{ email: 'someone@elsewhere.example', attested: { email: 'invitations' } }, 'code', 'approve'],
  ]);
});

test('a domain whose attested only are treated otherwise is told with both', () => {
  const narrow = { ...INVITED, when: { ...INVITED.when, emailDomain: ['partner.example'] } };

  expect(witnesses([], [narrow])).toEqual([
    [{ email: 'someone@partner.example', attested: { email: 'invitations' } }, 'code', 'approve'],
    [{ email: 'someone@partner.example', attested: { email: 'partner' } }, 'code', 'approve'],
  ]);
});

test('rules that treat the attested alike differ in nothing', () => {
  expect(witnesses([INVITED], [{ ...INVITED, id: 'other' }])).toEqual([]);
});
