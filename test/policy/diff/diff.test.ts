import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { aDocument, anApproval } from '../../support/policies.ts';
import { diffOf, told, withRules } from './samples.ts';

const STAFF = anApproval({ id: 'staff', when: { emailDomain: ['example.com', '*.example.com'] }, verify: ['email'] });

describe('diffPolicies', () => {
  it('tells a value that was added, and no other', () => {
    const more = anApproval({ ...STAFF, when: { emailDomain: ['example.com', '*.example.com', 'example.org'] } });

    expect(told(withRules(STAFF), withRules(more))).toEqual(['someone@example.org: code → approve email']);
  });

  it('tells one change a value when a rule goes', () => {
    expect(told(withRules(STAFF), withRules())).toEqual([
      'someone@example.com: approve email → code',
      'someone@elsewhere.example.com: approve email → code',
    ]);
  });

  it('tells what concerns everybody once a source', () => {
    const client = { id: 'portal', then: 'code', when: { client: ['portal'] } } as const;

    expect(told(withRules(client), aDocument({ rules: [client], otherwise: 'deny' }))).toEqual([
      'someone@elsewhere.example: code → deny',
      'someone@elsewhere.example external-provider Google: untouched → deny',
    ]);
  });

  it('finds where two conditions must meet', () => {
    const rule = anApproval({ id: 'a', when: { emailDomain: ['example.com'], client: ['one'] }, verify: ['email'] });
    const other = anApproval({ ...rule, when: { emailDomain: ['example.com'], client: ['one', 'two'] } });

    expect(told(withRules(rule), withRules(other))).toEqual(['someone@example.com two: code → approve email']);
  });

  it('finds a tag at a listed domain', () => {
    const untagged = anApproval({ ...STAFF, unless: { emailTag: true } });

    expect(told(withRules(STAFF), withRules(untagged))).toEqual([
      'someone+tag@example.com: approve email → code',
      'someone+tag@elsewhere.example.com: approve email → code',
    ]);
  });

  it('finds administrators and federated users', () => {
    const deny = { id: 'no', then: 'deny', when: { trigger: ['admin-create'] } } as const;
    const provider = { id: 'p', then: 'deny', when: { provider: ['Google'] } } as const;

    expect(told(withRules(), withRules(deny, provider))).toEqual([
      'someone@elsewhere.example external-provider Google: untouched → deny',
      'someone@elsewhere.example admin-create: untouched → deny',
    ]);
  });

  it('tells a code rule in doubt from a certain one', () => {
    const partners = { id: 'partners', when: { emailDomain: ['example.com'] }, then: 'code' } as const;
    const everybody = anApproval({ verify: [] });
    const shut = (...rules: readonly RuleDocument[]) => aDocument({ rules, otherwise: 'deny' });

    expect(told(shut(), shut(partners))).toEqual([
      'someone@example.com: deny → code',
      'someone@example.com external-provider Google: deny → untouched',
    ]);
    expect(told(shut(everybody), shut(everybody, partners))).toEqual([
      'not-an-address: approve → code',
      'someone@example.com: approve → code',
    ]);
  });

  it('says nothing of order, repetition and other words', () => {
    const [one, two] = ['example.com', '*.example.com'].map((value) =>
      anApproval({ ...STAFF, id: `of-${value.length}`, when: { emailDomain: [value] } }),
    );

    expect(diffOf(withRules(STAFF), withRules(...[one, two, two].flatMap((rule) => rule ?? [])))).toEqual({
      changes: [],
      sentences: [],
      settings: [],
      complete: true,
      untried: [],
    });
  });

  it('tells a refusal that says something else', () => {
    const rule = { id: 'no', then: 'deny', when: { emailDomain: ['example.com'] }, message: 'Not here' } as const;

    const { changes, sentences } = diffOf(withRules(rule), withRules({ ...rule, message: 'Elsewhere' }));

    expect(changes).toEqual([]);
    expect(sentences.map(({ witness, before, after }) => [witness.email, before.message, after.message])).toEqual([
      ['not-an-address', 'Not here', 'Elsewhere'],
      ['someone@example.com', 'Not here', 'Elsewhere'],
    ]);
  });

  it('tells settings that no attempt in an empty pool shows', () => {
    const lenient = aDocument({ unavailable: { directory: 'code', claims: 'code', limits: 'code' } });

    expect(diffOf(aDocument(), lenient).settings).toEqual([
      { setting: 'unavailable.claims', before: 'deny', after: 'code' },
    ]);
  });

  it('counts who is only observed as not treated at all', () => {
    const observed = { ...withRules(STAFF), mode: 'observe' } as const;

    expect(told(observed, withRules(STAFF))[0]).toBe('someone@example.com: code → approve email');
    expect(told(withRules(STAFF), observed)[0]).toBe('someone@example.com: approve email → code');
  });

  it('tells what would become of attempts where both only observe', () => {
    const after = { ...withRules(STAFF), mode: 'observe' } as const;

    expect(told({ ...after, rules: [] }, after)).toEqual([
      'someone@example.com: code → approve email',
      'someone@elsewhere.example.com: code → approve email',
    ]);
  });
});
