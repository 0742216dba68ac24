/**
 * Rules cut into atoms: which dimension each condition is about, and which rules end alike.
 */
import { describe, expect, it, test } from 'vitest';
import type { ConditionSet, RuleDocument } from '../../../src/core/policy.ts';
import { attemptOf } from '../../../src/policy/cases/typed-attempt.ts';
import { allAtoms, atomicRules } from '../../../src/policy/diff/atoms.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { anApproval } from '../../support/policies.ts';
import { withRules } from './samples.ts';

const MATCHES = expect.any(Function);

/** The rules of a policy that is compared with one without any. */
function cut(...rules: readonly RuleDocument[]) {
  return atomicRules(withRules(...rules), withRules(), RESOURCES);
}

function atomsOf(when: ConditionSet) {
  return cut({ id: 'one', when, then: 'deny' }).flatMap((rule) => rule.when);
}

describe('a condition', () => {
  test.each<[string, string]>([
    ['emailDomain', 'email'],
    ['emailAddress', 'email'],
    ['phoneCountry', 'phone'],
    ['client', 'client'],
    ['trigger', 'source'],
    ['provider', 'source'],
  ])('on a list: %s looks at the %s', (field, dimension) => {
    const values = ['one', 'two'];

    expect(atomsOf({ [field]: values })).toEqual([{ dimension, field, name: null, values, matches: MATCHES }]);
  });

  test.each(['emailTag', 'disposableEmail'])('without values: %s looks at the email', (field) => {
    expect(atomsOf({ [field]: true })).toEqual([
      { dimension: 'email', field, name: null, values: true, matches: MATCHES },
    ]);
  });

  test.each<[string, string, string]>([
    ['attribute', 'custom:team', 'attribute custom:team'],
    ['attribute', 'email', 'email'],
    ['attribute', 'phone_number', 'phone'],
    ['metadata', 'campaign', 'metadata campaign'],
    ['metadata', 'email', 'metadata email'],
  ])('on names: %s %s looks at the %s', (field, name, dimension) => {
    const values = ['one', 'two'];

    expect(atomsOf({ [field]: { [name]: values } })).toEqual([{ dimension, field, name, values, matches: MATCHES }]);
  });

  it('on several names is an atom for each', () => {
    const atoms = atomsOf({ attribute: { 'custom:team': ['sales'], 'custom:site': ['here'] } });

    const attempt = attemptOf({ attributes: { 'custom:team': 'sales' } });
    expect(atoms.map(({ name, matches }) => [name, matches(attempt)])).toEqual([
      ['custom:team', 'yes'],
      ['custom:site', 'no'],
    ]);
  });

  test.each<[string, ConditionSet]>([
    ['a list of nothing known', { colour: ['red'] }],
    ['a flag of nothing known', { colour: true }],
    ['names of nothing known', { colour: { of: ['red'] } }],
    ['a list where none is taken', { emailTag: ['example.com'] }],
    ['a list where names are', { attribute: ['custom:team'] }],
    ['a flag where a list is', { emailDomain: true }],
    ['a flag where names are', { attribute: true }],
    ['names where a list is', { emailDomain: { of: ['example.com'] } }],
  ])('of another shape looks at nothing: %s', (_, when) => {
    expect(atomsOf(when)).toEqual([]);
  });
});

describe('a rule', () => {
  it('keeps both halves apart', () => {
    const when = { client: ['portal'] };
    const unless = { emailTag: true } as const;

    const rules = cut(anApproval({ when, unless, verify: ['phone_number', 'email'] }));

    expect(rules).toEqual([
      {
        doubtful: false,
        kind: 'before approve false email,phone_number',
        changed: true,
        when: [{ dimension: 'client', field: 'client', name: null, values: ['portal'], matches: MATCHES }],
        unless: [{ dimension: 'email', field: 'emailTag', name: null, values: true, matches: MATCHES }],
      },
    ]);
  });

  it('without conditions has no atoms', () => {
    const rules = cut({ id: 'all', then: 'deny' });

    expect(rules).toEqual([{ doubtful: true, kind: 'before deny false ', changed: true, when: [], unless: null }]);
  });

  it('to code is read twice: in certainty and in doubt', () => {
    const rules = cut({ id: 'all', then: 'code' });

    expect(rules.map(({ kind, doubtful }) => [kind, doubtful])).toEqual([
      ['before code false ', false],
      ['before code in doubt false ', true],
    ]);
  });

  it('that names administrators is of another kind', () => {
    const deny = { id: 'a', then: 'deny', when: { trigger: ['sign-up', 'admin-create'] } } as const;
    const other = { id: 'b', then: 'deny', when: { trigger: ['sign-up'] } } as const;

    expect(cut(deny, other).map(({ kind }) => kind)).toEqual(['before deny true ', 'before deny false ']);
  });

  test.each<[string, Partial<RuleDocument>]>([
    ['id', { id: 'other' }],
    ['when', { when: { client: ['two'] } }],
    ['unless', { unless: { client: ['two'] } }],
    ['then', { then: 'deny' }],
    ['verify', { verify: [] }],
    ['message', { message: 'Elsewhere' }],
  ])('with another %s has changed', (_, fields) => {
    const [same, rule] = [anApproval({ id: 'a' }), anApproval({ id: 'b', when: { client: ['one'] } })];

    const rules = atomicRules(withRules(same, rule), withRules(same, { ...rule, ...fields }), RESOURCES);

    expect(rules.map(({ changed }) => changed)).toEqual([false, true, false, true]);
  });

  it('with another acknowledgement has not changed', () => {
    const [one, other] = [anApproval(), anApproval({ acknowledge: 'otherwise' })];

    const rules = atomicRules(withRules(one), withRules(other), RESOURCES);

    expect(rules.map(({ kind, changed }) => [kind, changed])).toEqual([
      ['before approve false email,phone_number', false],
      ['after approve false email,phone_number', false],
    ]);
  });
});

describe('atomicRules', () => {
  it('sorts the rules of each policy by id', () => {
    const rule = (id: string): RuleDocument => ({ id, when: { client: [id] }, then: 'deny' });

    const rules = atomicRules(withRules(rule('b'), rule('c'), rule('a')), withRules(rule('z'), rule('b')), RESOURCES);

    expect(rules.map(({ when, kind }) => [...when.map(({ values }) => values), kind])).toEqual([
      [['a'], 'before deny false '],
      [['b'], 'before deny false '],
      [['c'], 'before deny false '],
      [['b'], 'after deny false '],
      [['z'], 'after deny false '],
    ]);
  });
});

describe('allAtoms', () => {
  it('has those of both halves of every rule', () => {
    const [one, other] = [anApproval({ id: 'a', when: { client: ['portal'] } }), anApproval({ id: 'b' })];
    const rules = cut(one, { ...other, unless: { emailTag: true, phoneCountry: ['US'] } });

    const atoms = allAtoms(rules);

    expect(atoms.map(({ field }) => field)).toEqual(['client', 'emailTag', 'phoneCountry']);
  });
});

describe('a rule with a limit', () => {
  const limit = { by: 'client', count: 3, per: '1h' } as const;
  const cutSeen = (rule: RuleDocument, seen?: Record<string, number>) =>
    atomicRules(withRules(rule), withRules(), RESOURCES, seen);

  it('is none before its key was seen so often', () => {
    expect(cutSeen({ id: 'one', then: 'deny', limit })).toEqual([]);
    expect(cutSeen({ id: 'one', then: 'deny', limit }, { one: 3 })).toHaveLength(1);
  });

  it('is read in doubt alone where it says code', () => {
    expect(cutSeen({ id: 'one', then: 'code', limit }, { one: 3 })).toHaveLength(1);
    expect(cutSeen({ id: 'one', then: 'code' })).toHaveLength(2);
  });
});
