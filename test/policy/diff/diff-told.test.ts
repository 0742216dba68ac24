/**
 * Which changes are told of all that differ: each once, of the value that makes it, in the plainest surroundings.
 */
import { describe, expect, it, test } from 'vitest';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { diffPolicies } from '../../../src/policy/diff/diff.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { aDocument, anApproval } from '../../support/policies.ts';
import { diffOf, SAMPLES, told, withRules } from './samples.ts';

const CODE = { outcome: 'code', verify: [], message: null };
const REFUSED = { outcome: 'deny', verify: [], message: 'This sign-up is not allowed' };
const STAFF = anApproval({ id: 'staff', when: { emailDomain: ['example.com'] }, verify: ['email'] });

describe('a change', () => {
  it('of everybody is told of everybody else', () => {
    const { changes } = diffOf(aDocument(), aDocument({ otherwise: 'deny' }));

    expect(changes).toEqual([
      { witness: { email: 'someone@elsewhere.example' }, standsFor: 'everybody else', before: CODE, after: REFUSED },
      {
        witness: { email: 'someone@elsewhere.example', trigger: 'external-provider', provider: 'Google' },
        standsFor: 'trigger external-provider',
        before: { ...CODE, outcome: 'untouched' },
        after: REFUSED,
      },
    ]);
  });

  it('of a value is told of the value', () => {
    const [change] = diffOf(withRules(), withRules({ id: 'no', then: 'deny', when: { client: ['one'] } })).changes;

    expect(change).toEqual({
      witness: { email: 'someone@elsewhere.example', client: 'one' },
      standsFor: 'client one',
      before: CODE,
      after: REFUSED,
    });
  });

  it('of `otherwise` is told of those alone whom it reaches', () => {
    const rule = anApproval({ id: 'a', unless: { client: ['one'] }, verify: ['email'] });

    expect(told(withRules(rule), aDocument({ rules: [rule], otherwise: 'deny' }))).toEqual([
      'someone@elsewhere.example one: code → deny',
      'someone@elsewhere.example one external-provider Google: untouched → deny',
    ]);
  });

  it('of one value is told once, however many ways it shows', () => {
    const when = { disposableEmail: true, emailDomain: ['*.example.net'] } as const;

    const { changes } = diffOf(withRules(), withRules({ id: 'no', then: 'deny', when }));

    expect(changes.map(({ standsFor, witness }) => [standsFor, witness.email])).toEqual([
      ['a malformed email', 'not-an-address'],
      ['emailDomain *.example.net and disposableEmail', 'someone@throwaway.example.net'],
      ['trigger external-provider', 'not-an-address'],
    ]);
  });

  it('where two values meet is left out beside one of them', () => {
    const tagged = { id: 'tag', then: 'code', when: { emailTag: true, client: ['one'] } } as const;

    expect(told(withRules(tagged), withRules(tagged, STAFF))).toEqual(['someone@example.com: code → approve email']);
  });
});

describe('a sentence', () => {
  it('of the policy is told of who is refused with it', () => {
    const rule = { id: 'no', then: 'deny', when: { client: ['one'] } } as const;

    const { changes, sentences } = diffOf(withRules(rule), aDocument({ rules: [rule], denyMessage: 'No' }));

    expect(changes).toEqual([]);
    expect(sentences).toEqual([
      {
        witness: { email: 'someone@elsewhere.example', client: 'one' },
        standsFor: 'client one',
        before: REFUSED,
        after: { ...REFUSED, message: 'No' },
      },
    ]);
  });

  it('is told apart from changes of outcome', () => {
    const refusing = (message: string, ...emailAddress: readonly string[]): PolicyDocument =>
      withRules({ id: 'no', then: 'deny', when: { trigger: ['sign-up'], emailAddress }, message });

    const { changes, sentences } = diffOf(
      refusing('No', 'ann@example.com', 'bob@example.com'),
      refusing('Never', 'ann@example.com', 'eve@example.com'),
    );

    expect(changes.map(({ witness }) => witness.email)).toEqual(['bob@example.com', 'eve@example.com']);
    expect(sentences.map(({ witness }) => witness.email)).toEqual(['not-an-address', 'ann@example.com']);
  });
});

describe('a comparison', () => {
  const compared = (after: PolicyDocument, mostStates: number) =>
    diffPolicies({ before: withRules(), after, resources: RESOURCES, samples: SAMPLES, mostStates });
  const rule: RuleDocument = { ...STAFF, when: { ...STAFF.when, client: ['one'] } };

  test.each<[number, boolean]>([
    [9, true],
    [8, false],
  ])('that may look at %i states is complete: %s', (mostStates, complete) => {
    expect(compared(withRules(rule), mostStates).complete).toBe(complete);
  });

  it('needs more states where more than rules changed', () => {
    expect(compared(aDocument({ rules: [rule], otherwise: 'deny' }), 9).complete).toBe(false);
  });

  it('that is not complete tells the plainest changes', () => {
    const { changes, complete } = compared(withRules(rule), 1);

    expect(complete).toBe(false);
    expect(changes).toEqual([
      {
        witness: { email: 'someone@example.com', client: 'one' },
        standsFor: 'emailDomain example.com',
        before: CODE,
        after: { outcome: 'approve', verify: ['email'], message: null },
      },
    ]);
  });
});
