/**
 * Which counts are looked at: those of limits that differ, and of others only where their refusal may say something else.
 */
import { describe, expect, it } from 'vitest';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { isExceeded, seenWorlds } from '../../../src/policy/diff/seen-worlds.ts';
import { aDocument } from '../../support/policies.ts';
import { withRules } from './samples.ts';

function limited(id: string, then: 'code' | 'deny' = 'deny', count = 3): RuleDocument {
  return { id, then, limit: { by: 'everybody', count, per: '1h' } };
}

const FLOOD = limited('flood');
const OTHER: RuleDocument = { id: 'other', then: 'deny' };
const CODE: RuleDocument = { id: 'other', then: 'code' };

function worldsOf(before: PolicyDocument, after: PolicyDocument) {
  return seenWorlds(before, after).worlds;
}

describe('the counts that are looked at', () => {
  it('are none where limits and what they say stay as they are', () => {
    expect(worldsOf(withRules(FLOOD), withRules(FLOOD))).toEqual([]);
    expect(worldsOf(withRules(FLOOD), withRules(FLOOD, CODE))).toEqual([]);
  });

  it.each([
    ['a new denial may speak first', withRules(FLOOD), withRules(OTHER, FLOOD)],
    ['a new denial may, beside another rule', withRules(FLOOD), withRules(OTHER, CODE, FLOOD)],
    ['another sentence is said', withRules(FLOOD), aDocument({ rules: [FLOOD], denyMessage: 'No' })],
    ['it is meant no longer', withRules(FLOOD), aDocument({ rules: [FLOOD], mode: 'observe' })],
  ])('are those of an unchanged denial where %s', (_, before, after) => {
    expect(worldsOf(before, after)).toEqual([{ flood: 3 }]);
  });

  it('are never those of an unchanged code rule, which has no sentence', () => {
    const slow = limited('slow', 'code');

    expect(worldsOf(withRules(slow), withRules(OTHER, slow))).toEqual([]);
  });

  it('are both of a limit that changes, and one of a limit on either side', () => {
    expect(worldsOf(withRules(FLOOD), withRules(limited('flood', 'deny', 5)))).toEqual([{ flood: 3 }, { flood: 5 }]);
    expect(worldsOf(withRules(), withRules(FLOOD))).toEqual([{ flood: 3 }]);
  });

  it('are twenty-four at most, and the comparison says so', () => {
    const many = (count: number) => withRules(...Array.from({ length: count }, (_, index) => limited(`rule-${index}`)));

    expect(seenWorlds(withRules(), many(24))).toMatchObject({ worlds: { length: 24 }, complete: true });
    expect(seenWorlds(withRules(), many(25))).toMatchObject({ worlds: { length: 24 }, complete: false });
  });
});

describe('a rule', () => {
  it.each([
    [{ id: 'other' }, {}, true],
    [FLOOD, {}, false],
    [FLOOD, { flood: 2 }, false],
    [FLOOD, { flood: 3 }, true],
    [FLOOD, { other: 3 }, false],
  ])('%j is beyond its limit after %j: %s', (rule, seen, expected) => {
    expect(isExceeded(rule, seen)).toBe(expected);
  });
});
