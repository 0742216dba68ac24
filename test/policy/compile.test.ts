/**
 * What a document compiles to, and which large data it asks for.
 */
import { expect, test } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { CompiledPolicy, ConditionSet, ConditionValue, RuleDocument } from '../../src/core/policy.ts';
import { evaluateRule } from '../../src/core/rules.ts';
import { compilePolicy, resourcesNeeded } from '../../src/policy/compile.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { aDocument, anApproval } from '../support/policies.ts';

function compiled(...rules: readonly RuleDocument[]): CompiledPolicy {
  return compilePolicy(aDocument({ rules }), NO_RESOURCES);
}

function whenOf(when: ConditionSet) {
  const attempt = attemptOf({ email: 'ada+news@example.com', metadata: { 0: 'x' }, client: 'client1' });
  return compiled({ id: 'one', then: 'deny', when }).rules.map((rule) => evaluateRule(rule, attempt).when);
}

test.each([
  ['no conditions', {}, []],
  ['conditions that need none', { when: { emailDomain: ['example.com'] }, unless: { emailTag: true } }, []],
  ['a condition in `when`', { when: { disposableEmail: true } }, ['disposableDomain']],
  ['a condition in `unless`', { unless: { phoneCountry: ['US'] } }, ['phoneCountry']],
  ['a field that no condition knows', { when: { shoeSize: ['44'] } }, []],
  ['a limit that needs none', { limit: { by: 'client', count: 1, per: '1h' } }, []],
  ['a limit', { limit: { by: 'mailbox', count: 1, per: '1h' } }, ['mailbox']],
] as const)('a compiled policy tells what data a rule needs: %s', (_, conditions, needed) => {
  const rules = [{ id: 'one', then: 'deny' } as const, { id: 'two', then: 'deny', ...conditions } as const];

  expect(resourcesNeeded({ rules })).toEqual(new Set(needed));
});

test('a policy keeps its settings but not its version', () => {
  const { version: _, ...settings } = aDocument({ mode: 'observe', otherwise: 'deny' });

  expect(compilePolicy(aDocument({ mode: 'observe', otherwise: 'deny' }), NO_RESOURCES)).toEqual({
    ...settings,
    attesters: [],
  });
});

test('a short rule compiles to its defaults', () => {
  expect(compiled({ id: 'one', then: 'code' }).rules).toEqual([
    {
      id: 'one',
      then: 'code',
      verify: [],
      message: null,
      when: [],
      unless: null,
      from: null,
      until: null,
      observes: false,
      namesAdminCreate: false,
      limit: null,
    },
  ]);
});

test('a full rule compiles to what it says', () => {
  const matches = expect.any(Function);
  const conditions = {
    when: { emailDomain: ['example.com'], client: ['client1'] },
    unless: { emailTag: true } as const,
  };

  const { rules } = compiled(anApproval({ ...conditions, verify: ['email'] }), {
    id: 'two',
    then: 'deny',
    message: 'No',
    unless: {},
  });

  expect(rules).toEqual([
    {
      id: 'everyone',
      then: 'approve',
      verify: ['email'],
      message: null,
      when: [
        { field: 'emailDomain', matches },
        { field: 'client', matches },
      ],
      unless: [{ field: 'emailTag', matches }],
      from: null,
      until: null,
      observes: false,
      namesAdminCreate: false,
      limit: null,
    },
    {
      id: 'two',
      then: 'deny',
      verify: [],
      message: 'No',
      when: [],
      unless: [],
      from: null,
      until: null,
      observes: false,
      namesAdminCreate: false,
      limit: null,
    },
  ]);
});

test.each<[ConditionSet, boolean]>([
  [{ trigger: ['admin-create'] }, true],
  [{ trigger: ['sign-up', 'admin-create'] }, true],
  [{ trigger: ['sign-up'] }, false],
  [{ client: ['admin-create'] }, false],
  [{ trigger: true }, false],
])('a compiled policy tells whether %j names admin-create', (when, expected) => {
  const [rule] = compiled({ id: 'one', then: 'deny', when }).rules;

  expect(rule?.namesAdminCreate).toBe(expected);
});

test.each<[string, ConditionValue]>([
  ['client', ['client1']],
  ['emailTag', true],
  ['metadata', { 0: ['x'] }],
])('a rule on `%s` decides', (field, value) => {
  expect(whenOf({ [field]: value })).toEqual(['yes']);
});

test.each<[string, ConditionValue]>([
  ['client', true],
  ['client', { client1: ['client1'] }],
  ['emailTag', ['true']],
  ['emailTag', { true: ['true'] }],
  ['metadata', true],
  ['metadata', ['x']],
  ['shoeSize', true],
  ['shoeSize', ['44']],
  ['shoeSize', { left: ['44'] }],
])('a rule on `%s` with %j stays unknown', (field, value) => {
  expect(whenOf({ [field]: value })).toEqual(['unknown']);
});

test('a compiled policy is frozen all the way down', () => {
  const policy = compiled(anApproval({ when: { emailDomain: ['example.com'] }, unless: { emailTag: true } }));

  const [rule] = policy.rules;
  const condition = rule?.when[0];
  const parts = [policy, policy.collision, policy.unavailable, policy.rules, rule];
  const deeper = [rule?.verify, rule?.when, condition, condition?.matches, rule?.unless, rule?.unless?.[0]];
  expect([...parts, ...deeper].map((part) => typeof part === 'object' || typeof part === 'function')).not.toContain(
    false,
  );
  expect([...parts, ...deeper].map((part) => Object.isFrozen(part))).not.toContain(false);
});
