import { expect, test } from 'vitest';
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { collisionOracle } from '../../../src/policy/lints/collision-oracle.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

function found(fields: Partial<PolicyDocument>) {
  return collisionOracle(aDocument({ rules: [anApproval()], ...fields }));
}

const DENY = { collision: { holders: 'any', then: 'deny' } } as const;

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
  ['the address is only withheld', { collision: { holders: 'any', then: 'withhold' } }],
  ['nobody is approved', { ...DENY, rules: [{ id: 'a', then: 'code' }] }],
  ['no approval verifies', { ...DENY, rules: [anApproval({ verify: [] })] }],
  ['the brake approves nobody', { ...DENY, mode: 'code-only' }],
  ['nobody is refused', { ...DENY, mode: 'observe' }],
])('is silent where %s', (_, fields) => {
  expect(found(fields)).toEqual([]);
});
