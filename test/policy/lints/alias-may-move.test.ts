import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { aliasMayMove } from '../../../src/policy/lints/alias-may-move.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const WEAK: Partial<PolicyDocument> = {
  collision: { holders: 'verified', then: 'withhold', code: 'allow', federated: 'allow' },
  lookup: 'alias',
  unavailable: { directory: 'deny', claims: 'code', limits: 'code' },
};

describe('the warning `alias-may-move`', () => {
  test('says what each setting gives up, and the remedy', () => {
    expect(aliasMayMove(aDocument({ ...WEAK, rules: [anApproval()] }))).toEqual([
      {
        code: 'alias-may-move',
        path: ['collision', 'holders'],
        message: '`holders: verified` lets an address move away from a user who is about to verify it; `any` does not',
      },
      {
        code: 'alias-may-move',
        path: ['lookup'],
        message: '`lookup: alias` cannot see who is about to verify an address, so it may move; `both` and `list` can',
      },
      {
        code: 'alias-may-move',
        path: ['unavailable', 'claims'],
        message:
          '`unavailable.claims: code` lets sign-ups through without a claim, so an address may move while the table is down; write `deny`',
      },
    ]);
  });

  test('is silent where no rule verifies', () => {
    expect(aliasMayMove(aDocument({ ...WEAK, rules: [anApproval({ verify: [] })] }))).toEqual([]);
  });
});
