import { describe, expect, test } from 'vitest';
import { verifiesNothing } from '../../../src/policy/lints/verifies-nothing.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

describe('the warning `verifies-nothing`', () => {
  test('says what an approval without `verify` leaves undone', () => {
    const document = aDocument({
      rules: [
        { id: 'refused', then: 'deny' },
        { id: 'confirmed', then: 'approve' },
      ],
    });

    expect(verifiesNothing(document)).toEqual([
      {
        code: 'verifies-nothing',
        path: ['rules', 1, 'then'],
        message:
          '`confirmed` confirms users but verifies nothing, so no address can recover their account; add `verify`',
      },
    ]);
  });

  test('is silent where an approval says what it verifies', () => {
    expect(verifiesNothing(aDocument({ rules: [anApproval({ verify: ['email'] })] }))).toEqual([]);
  });
});
