import { describe, expect, test } from 'vitest';
import type { RuleDocument } from '../../../../src/core/policy.ts';
import { publicMail } from '../../../../src/policy/lints/domains/public-mail.ts';
import { aDocument, anApproval } from '../../../support/policies.ts';

function findingsOf(rule: Partial<RuleDocument>) {
  return publicMail(aDocument({ rules: [anApproval({ id: 'friends', ...rule })] }));
}

describe('the warning `public-mail-domain`', () => {
  test.each([
    'gmail.com',
    '*.gmail.com',
    'hotmail.co.uk',
    '*.hotmail.fr',
    'duck.com',
  ])('says that anybody has an address at %s', (domain) => {
    expect(findingsOf({ when: { emailDomain: ['example.com', domain] }, verify: ['email'] })).toEqual([
      {
        code: 'public-mail-domain',
        path: ['rules', 0, 'when', 'emailDomain', 1],
        message: `anybody can have an address at \`${domain}\`, and \`friends\` verifies it without a code`,
      },
    ]);
  });

  test.each<[string, Partial<RuleDocument>]>([
    ['of no service', { when: { emailDomain: ['example.com', 'hotmail.example.com', 'co.uk'] } }],
    ['below the domain of a service', { when: { emailDomain: ['staff.hotmail.fr'] } }],
    ['whose owner an attester knows', { when: { emailDomain: ['gmail.com'], emailAttested: ['invitations'] } }],
    ['that is excepted', { unless: { emailDomain: ['gmail.com'] } }],
    ['whose email is not verified', { when: { emailDomain: ['gmail.com'] }, verify: ['phone_number'] }],
    ['where nothing is verified', { when: { emailDomain: ['gmail.com'] }, verify: undefined }],
  ])('is silent of a domain %s', (_, rule) => {
    expect(findingsOf(rule)).toEqual([]);
  });
});
