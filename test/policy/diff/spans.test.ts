import { describe, expect, it } from 'vitest';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { diffPolicies } from '../../../src/policy/diff/diff.ts';
import { documentAt, spansFrom } from '../../../src/policy/diff/spans.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { SAMPLES, withRules } from './samples.ts';

const NOW = Date.parse('2027-01-15T00:00:00Z');

function rule(term: Pick<RuleDocument, 'from' | 'until' | 'mode'> = {}): RuleDocument {
  return { id: 'guests', when: { client: ['guests'], trigger: ['sign-up'] }, then: 'deny', ...term };
}

function told(before: PolicyDocument, after: PolicyDocument, now: number | undefined = NOW) {
  const { changes } = diffPolicies({ before, after, resources: RESOURCES, samples: SAMPLES, now });
  return changes.map(({ witness, before: was, after: is, from, until }) =>
    [witness.client, witness.at ?? '-', was.outcome, is.outcome, from ?? '-', until ?? '-'].join(' '),
  );
}

describe('a comparison of rules that begin and end', () => {
  it('names the moments at which behaviour changes', () => {
    expect(
      told(withRules(rule({ until: '2027-03-31' })), withRules(rule({ until: '2027-06-30T12:00:00+02:00' }))),
    ).toEqual(['guests 2027-04-01T00:00:00Z code deny 2027-04-01T00:00:00Z 2027-06-30T10:00:00Z']);
  });

  it('says until when what differs now will differ', () => {
    expect(told(withRules(), withRules(rule({ until: '2027-01-31' })))).toEqual([
      'guests - code deny - 2027-02-01T00:00:00Z',
    ]);
  });

  it('says nothing of what is over', () => {
    expect(told(withRules(), withRules(rule({ until: '2027-01-14' })))).toEqual([]);
    expect(told(withRules(), withRules(rule({ until: '2027-01-15' })))).toHaveLength(1);
  });

  it('tells a change that goes on once, whatever else begins meanwhile', () => {
    const other: RuleDocument = { id: 'other', when: { client: ['a'] }, then: 'code', from: '2027-02-01' };

    expect(told(withRules(other), withRules(other, rule({ from: '2027-01-01' })))).toEqual(['guests - code deny - -']);
  });

  it('looks at all of time where nobody says when it is', () => {
    const changes = diffPolicies({
      before: withRules(),
      after: withRules(rule({ from: '2027-01-01', until: '2027-01-01' })),
      resources: RESOURCES,
      samples: SAMPLES,
    }).changes;

    expect(changes).toMatchObject([{ from: '2027-01-01T00:00:00Z', until: '2027-01-02T00:00:00Z' }]);
  });

  it('tells a rule that only observes as a setting', () => {
    const observing = withRules(rule({ mode: 'observe', from: '2027-02-01' }));
    const diff = diffPolicies({ before: withRules(), after: observing, resources: RESOURCES, samples: SAMPLES });

    expect(diff).toMatchObject({
      changes: [],
      settings: [{ setting: 'rules that only observe', before: 'none', after: 'guests' }],
      complete: true,
    });
  });
});

describe('spansFrom', () => {
  it('cuts once at each moment to come, in order', () => {
    const one = withRules(rule({ from: '2027-03-01' }), rule({ until: '2027-01-31' }));
    const other = withRules(rule({ until: '2027-02-28' }), rule({ from: '2027-01-01' }));

    expect(spansFrom(NOW, one, other)).toEqual({
      spans: [null, Date.parse('2027-02-01'), Date.parse('2027-03-01')].map((from) => ({ from })),
      complete: true,
    });
  });

  it.each([
    [99, true],
    [100, false],
  ])('of %i moments all are looked at: %s', (count, complete) => {
    const rules = Array.from({ length: count }, (_, index) =>
      rule({ from: `2027-02-01T00:00:00.${String(index).padStart(3, '0')}Z` }),
    );
    const { spans, complete: whole } = spansFrom(NOW, withRules(...rules));

    expect(whole).toBe(complete);
    expect(spans).toHaveLength(100);
  });
});

describe('documentAt', () => {
  it('leaves of a policy the rules of a moment, without their terms', () => {
    const document = withRules(rule({ from: '2027-01-15' }), rule({ until: '2027-01-14' }), rule({ mode: 'observe' }));

    expect(documentAt(document, NOW).rules).toEqual([rule()]);
    expect(documentAt(document, NOW - 1).rules).toEqual([rule()]);
    expect(documentAt(document, NOW + 1).rules).toEqual([rule()]);
  });
});

describe('the moments that cut time', () => {
  it('are those to come, of rules that take part', () => {
    const feb = Date.parse('2027-02-01');

    expect(spansFrom(NOW, withRules(rule({ mode: 'observe', from: '2027-02-01' }))).spans).toEqual([{ from: null }]);
    expect(spansFrom(NOW, withRules(rule({ from: '2027-01-15' }))).spans).toEqual([{ from: null }]);
    expect(spansFrom(Number.NEGATIVE_INFINITY, withRules(rule({ from: '2027-02-01' }))).spans).toEqual([
      { from: null },
      { from: feb },
    ]);
  });

  it('make a comparison incomplete where one span is', () => {
    const later = rule({ from: '2027-02-01' });
    const many: RuleDocument = { ...later, when: { client: ['a', 'b', 'c'], emailTag: true, disposableEmail: true } };
    const compared = { before: withRules(), after: withRules(many), resources: RESOURCES, samples: SAMPLES, now: NOW };

    expect(diffPolicies({ ...compared, mostStates: 2 }).complete).toBe(false);
    expect(diffPolicies(compared).complete).toBe(true);
  });
});
