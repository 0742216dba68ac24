import { describe, expect, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { neverMatches } from '../../../src/policy/lints/never-matches.ts';
import { aDocument } from '../../support/policies.ts';

type Lines = Omit<RuleDocument, 'id'>;

function findingsOf(lines: Lines, otherwise: 'code' | 'deny' = 'code') {
  return neverMatches(
    aDocument({
      otherwise,
      rules: [
        { id: 'everybody', then: 'code' },
        { id: 'one', ...lines },
      ],
    }),
  );
}

const OUTSIDE = 'no address of `emailAddress` is at a domain of `emailDomain`';

const TAGLESS = 'no address of `emailAddress` has the `+tag` of `emailTag`';

const COVERED = '`unless` covers all of `when`';

describe('the warning `never-matches`', () => {
  test.each<[Lines, readonly string[], string]>([
    [
      { when: { emailDomain: ['example.com'], emailAddress: ['a@b.example.com', 'a@example.org'] }, then: 'deny' },
      ['when', 'emailAddress'],
      OUTSIDE,
    ],
    [{ when: { emailAddress: ['a@example.com'], emailTag: true }, then: 'deny' }, ['when', 'emailTag'], TAGLESS],
    [
      { when: { trigger: ['sign-up', 'admin-create'], provider: ['Google'] }, then: 'deny' },
      ['when', 'provider'],
      '`provider` needs the trigger `external-provider`',
    ],
    [{ when: { provider: ['Google'] }, then: 'code' }, ['then'], 'a federated sign-in is never answered with `code`'],
    [
      { when: { trigger: ['sign-up', 'external-provider'], provider: ['Google'] }, then: 'approve' },
      ['then'],
      'a federated sign-in is never answered with `approve`',
    ],
    [
      { when: { trigger: ['external-provider', 'admin-create'] }, then: 'approve' },
      ['when', 'trigger'],
      '`then: approve` needs the trigger `sign-up`',
    ],
    [{ when: { client: ['a'] }, unless: { client: ['b', 'a'] }, then: 'deny' }, ['unless'], COVERED],
    [{ when: { emailTag: true, client: ['a'] }, unless: { emailTag: true }, then: 'deny' }, ['unless'], COVERED],
    [
      {
        when: { emailDomain: ['a.example.com', '*.b.example.com'] },
        unless: { emailDomain: ['*.example.com'] },
        then: 'code',
      },
      ['unless'],
      COVERED,
    ],
    [
      { when: { emailAttested: ['a'], provider: ['Google'] }, then: 'deny' },
      ['when', 'emailAttested'],
      'no attempt that it is about carries an attestation',
    ],
    [
      { when: { phoneAttested: ['a'], trigger: ['external-provider', 'admin-create'] }, then: 'deny' },
      ['when', 'phoneAttested'],
      'no attempt that it is about carries an attestation',
    ],
    [
      { when: { metadata: { key: ['a'] }, trigger: ['external-provider'] }, then: 'deny' },
      ['when', 'metadata'],
      'no attempt that it is about carries client metadata',
    ],
    [
      { when: { validationData: { key: ['a'] }, provider: ['Google'] }, then: 'deny' },
      ['when', 'validationData'],
      'no attempt that it is about carries validation data',
    ],
    [
      { when: { emailAttested: ['a', 'b'], phoneAttested: ['c'] }, then: 'approve' },
      ['when', 'phoneAttested'],
      'a sign-up carries the statement of one attester, and `emailAttested` names none of these',
    ],
    [
      { when: { attribute: { 'custom:a': ['x'], 'custom:team': ['admin*', '*'] } }, then: 'deny' },
      ['when', 'attribute', 'custom:team'],
      'values of `custom:team` are compared whole, a `*` as a star',
    ],
    [
      { when: { client: ['x'], metadata: { key: ['*'] } }, then: 'code' },
      ['when', 'metadata', 'key'],
      'values of `key` are compared whole, a `*` as a star',
    ],
    [
      { when: { validationData: { key: ['a*'] } }, then: 'deny' },
      ['when', 'validationData', 'key'],
      'values of `key` are compared whole, a `*` as a star',
    ],
  ])('says why %j never applies', (lines, path, because) => {
    expect(findingsOf(lines)).toEqual([
      { code: 'never-matches', path: ['rules', 1, ...path], message: `\`one\` can never apply: ${because}` },
    ]);
  });

  test.each<[Lines]>([
    [{ then: 'deny' }],
    [{ when: { emailAddress: ['a@example.com'] }, then: 'deny' }],
    [{ when: { emailDomain: ['example.com'] }, then: 'deny' }],
    [{ when: { emailTag: true }, then: 'deny' }],
    [{ when: { emailDomain: ['example.com'], emailAddress: ['a@example.org', 'a@example.com'] }, then: 'deny' }],
    [{ when: { emailAddress: ['a@example.com', 'a+b@example.com'], emailTag: true }, then: 'deny' }],
    [{ when: { trigger: ['external-provider'], provider: ['Google'] }, then: 'deny' }],
    [{ when: { trigger: ['admin-create'] }, then: 'deny' }],
    [{ when: { trigger: ['sign-up', 'admin-create'] }, then: 'code' }],
    [{ unless: { client: ['a'] }, then: 'code' }],
    [{ when: { client: ['a', 'b'] }, unless: { client: ['a'] }, then: 'deny' }],
    [{ when: { client: ['a'] }, unless: { client: ['a'], emailTag: true }, then: 'deny' }],
    [{ when: { client: ['a.example'] }, unless: { client: ['*.example'] }, then: 'deny' }],
    [{ when: { emailDomain: ['*.example.com'] }, unless: { emailDomain: ['a.example.com'] }, then: 'deny' }],
    [{ when: { metadata: { key: ['a'] } }, unless: { metadata: { key: ['a'] } }, then: 'deny' }],
    [{ when: { metadata: { key: ['a'] }, trigger: ['admin-create'] }, then: 'deny' }],
    [{ when: { validationData: { key: ['a'] }, trigger: ['admin-create', 'external-provider'] }, then: 'deny' }],
    [{ when: { emailAttested: ['a'], trigger: ['sign-up', 'external-provider'] }, then: 'deny' }],
    [{ when: { emailAttested: ['a', 'b'], phoneAttested: ['b', 'c'] }, then: 'approve' }],
    [{ when: { phoneAttested: ['b'] }, then: 'approve' }],
    [{ when: { attribute: { 'custom:team': ['admin*', 'admins'] }, userName: ['a*'] }, then: 'deny' }],
  ])('is silent of %j, which may apply', (lines) => {
    expect(findingsOf(lines)).toEqual([]);
  });

  test.each<[Lines]>([
    [{ when: { provider: ['Google'] }, then: 'code' }],
    [{ when: { trigger: ['external-provider'] }, then: 'approve' }],
  ])('is silent of %j, which lets federated users through a shut door', (lines) => {
    expect(findingsOf(lines, 'deny')).toEqual([]);
  });

  test.each<[Lines, string]>([
    [{ when: { trigger: ['admin-create'] }, then: 'code' }, '`then: code` needs the trigger `sign-up`'],
    [
      { when: { trigger: ['sign-up'], provider: ['Google'] }, then: 'code' },
      '`provider` needs the trigger `external-provider`',
    ],
  ])('knows that %j lets nobody through a shut door', (lines, because) => {
    expect(findingsOf(lines, 'deny').map(({ message }) => message)).toEqual([`\`one\` can never apply: ${because}`]);
  });

  test('leaves an empty exception to the invariants', () => {
    expect(findingsOf({ when: { client: ['a'] }, unless: {}, then: 'deny' })).toEqual([]);
  });
});
