/**
 * What becomes of an attempt, and when two ends count as the same.
 */
import { describe, expect, test } from 'vitest';
import type { Mode } from '../../../src/core/policy.ts';
import type { TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { type Behaviour, behaviourOf, endsAlike, saysAlike } from '../../../src/policy/diff/behaviour.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { anApproval } from '../../support/policies.ts';
import { withRules } from './samples.ts';

const RULES = withRules(anApproval({ when: { emailDomain: ['example.com'] }, verify: ['email'] }), {
  id: 'nobody',
  then: 'deny',
  when: { trigger: ['sign-up', 'admin-create'], emailDomain: ['example.org'] },
  message: 'Not here',
});
const STAFF = { email: 'ann@example.com' };
const NOBODY = { email: 'ann@example.org' };

const APPROVED: Behaviour = { outcome: 'approve', verify: ['email'], message: null };
const REFUSED: Behaviour = { outcome: 'deny', verify: [], message: 'Not here' };
const CODE: Behaviour = { outcome: 'code', verify: [], message: null };
const UNTOUCHED: Behaviour = { outcome: 'untouched', verify: [], message: null };

describe('behaviourOf', () => {
  test.each<[string, Mode, boolean, TypedAttempt, Behaviour]>([
    ['the decision that is enforced', 'enforce', true, STAFF, APPROVED],
    ['the refusal that is enforced', 'enforce', true, NOBODY, REFUSED],
    ['the decision that would be applied', 'observe', false, STAFF, APPROVED],
    ['the refusal that would be applied', 'observe', false, NOBODY, REFUSED],
    ['a code where refusals are only observed', 'observe', true, NOBODY, CODE],
    [
      'nothing where an administrator is only observed',
      'observe',
      true,
      { ...NOBODY, trigger: 'admin-create' },
      UNTOUCHED,
    ],
  ])('is %s', (_, mode, asApplied, typed, behaviour) => {
    const policy = compilePolicy({ ...RULES, mode }, RESOURCES);

    expect(behaviourOf(policy, typed, asApplied)).toEqual(behaviour);
  });
});

describe('two behaviours', () => {
  test.each<[string, Behaviour, Behaviour, { ends: boolean; says: boolean }]>([
    ['that are the same end and speak alike', APPROVED, { ...APPROVED }, { ends: true, says: true }],
    ['of two outcomes differ', CODE, UNTOUCHED, { ends: false, says: false }],
    [
      'that verify more or less differ',
      APPROVED,
      { ...APPROVED, verify: ['email', 'phone_number'] },
      { ends: false, says: false },
    ],
    [
      'that verify something else differ',
      APPROVED,
      { ...APPROVED, verify: ['phone_number'] },
      { ends: false, says: false },
    ],
    [
      'that refuse in other words end alike',
      REFUSED,
      { ...REFUSED, message: 'Elsewhere' },
      { ends: true, says: false },
    ],
  ])('%s', (_, one, other, alike) => {
    expect({ ends: endsAlike(one, other), says: saysAlike(one, other) }).toEqual(alike);
  });
});
