/**
 * Comparisons of large policies: complete, and told one by one.
 */
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { anApproval } from '../../support/policies.ts';
import { diffOf, told, withRules } from './samples.ts';

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
    const tenants = Array.from({ length: 100 }, (_, index) =>
      anApproval({
        id: `t-${index}`,
        when: { emailDomain: [`t${index}.example.com`], client: [`client${index}`] },
        verify: ['email'],
      }),
    );

    expect(diffOf(withRules(...tenants), withRules(...tenants.slice(1)))).toMatchObject({
      changes: [{ witness: { email: 'someone@t0.example.com', client: 'client0' } }],
      complete: true,
    });
  });
});
