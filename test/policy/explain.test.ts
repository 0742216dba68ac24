import { expect, test } from 'vitest';
import type { RuleDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { explainRules } from '../../src/policy/explain.ts';
import { attemptOf, type TypedAttempt } from '../../src/policy/typed-attempt.ts';
import { RESOURCES } from '../reference/cases.ts';
import { aDocument, anApproval } from '../support/policies.ts';

const STAFF = anApproval({ id: 'staff', when: { emailDomain: ['example.com'], client: ['portal'] } });

function told(rules: readonly RuleDocument[], typed: TypedAttempt) {
  return explainRules(compilePolicy(aDocument({ rules }), RESOURCES), attemptOf(typed));
}

test('names every condition of a rule that matched', () => {
  expect(told([STAFF], { email: 'ann@example.com', client: 'portal' })).toEqual([
    { id: 'staff', matched: true, because: ['`emailDomain` matches `example.com`', '`client` matches `portal`'] },
  ]);
});

test('names only the condition that did not', () => {
  expect(told([STAFF], { email: 'ann@example.com' })).toEqual([
    { id: 'staff', matched: false, because: ['`client` does not match: there is no app client'] },
  ]);
});

test.each<[string, readonly RuleDocument[], TypedAttempt, string]>([
  ['a rule about everybody', [anApproval()], {}, 'it has no `when`, so it is about everybody'],
  [
    'doubt that approves nobody',
    [anApproval({ when: { emailDomain: ['example.com'] } })],
    { email: 'a b@example.com' },
    '`emailDomain` cannot be told: the email is malformed, and doubt never approves',
  ],
  [
    'doubt that refuses',
    [{ id: 'no', then: 'deny', when: { phoneCountry: ['US'] } }],
    { phone: '+99912345678' },
    '`phoneCountry` cannot be told from `+99912345678`',
  ],
  [
    'an exception',
    [anApproval({ unless: { emailTag: true } })],
    { email: 'ann+x@example.com' },
    '`unless` takes it out: `emailTag` matches `ann+x@example.com`',
  ],
  [
    'a rule that is outranked',
    [anApproval(), { id: 'no', then: 'deny' }],
    {},
    'outranked: `no` says deny, and deny beats approve',
  ],
  [
    'an administrator',
    [{ id: 'no', then: 'deny' }],
    { trigger: 'admin-create' },
    'without effect: only a rule whose `trigger` names `admin-create` refuses an administrator',
  ],
  [
    'a provider where there is none',
    [{ id: 'no', then: 'deny', when: { provider: ['Google'] } }],
    {},
    '`provider` does not match: there is no provider',
  ],
])('explains %s', (_, rules, typed, sentence) => {
  expect(told(rules, typed)[0]?.because).toContain(sentence);
});

test('explains the brake', () => {
  const policy = compilePolicy(aDocument({ mode: 'code-only', rules: [anApproval()] }), RESOURCES);

  const [everyone] = explainRules(policy, attemptOf({ email: 'ann@example.com' }));

  expect(everyone?.because).toContain('held back: `mode: code-only` approves nobody');
});
