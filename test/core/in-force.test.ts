import { describe, expect, it } from 'vitest';
import { isInForce, policyAt, termOf } from '../../src/core/in-force.ts';
import { observedIn } from '../../src/core/rules.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { RESOURCES } from '../reference/cases.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { attemptOf } from './conditions/attempts.ts';

const at = (text: string) => Date.parse(text);

describe('a rule', () => {
  it.each([
    [{ from: '2027-01-01' }, '2026-12-31T23:59:59.999Z', false],
    [{ from: '2027-01-01' }, '2027-01-01T00:00:00Z', true],
    [{ until: '2027-01-01' }, '2027-01-01T23:59:59.999Z', true],
    [{ until: '2027-01-01' }, '2027-01-02T00:00:00Z', false],
    [{ until: '2027-01-01T12:00:00Z' }, '2027-01-01T11:59:59.999Z', true],
    [{ until: '2027-01-01T12:00:00Z' }, '2027-01-01T12:00:00Z', false],
    [{ from: '2027-01-01', until: '2027-01-01' }, '2027-01-01T12:00:00Z', true],
    [{}, '1970-01-01T00:00:00Z', true],
  ])('of %j takes part at %s: %s', (term, now, takes) => {
    expect(isInForce(termOf(term), at(now))).toBe(takes);
  });

  it('is not bound by what cannot be read', () => {
    expect(termOf({ from: '2027-02-31', until: 'soon' })).toEqual({ from: null, until: null });
  });
});

describe('policyAt', () => {
  it('keeps the rules of the moment', () => {
    const rules = [anApproval({ id: 'now' }), anApproval({ id: 'later', from: '2027-01-01' })];
    const policy = compilePolicy(aDocument({ rules }), RESOURCES);
    const idsAt = (now: string) => policyAt(policy, at(now)).rules.map(({ id }) => id);

    expect(idsAt('2026-12-31')).toEqual(['now']);
    expect(idsAt('2027-01-01')).toEqual(['now', 'later']);
  });

  it('is the very policy where no rule begins or ends', () => {
    const policy = compilePolicy(aDocument({ rules: [anApproval()] }), RESOURCES);

    expect(policyAt(policy, 0)).toBe(policy);
  });

  it.each([{ from: '1971-01-01' }, { until: '1969-01-01' }])('knows a rule bounded on one side: %j', (term) => {
    const policy = compilePolicy(aDocument({ rules: [anApproval(term)] }), RESOURCES);

    expect(policyAt(policy, 0).rules).toEqual([]);
  });
});

describe('observedIn', () => {
  it('names in order the rules that only observe and would take part', () => {
    const rules = [
      { id: 'c', then: 'deny', mode: 'observe' },
      { id: 'a', when: { client: ['x'] }, then: 'deny', mode: 'observe' },
      { id: 'b', when: { emailTag: true }, then: 'approve', mode: 'observe' },
      { id: 'd', then: 'deny' },
    ] as const;
    const policy = compilePolicy(aDocument({ rules }), RESOURCES);

    expect(observedIn(policy, attemptOf({ client: 'x' }))).toEqual(['a', 'c']);
    expect(observedIn(policy, attemptOf({ email: 'a b' }))).toEqual(['c']);
  });
});
