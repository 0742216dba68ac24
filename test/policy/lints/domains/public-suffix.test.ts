import { describe, expect, test } from 'vitest';
import type { RuleDocument } from '../../../../src/core/policy.ts';
import { publicSuffix } from '../../../../src/policy/lints/domains/public-suffix.ts';
import { aDocument } from '../../../support/policies.ts';

const VERIFIES: Partial<RuleDocument> = { then: 'approve', verify: ['email'] };

function findingsOf(rule: Partial<RuleDocument>, ...emailDomain: readonly string[]) {
  return publicSuffix(aDocument({ rules: [{ id: 'one', when: { emailDomain }, then: 'approve', ...rule }] }));
}

describe('the warning `public-suffix`', () => {
  test.each([
    ['co.uk', "`co.uk` is nobody's own domain: `co.uk` is a public suffix"],
    ['*.co.uk', '`*.co.uk` matches names that anybody can register: `co.uk` is a public suffix'],
    ['*.github.io', '`*.github.io` matches names that anybody can register: `github.io` is a public suffix'],
    ['*.edu', '`*.edu` is a whole top-level domain, and `one` verifies whoever types an address of it'],
  ])('says what %s is where it is verified', (domain, message) => {
    expect(findingsOf(VERIFIES, 'example.com', domain)).toEqual([
      { code: 'public-suffix', path: ['rules', 0, 'when', 'emailDomain', 1], message },
    ]);
  });

  test('is silent of domains that somebody owns', () => {
    const owned = ['example.co.uk', '*.example.co.uk', 'someone.github.io', 'example.internal', '*.example.internal'];

    expect(findingsOf(VERIFIES, ...owned)).toEqual([]);
  });

  test.each<[string, Partial<RuleDocument>]>([
    ['that verifies no email', { verify: ['phone_number'] }],
    ['that verifies nothing', {}],
  ])('finds in an approval %s the suffix alone', (_, rule) => {
    expect(findingsOf(rule, '*.edu', '*.co.uk', 'co.uk').map(({ path }) => path.at(-1))).toEqual([2]);
  });

  test.each(['deny', 'code'] as const)('lets a list of `then: %s` hold what it wants', (then) => {
    expect(findingsOf({ then }, 'co.uk', '*.co.uk', '*.edu')).toEqual([]);
  });

  test('looks at no exception', () => {
    const document = aDocument({
      rules: [{ id: 'one', unless: { emailDomain: ['co.uk'] }, ...VERIFIES, then: 'approve' }],
    });

    expect(publicSuffix(document)).toEqual([]);
  });

  test('is silent of a wildcard whose every address is attested', () => {
    const when = { emailDomain: ['*.edu'], emailAttested: ['invitations'] };

    expect(findingsOf({ ...VERIFIES, when })).toEqual([]);
  });
});
