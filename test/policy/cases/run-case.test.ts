/**
 * What a case compares and what it leaves open.
 */
import { expect, test } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import type { RuleDocument } from '../../../src/core/policy.ts';
import type { Case } from '../../../src/policy/cases/cases.ts';
import { runCase } from '../../../src/policy/cases/run-case.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const EMAIL = 'ada@example.com';
const ATTEMPT = { email: EMAIL, phone: '+12065550100' };
const HOLDERS: Case['holders'] = [
  { user: 'bob', email: EMAIL },
  { user: 'eve', phone: '+12065550100' },
];

function run(given: Partial<Case>, ...rules: readonly RuleDocument[]) {
  const policy = compilePolicy(aDocument({ rules: rules.length > 0 ? rules : [anApproval()] }), NO_RESOURCES);
  return runCase(policy, { name: 'one', attempt: ATTEMPT, expect: { outcome: 'approve' }, ...given }, 0);
}

test('a run compares what a case names and nothing else', () => {
  expect(run({})).toEqual({
    name: 'one',
    ok: true,
    expected: { outcome: 'approve' },
    actual: { outcome: 'approve' },
  });
});

test('a run shows what came of everything that a case names', () => {
  const expected: Case['expect'] = {
    outcome: 'deny',
    reason: 'otherwise',
    rules: [],
    verified: [],
    withheld: [{ attribute: 'email', because: 'held' }],
    message: 'No',
  };

  expect(run({ holders: HOLDERS, expect: expected })).toEqual({
    name: 'one',
    ok: false,
    expected,
    actual: {
      outcome: 'code',
      reason: 'collision',
      rules: ['everyone'],
      verified: [],
      withheld: [
        { attribute: 'email', because: 'held' },
        { attribute: 'phone_number', because: 'held' },
      ],
      message: null,
    },
  });
});

test('a run compares lists in any order', () => {
  const { ok } = run(
    {
      holders: HOLDERS,
      expect: {
        withheld: [
          { because: 'held', attribute: 'phone_number' },
          { attribute: 'email', because: 'held' },
        ],
        rules: ['b', 'a'],
        outcome: 'code',
      },
    },
    anApproval({ id: 'a' }),
    anApproval({ id: 'b' }),
  );

  expect(ok).toBe(true);
});

test.each<[string, Partial<Case>]>([
  ['another outcome', { expect: { outcome: 'code' } }],
  ['another reason', { expect: { outcome: 'approve', reason: 'otherwise' } }],
  ['a rule too many', { expect: { outcome: 'approve', rules: ['everyone', 'staff'] } }],
  ['an attribute too few', { expect: { outcome: 'approve', verified: ['email'] } }],
  ['a message that nobody reads', { expect: { outcome: 'approve', message: 'null' } }],
  [
    'another cause of withholding',
    {
      holders: HOLDERS.slice(0, 1),
      expect: { outcome: 'approve', withheld: [{ attribute: 'email', because: 'claimed' }] },
    },
  ],
])('a run fails a case that expects %s', (_, given) => {
  expect(run(given).ok).toBe(false);
});

test('a case runs at its own time, else at the one handed in', () => {
  const rules = [{ id: 'term', then: 'deny', from: '2027-01-01' }] as const;
  const term = compilePolicy(aDocument({ rules }), NO_RESOURCES);
  const outcomeOf = (at: string | undefined, now: string) =>
    runCase(term, { name: 'one', at, attempt: {}, expect: { outcome: 'deny' } }, Date.parse(now)).actual.outcome;

  expect(outcomeOf(undefined, '2026-12-31')).toBe('code');
  expect(outcomeOf(undefined, '2027-01-01')).toBe('deny');
  expect(outcomeOf('2027-01-01', '2026-12-31')).toBe('deny');
  expect(outcomeOf('2026-12-31T23:59:59Z', '2027-01-01')).toBe('code');
});
