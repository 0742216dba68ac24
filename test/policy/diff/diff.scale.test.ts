/**
 * Comparisons of large policies: complete, and told one by one.
 */
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { diffPolicies } from '../../../src/policy/diff/diff.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { anApproval } from '../../support/policies.ts';
import { diffOf, SAMPLES, told, withRules } from './samples.ts';

describe('diffPolicies', () => {
  it('tells each of fifty thousand domains that go', () => {
    const emailDomain = Array.from({ length: 50_000 }, (_, index) => `partner-${index}.example.com`);
    const rule = anApproval({ id: 'partners', when: { emailDomain }, verify: ['email'] });
    const fewer = anApproval({ ...rule, when: { emailDomain: emailDomain.slice(3) } });

    expect(told(withRules(rule), withRules(fewer))).toEqual(
      [0, 1, 2].map((index) => `someone@partner-${index}.example.com: approve email → code`),
    );
  });

  it('looks at all of twenty independent conditions', () => {
    const rules = Array.from({ length: 20 }, (_, index): RuleDocument => {
      return { id: `r-${index}`, when: { attribute: { [`custom:a${index}`]: ['x'] } }, then: 'deny' };
    });

    const { changes, complete } = diffOf(withRules(...rules), withRules(...rules.slice(1)));

    expect(complete).toBe(true);
    expect(changes[0]?.witness.attributes).toEqual({ 'custom:a0': 'x' });
  });

  it('looks at all of a hundred tenants', () => {
    const tenants = tenantsOf(100);

    expect(diffOf(withRules(...tenants), withRules(...tenants.slice(1)))).toMatchObject({
      changes: [{ witness: { email: 'someone@t0.example.com', client: 'client0' } }],
      complete: true,
    });
  });

  it('decides no attempt twice: twice the tenants take about twice the matching', () => {
    const [forTen, forTwenty, forForty] = [10, 20, 40].map(lookUpsFor);

    expect(forTen).toBeGreaterThan(10);
    expect(forTwenty).toBeLessThan(3 * (forTen ?? 0));
    expect(forForty).toBeLessThan(3 * (forTwenty ?? 0));
  });
});

function tenantsOf(count: number): readonly RuleDocument[] {
  return Array.from({ length: count }, (_, index) =>
    anApproval({
      id: `t-${index}`,
      when: { emailDomain: [`t${index}.example.com`], client: [`client${index}`] },
      unless: { disposableEmail: true },
      verify: ['email'],
    }),
  );
}

/** How often a domain is looked up among the throwaway ones while one of many tenants goes. */
function lookUpsFor(count: number): number {
  let lookUps = 0;
  const disposableDomain = (): boolean => {
    lookUps += 1;
    return false;
  };
  const tenants = tenantsOf(count);
  const [before, after] = [withRules(...tenants), withRules(...tenants.slice(1))];
  diffPolicies({ before, after, resources: { ...RESOURCES, disposableDomain }, samples: SAMPLES });
  return lookUps;
}
