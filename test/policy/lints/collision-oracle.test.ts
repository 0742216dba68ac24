import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { collisionOracle } from '../../../src/policy/lints/collision-oracle.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

function found(fields: Partial<PolicyDocument>) {
  return collisionOracle(aDocument({ rules: [anApproval()], ...fields }));
}

const DENY = { collision: { holders: 'any', then: 'deny', code: 'allow', federated: 'allow' } } as const;

const NO_DUPLICATES = { collision: { holders: 'any', then: 'withhold', code: 'deny', federated: 'deny' } } as const;

describe('the warning `collision-oracle`', () => {
  test('says what a refused collision tells', () => {
    expect(found(DENY)).toEqual([
      {
        code: 'collision-oracle',
        path: ['collision', 'then'],
        message: '`then: deny` tells anyone which addresses have an account; `withhold` only leaves them unverified',
      },
    ]);
  });

  test.each<[string, Partial<PolicyDocument>]>([
    ['everybody is left to the code', { ...NO_DUPLICATES, rules: [] }],
    ['somebody is let in by a rule', { ...NO_DUPLICATES, rules: [{ id: 'a', then: 'code' }], otherwise: 'deny' }],
    ['the brake leaves everybody to the code', { ...NO_DUPLICATES, mode: 'code-only' }],
    [
      'one of two rules lets somebody in',
      {
        ...NO_DUPLICATES,
        rules: [
          { id: 'a', then: 'deny' },
          { id: 'b', then: 'code' },
        ],
        otherwise: 'deny',
      },
    ],
  ])('says what a refused duplicate tells where %s', (_, fields) => {
    expect(found(fields)).toEqual([
      {
        code: 'collision-oracle',
        path: ['collision', 'code'],
        message: '`code: deny` tells anyone who may sign up which addresses have an account; `allow` tells nobody',
      },
      {
        code: 'collision-oracle',
        path: ['collision', 'federated'],
        message:
          '`federated: deny` tells whoever a provider lets in which addresses have an account; `allow` tells nobody',
      },
    ]);
  });

  test.each<[string, Partial<PolicyDocument>]>([
    ['nobody is let in at all', { ...NO_DUPLICATES, rules: [{ id: 'a', then: 'deny' }], otherwise: 'deny' }],
    ['duplicates are only observed', { ...NO_DUPLICATES, mode: 'observe' }],
    [
      'the address is only withheld',
      { collision: { holders: 'any', then: 'withhold', code: 'allow', federated: 'allow' } },
    ],
    ['nobody is approved', { ...DENY, rules: [{ id: 'a', then: 'code' }] }],
    ['no approval verifies', { ...DENY, rules: [anApproval({ verify: [] })] }],
    ['the brake approves nobody', { ...DENY, mode: 'code-only' }],
    ['nobody is refused', { ...DENY, mode: 'observe' }],
    ['the only approval is observed', { ...DENY, rules: [anApproval({ mode: 'observe' })] }],
    ['no approval is reached', { ...DENY, rules: [anApproval({ when: { trigger: ['external-provider'] } })] }],
    [
      'whoever is let in is only observed',
      { ...NO_DUPLICATES, rules: [{ id: 'a', then: 'code', mode: 'observe' }], otherwise: 'deny' },
    ],
  ])('is silent where %s', (_, fields) => {
    expect(found(fields)).toEqual([]);
  });

  test.each([
    ['sign-up', 'code'],
    ['external-provider', 'federated'],
  ] as const)('says it of the door alone that is open: %s', (trigger, key) => {
    const rules = [{ id: 'a', when: { trigger: [trigger] }, then: 'code' }] as const;

    expect(found({ ...NO_DUPLICATES, rules, otherwise: 'deny' }).map(({ path }) => path)).toEqual([['collision', key]]);
  });

  test('says it where one of two rules verifies', () => {
    expect(found({ ...DENY, rules: [{ id: 'a', then: 'code' }, anApproval()] })).toHaveLength(1);
  });
});
