/**
 * What rules may have said together: every verdict that was possible, and no other.
 */
import { expect, it, test } from 'vitest';
import type { CompiledRule } from '../../../src/core/policy.ts';
import { partOf } from '../../../src/core/rules.ts';
import type { Truth } from '../../../src/core/truth.ts';
import { type JudgedRule, ruleChoices } from '../../../src/review/replay/rule-choices.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { aCompiledRule } from '../../support/policies.ts';

function judged(id: string, then: CompiledRule['then'], parts: readonly Truth[], more: Partial<CompiledRule> = {}) {
  return { rule: aCompiledRule({ id, then, ...more }), parts };
}

/** Choices as words: the rules that take part and how far. */
function told(...rules: readonly JudgedRule[]) {
  return ruleChoices(rules).choices.map((choice) =>
    choice
      .map(({ id, when, unless }) => {
        const truths = when.map(({ matches }) => matches(attemptOf({})));
        return `${id} ${truths.map((truth) => partOf({ when: truth, unless: unless === null ? null : 'no' })).join()}`;
      })
      .join(' + '),
  );
}

test.each<[CompiledRule['then'], readonly Truth[], readonly string[]]>([
  ['approve', ['yes'], ['a yes']],
  ['approve', ['no'], ['']],
  ['approve', ['unknown'], ['']],
  ['approve', ['yes', 'unknown'], ['a yes', '']],
  ['approve', ['no', 'unknown'], ['']],
  ['deny', ['unknown'], ['a yes']],
  ['deny', ['yes', 'unknown'], ['a yes']],
  ['deny', ['no', 'unknown'], ['a yes', '']],
  ['code', ['unknown'], ['a unknown']],
  ['code', ['yes', 'unknown'], ['a yes', 'a unknown']],
  ['code', ['no', 'unknown'], ['a unknown', '']],
  ['code', ['yes', 'no', 'unknown'], ['a yes', 'a unknown', '']],
])('of one rule that says %s, %j', (then, parts, expected) => {
  expect(told(judged('a', then, parts))).toEqual(expected);
});

it('doubts are one question for rules that do the same', () => {
  const open: readonly Truth[] = ['yes', 'no'];

  expect(told(judged('a', 'deny', open), judged('b', 'deny', open))).toEqual(['a yes + b yes', '']);
  expect(told(judged('a', 'deny', open), judged('b', 'deny', open, { namesAdminCreate: true }))).toHaveLength(4);
  expect(told(judged('a', 'approve', open), judged('b', 'approve', open, { verify: ['email'] }))).toHaveLength(4);
});

it('doubts are the same question whatever the order of what is verified', () => {
  const open: readonly Truth[] = ['yes', 'no'];
  const verifying = (id: string, verify: CompiledRule['verify']) => judged(id, 'approve', open, { verify });

  const choices = told(verifying('a', ['email', 'phone_number']), verifying('b', ['phone_number', 'email']));

  expect(choices).toEqual(['a yes + b yes', '']);
});

it('choices of rules never leave all rules out where one takes part for certain or in doubt', () => {
  const choices = told(judged('a', 'code', ['yes', 'unknown']), judged('b', 'code', ['no', 'unknown']));

  expect(choices).toEqual(['a yes', 'a unknown + b unknown']);
});

it('choices of rules name the rules that are open', () => {
  const rules = [
    judged('a', 'deny', ['yes', 'unknown']),
    judged('b', 'code', ['yes', 'unknown']),
    judged('c', 'code', ['no']),
  ];

  expect(ruleChoices(rules).open.map(({ id }) => id)).toEqual(['b']);
});
