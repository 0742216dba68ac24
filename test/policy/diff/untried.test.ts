/**
 * What a comparison found no example of: named, and never taken for the same.
 */
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { dimensionsOf } from '../../../src/policy/diff/dimensions.ts';
import { tellingRules, untriedValues } from '../../../src/policy/diff/untried.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { aDocument } from '../../support/policies.ts';
import { atomsOf, diffOf, SAMPLES, withRules } from './samples.ts';

/** No number is of this country. */
const NOWHERE: RuleDocument = { id: 'nowhere', when: { phoneCountry: ['XX'] }, then: 'deny' };

describe('a comparison', () => {
  it('names the values of which it has no example, and is not complete', () => {
    const rule: RuleDocument = {
      id: 'a',
      when: { phoneCountry: ['US', 'XX', 'GB', 'YY'], client: ['one'] },
      unless: { phoneCountry: ['XX', 'ZZ'] },
      then: 'deny',
    };

    const { complete, untried } = diffOf(withRules(), withRules(rule));

    expect(untried).toEqual(['phoneCountry XX', 'phoneCountry YY', 'phoneCountry ZZ']);
    expect(complete).toBe(false);
  });

  it('names a value once, however many spans and policies have it', () => {
    const until = { ...NOWHERE, until: '2027-01-01' };

    expect(diffOf(withRules({ ...NOWHERE, id: 'other' }), withRules(until)).untried).toEqual(['phoneCountry XX']);
  });

  it('asks nothing of rules that both policies have, while nothing else may make a difference', () => {
    const added: RuleDocument = { id: 'more', when: { client: ['one'] }, then: 'deny' };

    expect(diffOf(withRules(NOWHERE), withRules(NOWHERE, added))).toMatchObject({ complete: true, untried: [] });
    expect(diffOf(withRules(NOWHERE), aDocument({ rules: [NOWHERE], otherwise: 'deny' }))).toMatchObject({
      complete: false,
      untried: ['phoneCountry XX'],
    });
  });

  it('asks of a rule with a limit where the limit is exceeded', () => {
    const limited: RuleDocument = { ...NOWHERE, limit: { by: 'client', count: 3, per: '1h' } };

    expect(diffOf(withRules(), withRules(limited)).untried).toEqual(['phoneCountry XX']);
  });

  it('names a condition that it does not know', () => {
    const rule: RuleDocument = { id: 'a', when: { unheard: ['x'] }, unless: { unheard: true }, then: 'deny' };

    expect(diffOf(withRules(), withRules(rule))).toMatchObject({ complete: false, untried: ['unheard'] });
  });
});

describe('untriedValues', () => {
  const when: RuleDocument['when'] = {
    emailDomain: ['example.com', '*.example.com', 'example.org'],
    emailTag: true,
    given: ['email', 'custom:team'],
    attribute: { 'custom:team': ['sales', 'support'], email: ['bob@example.com'] },
    metadata: { campaign: ['spring'] },
  };
  const rules: readonly RuleDocument[] = [{ id: 'a', when, then: 'deny' }];

  it('names every value where there is no example at all', () => {
    expect(untriedValues(rules, [], RESOURCES)).toEqual([
      'emailDomain example.com',
      'emailDomain *.example.com',
      'emailDomain example.org',
      'emailTag',
      'given email',
      'given custom:team',
      'attribute custom:team=sales',
      'attribute custom:team=support',
      'attribute email=bob@example.com',
      'metadata campaign=spring',
    ]);
  });

  it('names none where each has an example', () => {
    expect(untriedValues(rules, dimensionsOf(atomsOf(when), SAMPLES), RESOURCES)).toEqual([]);
  });

  it.each<[string, RuleDocument['when'], string]>([
    ['a flag with a list', { emailTag: ['x'] }, 'emailTag'],
    ['a list with a flag', { client: true }, 'client'],
    ['a list with names', { client: { one: ['x'] } }, 'client'],
    ['a map with a list', { metadata: ['x'] }, 'metadata'],
    ['a map with a flag', { metadata: true }, 'metadata'],
  ])('names the condition of %s', (_, set, named) => {
    const probed = dimensionsOf(atomsOf(set), SAMPLES);

    expect(untriedValues([{ id: 'a', when: set, then: 'deny' }], probed, RESOURCES)).toEqual([named]);
  });

  it('needs a certain match: an example in doubt is none', () => {
    const malformed = {
      name: 'email',
      probes: [{ typed: { email: 'not-an-address' }, standsFor: 'emailTag' }],
    };

    expect(untriedValues([{ id: 'a', when: { emailTag: true }, then: 'deny' }], [malformed], RESOURCES)).toEqual([
      'emailTag',
    ]);
  });

  it('asks a named value of its own name: an example of another value is none', () => {
    const set = { metadata: { campaign: ['spring'] } };
    const autumn = {
      name: 'metadata campaign',
      probes: [{ typed: { metadata: { campaign: 'autumn' } }, standsFor: '' }],
    };

    expect(untriedValues([{ id: 'a', when: set, then: 'deny' }], [autumn], RESOURCES)).toEqual([
      'metadata campaign=spring',
    ]);
  });

  it('tries long lists in few rounds', () => {
    let asked = 0;
    const phoneCountry = (number: string) => {
      asked += 1;
      return number.slice(1);
    };
    const names = Array.from({ length: 1_024 }, (_, index) => `C${index}`);
    const probes = names.map((name) => ({ typed: { phone: '+12065550100', client: name }, standsFor: name }));
    const listed: RuleDocument = { id: 'a', when: { phoneCountry: ['12065550100', ...names.slice(1)] }, then: 'deny' };

    expect(untriedValues([listed], [{ name: 'phone', probes }], { ...RESOURCES, phoneCountry })).toHaveLength(1_023);
    expect(asked).toBeLessThan(25 * names.length);
  });
});

describe('a long list', () => {
  it('is tried by the probes that stand for its values, each once', () => {
    let asked = 0;
    const phoneCountry = () => {
      asked += 1;
      return `C${(asked - 1) % 1_024}`;
    };
    const listed = Array.from({ length: 1_024 }, (_, index) => `C${index}`);
    const probes = listed.map((name) => ({ typed: { phone: '+12065550100' }, standsFor: `phoneCountry ${name}` }));
    const rule: RuleDocument = { id: 'a', when: { phoneCountry: listed }, then: 'deny' };

    expect(untriedValues([rule], [{ name: 'phone', probes }], { ...RESOURCES, phoneCountry })).toEqual([]);
    expect(asked).toBe(1_024);
  });
});

describe('tellingRules', () => {
  const limited: RuleDocument = { id: 'b', then: 'deny', limit: { by: 'client', count: 3, per: '1h' } };
  const changed: RuleDocument = { ...NOWHERE, then: 'code' };
  const tellingOf = (seen: Readonly<Record<string, number>>, rulesAlone = true) =>
    tellingRules(withRules(NOWHERE, limited), withRules(changed, limited), { seen, rulesAlone });

  it('are those that one policy has, while rules alone differ', () => {
    expect(tellingOf({})).toEqual([NOWHERE, changed]);
    expect(tellingOf({ b: 3 })).toEqual([]);
  });

  it('are all that take part where more differs', () => {
    expect(tellingOf({}, false)).toEqual([NOWHERE, changed]);
    expect(tellingOf({ b: 3 }, false)).toEqual([limited, limited]);
    expect(tellingOf({ b: 2 }, false)).toEqual([]);
  });
});
