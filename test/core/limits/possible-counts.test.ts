/**
 * How counts that nobody knows could have come out: one denial exceeded, one code rule, or none.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import type { LimitOutcome, LimitOutcomes } from '../../../src/core/limits/limit.ts';
import { limitsToCount } from '../../../src/core/limits/requests.ts';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { possibleCounts } from '../../../src/core/possible.ts';
import { attemptOf } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { aDocument } from '../../support/policies.ts';

function limited(id: string, then: 'code' | 'deny', more: Partial<RuleDocument> = {}): RuleDocument {
  return { id, then, limit: { by: 'everybody', count: 3, per: '1h' }, ...more };
}

function countsOf(rules: readonly RuleDocument[], known?: LimitOutcomes) {
  const policy = compilePolicy(aDocument({ rules }), NO_RESOURCES);
  const requests = limitsToCount(policy, attemptOf({ email: 'ann@example.com' }));
  return possibleCounts(policy, requests, known).map((world) => Object.fromEntries(world));
}

const seen = (count: number): LimitOutcome => ({ kind: 'counted', count });

describe('counts that are not known', () => {
  it('were below, or one denial or one code rule was exceeded', () => {
    const rules = [limited('a', 'deny'), limited('b', 'code'), limited('c', 'deny')];

    expect(countsOf(rules)).toEqual([
      { a: seen(1), b: seen(1), c: seen(1) },
      { a: seen(1), b: seen(4), c: seen(1) },
      { a: seen(4), b: seen(1), c: seen(1) },
    ]);
  });

  it('were none of a rule that only observes', () => {
    const rules = [limited('a', 'deny', { mode: 'observe' }), limited('b', 'code', { mode: 'observe' })];

    expect(countsOf(rules)).toEqual([{ a: seen(1), b: seen(1) }]);
  });

  it('are taken as they are where they are known', () => {
    const rules = [limited('a', 'deny'), limited('b', 'deny')];

    expect(countsOf(rules, new Map([['a', seen(2)]]))).toEqual([
      { a: seen(2), b: seen(1) },
      { a: seen(2), b: seen(4) },
    ]);
    expect(countsOf(rules, new Map(Object.entries({ a: seen(2), b: { kind: 'flooded' } })))).toEqual([
      { a: seen(2), b: { kind: 'flooded' } },
    ]);
  });
});
