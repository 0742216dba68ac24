/**
 * What the rules say of an attempt, before anybody is asked.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { CompiledRule } from '../../src/core/policy.ts';
import { applies, beats, evaluateRule, judge, partOf } from '../../src/core/rules.ts';
import type { Truth } from '../../src/core/truth.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { aCompiledRule, aDocument } from '../support/policies.ts';
import { attemptOf } from './conditions/attempts.ts';

type Effect = CompiledRule['then'];

/** A rule whose halves come out as told. */
function rule(id: string, then: Effect, when: Truth = 'yes', more: Partial<CompiledRule> = {}): CompiledRule {
  return aCompiledRule({ id, then, when: [{ field: 'client', matches: () => when }], ...more });
}

function verdictOf(rules: readonly CompiledRule[], trigger: 'sign-up' | 'admin-create' = 'sign-up') {
  const policy = { ...compilePolicy(aDocument(), NO_RESOURCES), rules };
  return judge(policy, attemptOf({ trigger }));
}

describe('a rule', () => {
  it.each([
    ['approve', 'yes', null, true],
    ['approve', 'yes', 'no', true],
    ['approve', 'yes', 'unknown', false],
    ['approve', 'yes', 'yes', false],
    ['approve', 'unknown', null, false],
    ['approve', 'no', 'no', false],
    ['code', 'yes', 'no', true],
    ['code', 'unknown', 'unknown', true],
    ['code', 'no', null, false],
    ['deny', 'unknown', null, true],
    ['deny', 'yes', 'yes', false],
    ['deny', 'no', 'no', false],
  ] as const)('that says %s with when %s and unless %s takes part: %s', (then, when, unless, part) => {
    expect(applies(rule('a', then), partOf({ when, unless }))).toBe(part);
  });

  it('tells an exception from none', () => {
    const unless = [{ field: 'client', matches: (): Truth => 'no' }];

    expect(evaluateRule(rule('a', 'code'), attemptOf({}))).toEqual({ when: 'yes', unless: null });
    expect(evaluateRule(rule('a', 'code', 'unknown', { unless }), attemptOf({}))).toEqual({
      when: 'unknown',
      unless: 'no',
    });
  });
});

describe('beats', () => {
  const ORDER: readonly Effect[] = ['approve', 'code', 'deny'];

  it.each(
    ORDER.flatMap((one, at) => ORDER.map((other, below) => [one, other, at > below] as const)),
  )('of %s and %s: %s, as the rules combine them', (one, other, expected) => {
    expect(beats(one, other)).toBe(expected);
    if (expected) expect(verdictOf([rule('a', other), rule('b', one)]).kind).toBe(one);
  });
});

describe('the rules', () => {
  const approval = rule('b', 'approve', 'yes', { verify: ['phone_number'] });

  it('say nothing where none takes part', () => {
    expect(verdictOf([rule('a', 'approve', 'no')])).toEqual({ kind: 'none' });
  });

  it('add up what approvals verify, named by id', () => {
    const more = rule('a', 'approve', 'yes', { verify: ['phone_number', 'email'] });

    expect(verdictOf([approval, more, approval])).toEqual({
      kind: 'approve',
      rules: ['a', 'b'],
      verify: ['email', 'phone_number'],
    });
    expect(verdictOf([approval])).toEqual({ kind: 'approve', rules: ['b'], verify: ['phone_number'] });
  });

  it('let code beat approval', () => {
    expect(verdictOf([approval, rule('d', 'code'), rule('c', 'code')])).toEqual({ kind: 'code', rules: ['c', 'd'] });
  });

  it('let a code rule in doubt take approvals away, and do nothing else', () => {
    const doubts = [rule('d', 'code', 'unknown'), rule('c', 'code', 'unknown')];

    expect(verdictOf([approval, ...doubts])).toEqual({ kind: 'code', rules: ['c', 'd'] });
    expect(verdictOf(doubts)).toEqual({ kind: 'none' });
    expect(verdictOf([rule('a', 'approve', 'unknown'), ...doubts])).toEqual({ kind: 'none' });
    expect(verdictOf([rule('e', 'code'), ...doubts])).toEqual({ kind: 'code', rules: ['e'] });
    expect(verdictOf([approval, rule('e', 'code'), ...doubts])).toEqual({ kind: 'code', rules: ['e'] });
  });

  it('deny in doubt', () => {
    const denial = rule('d', 'deny', 'unknown', { message: 'No' });

    expect(verdictOf([approval, rule('c', 'code'), denial])).toEqual({ kind: 'deny', rules: ['d'], message: 'No' });
  });

  it('let denial beat code, the first by id speaking', () => {
    const denials = [rule('z', 'deny', 'yes', { message: 'z' }), rule('y', 'deny', 'yes', { message: 'y' })];

    expect(verdictOf([approval, rule('c', 'code'), ...denials])).toEqual({
      kind: 'deny',
      rules: ['y', 'z'],
      message: 'y',
    });
    expect(verdictOf([rule('a', 'deny'), ...denials])).toEqual({ kind: 'deny', rules: ['a', 'y', 'z'], message: null });
  });

  it('refuse an administrator only by a rule that names them', () => {
    const named = rule('n', 'deny', 'yes', { namesAdminCreate: true });

    expect(verdictOf([rule('a', 'deny')], 'admin-create')).toEqual({ kind: 'none' });
    expect(verdictOf([rule('a', 'deny'), approval], 'admin-create')).toMatchObject({ kind: 'approve', rules: ['b'] });
    expect(verdictOf([rule('a', 'deny'), named], 'admin-create')).toEqual({
      kind: 'deny',
      rules: ['n'],
      message: null,
    });
  });
});

describe('a rule that only observes', () => {
  it('takes no part, whatever it says', () => {
    for (const then of ['approve', 'code', 'deny'] as const) {
      expect(verdictOf([rule('o', then, 'yes', { observes: true })])).toEqual({ kind: 'none' });
    }
  });
});
