/**
 * What a count means for a decision.
 */
import { describe, expect, it, test } from 'vitest';
import type { Attempt } from '../../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { decide } from '../../../src/core/decide.ts';
import type { LimitOutcome, LimitState } from '../../../src/core/limits/limit.ts';
import { limitsToCount } from '../../../src/core/limits/requests.ts';
import { stateOf, underLimit, whenUncounted } from '../../../src/core/limits/standing.ts';
import { plan } from '../../../src/core/plan.ts';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { observedIn } from '../../../src/core/rules.ts';
import type { Truth } from '../../../src/core/truth.ts';
import type { Findings } from '../../../src/core/withholding.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const LIMIT = { by: 'everybody', count: 3, per: '1h' } as const;
const ANN = { email: 'ann@example.com' };

function limited(then: 'code' | 'deny', more: Partial<RuleDocument> = {}): RuleDocument {
  return { id: 'flood', then, limit: LIMIT, ...more };
}

function counted(count: number): LimitOutcome {
  return { kind: 'counted', count };
}

const NO_ANSWER: LimitOutcome = { kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } };

function free(attempt: Attempt, limits: Findings['limits']): Findings {
  const names = [...(attempt.email.kind === 'given' ? ['email' as const] : [])];
  return {
    facts: new Map(names.map((name) => [name, { kind: 'free', holders: [] }])),
    claims: new Map(names.map((name) => [name, { kind: 'won' }])),
    limits,
  };
}

function decideWith(document: PolicyDocument, typed: TypedAttempt, flood: LimitOutcome | null) {
  const policy = compilePolicy(document, NO_RESOURCES);
  const attempt = attemptOf(typed);
  const found = free(attempt, flood === null ? undefined : new Map([['flood', flood]]));
  return decide(attempt, policy, plan(attempt, policy), found);
}

test.each([
  [counted(3), 'below'],
  [counted(4), 'exceeded'],
  [{ kind: 'flooded' }, 'exceeded'],
  [NO_ANSWER, 'unknown'],
  [undefined, 'unknown'],
] as const)('a limit of three that was counted as %j is %s', (outcome, state) => {
  expect(stateOf(LIMIT, outcome)).toBe(state);
});

it('a limit means a code where nobody could count and the policy says nothing of it', () => {
  expect(whenUncounted({ unavailable: { directory: 'deny', claims: 'deny' } })).toBe('code');
});

describe('a rule under its limit', () => {
  const rule = (then: 'code' | 'deny') => {
    const [one] = compilePolicy(aDocument({ rules: [limited(then, { id: 'flood' })] }), NO_RESOURCES).rules;
    if (one === undefined) throw new Error('the policy has no rule');
    return one;
  };
  const under = (then: 'code' | 'deny', part: Truth, state: LimitState, trigger: Attempt['trigger'] = 'sign-up') => {
    const settings = {
      busyMessage: 'Later',
      unavailable: { directory: 'code', claims: 'code', limits: 'deny' },
    } as const;
    const judged = underLimit({ rule: rule(then), part }, new Map([['flood', state]]), { trigger }, settings);
    return [judged.rule.then, judged.part, judged.rule.message];
  };

  it.each([
    ['code', 'no', 'exceeded', ['code', 'no', null]],
    ['deny', 'no', 'exceeded', ['deny', 'no', null]],
    ['deny', 'no', 'unknown', ['deny', 'no', null]],
    ['code', 'yes', 'below', ['code', 'no', null]],
    ['deny', 'yes', 'below', ['deny', 'no', null]],
    ['code', 'yes', 'exceeded', ['code', 'unknown', null]],
    ['deny', 'yes', 'exceeded', ['deny', 'yes', null]],
    ['deny', 'unknown', 'exceeded', ['deny', 'unknown', null]],
    ['code', 'yes', 'unknown', ['deny', 'unknown', 'Later']],
  ] as const)('that says %s and is a %s, its count %s', (then, part, state, expected) => {
    expect(under(then, part, state)).toEqual(expected);
  });

  it('takes no part in what is no sign-up where nobody could count', () => {
    expect(under('deny', 'yes', 'unknown', 'external-provider')).toEqual(['deny', 'no', null]);
  });
});

describe('a denial with a limit', () => {
  const document = aDocument({ rules: [anApproval({ verify: ['email'] }), limited('deny', { message: 'Too many' })] });

  it('takes no part up to its count', () => {
    expect(decideWith(document, ANN, counted(3))).toMatchObject({ outcome: 'approve', rules: ['everyone'] });
  });

  it('refuses beyond it, with its sentence', () => {
    const decision = { outcome: 'deny', reason: 'rule', rules: ['flood'], message: 'Too many', verified: [] };
    expect(decideWith(document, ANN, counted(4))).toMatchObject(decision);
    expect(decideWith(document, ANN, { kind: 'flooded' })).toMatchObject(decision);
  });

  it('refuses a first federated sign-in as well', () => {
    const typed = { ...ANN, provider: 'Google' };

    expect(decideWith(document, typed, counted(4)).outcome).toBe('deny');
    expect(decideWith(document, typed, counted(3)).outcome).toBe('untouched');
    expect(
      decideWith({ ...document, unavailable: { ...document.unavailable, limits: 'deny' } }, typed, NO_ANSWER),
    ).toMatchObject({
      outcome: 'untouched',
    });
  });

  it.each([
    ['ignore', 'approve', ['everyone'], null],
    ['code', 'code', ['flood'], null],
    ['deny', 'deny', ['flood'], 'Please try again in a moment'],
  ] as const)('without an answer follows `unavailable.limits: %s`', (limits, outcome, rules, message) => {
    const following = { ...document, unavailable: { ...document.unavailable, limits } };

    for (const answer of [NO_ANSWER, null]) {
      expect(decideWith(following, ANN, answer)).toMatchObject({ outcome, rules, message });
    }
    expect(decideWith(following, ANN, NO_ANSWER).failures).toEqual([{ call: 'limits', cause: 'timeout' }]);
    expect(decideWith(following, ANN, { kind: 'flooded' }).failures).toEqual([]);
  });
});

test('a rule whose limit nobody could count takes no part where the policy ignores that', () => {
  const policy = compilePolicy(aDocument({ rules: [limited('deny')] }), NO_RESOURCES);
  const [rule] = policy.rules;
  if (rule === undefined) throw new Error('the policy of this test has a rule');
  const partUnder = (limits: 'ignore' | 'code' | 'deny') => {
    const terms = { ...policy, unavailable: { ...policy.unavailable, limits } };
    return underLimit({ rule, part: 'yes' }, new Map([['flood', 'unknown']]), attemptOf(ANN), terms);
  };

  expect(partUnder('ignore')).toEqual({ rule, part: 'no' });
  expect(partUnder('code')).toMatchObject({ rule: { then: 'code' }, part: 'unknown' });
  expect(partUnder('deny')).toMatchObject({ rule: { then: 'deny' }, part: 'unknown' });
});

describe('a code rule with a limit', () => {
  const rules = [anApproval({ verify: ['email'] }), limited('code')];

  it('takes an approval away beyond its count', () => {
    expect(decideWith(aDocument({ rules }), ANN, counted(3)).outcome).toBe('approve');
    expect(decideWith(aDocument({ rules }), ANN, counted(4))).toMatchObject({ outcome: 'code', rules: ['flood'] });
  });

  it('saves nobody from `otherwise: deny`', () => {
    const document = aDocument({ rules: [limited('code')], otherwise: 'deny' });

    expect(decideWith(document, ANN, counted(9))).toMatchObject({ outcome: 'deny', reason: 'otherwise' });
    expect(decideWith(document, { ...ANN, provider: 'Google' }, counted(9)).outcome).toBe('deny');
  });

  it('refuses a duplicate then, where sign-ups by code are refused', () => {
    const policy = compilePolicy(
      aDocument({ rules, collision: { holders: 'any', then: 'withhold', code: 'deny', federated: 'allow' } }),
      NO_RESOURCES,
    );
    const attempt = attemptOf({ ...ANN, phone: '+12065550100' });
    const planned = plan(attempt, policy);
    const owner = { userName: 'bob', verified: true, enabled: true, status: 'CONFIRMED' };
    const found = (count: number): Findings => ({
      facts: new Map([
        ['email', { kind: 'free', holders: [] }],
        ['phone_number', { kind: 'held', holders: [owner] }],
      ]),
      claims: new Map([
        ['email', { kind: 'won' }],
        ['phone_number', { kind: 'marked' }],
      ]),
      limits: new Map([['flood', counted(count)]]),
    });

    expect(planned.lookUps.map(({ attribute }) => attribute)).toEqual(['email', 'phone_number']);
    expect(planned.claims.map(({ kind }) => kind)).toEqual(['verifying', 'mark']);
    expect(decide(attempt, policy, planned, found(4))).toMatchObject({ outcome: 'deny', reason: 'collision' });
    expect(decide(attempt, policy, planned, found(3)).outcome).toBe('approve');
  });

  it.each([
    ['a code rule may take it away', limited('code'), 'deny', ['email', 'phone_number']],
    ['a denial may', limited('deny'), 'deny', ['email']],
    ['a denial may, or a code where nobody could count', limited('deny'), 'code', ['email', 'phone_number']],
    ['a rule that only observes would', limited('code', { mode: 'observe' }), 'code', ['email']],
  ] as const)('looks up what it does not verify where sign-ups by code may be refused: %s', (_, rule, limits, expected) => {
    const document = aDocument({
      rules: [anApproval({ verify: ['email'] }), rule],
      collision: { holders: 'any', then: 'withhold', code: 'deny', federated: 'allow' },
      unavailable: { directory: 'code', claims: 'code', limits },
    });
    const planned = plan(attemptOf({ ...ANN, phone: '+12065550100' }), compilePolicy(document, NO_RESOURCES));

    expect(planned.lookUps.map(({ attribute }) => attribute)).toEqual(expected);
  });

  it('looks nobody up for an approval that was turned into a code, where duplicates are let in', () => {
    const policy = compilePolicy(aDocument({ rules }), NO_RESOURCES);
    const attempt = attemptOf(ANN);
    const holder = { userName: 'bob', verified: true, enabled: true, status: 'CONFIRMED' };
    const found: Findings = {
      facts: new Map([['email', { kind: 'held', holders: [holder] }]]),
      claims: new Map([['email', { kind: 'won' }]]),
      limits: new Map([['flood', counted(4)]]),
    };

    expect(decide(attempt, policy, plan(attempt, policy), found)).toMatchObject({ outcome: 'code', reason: 'rule' });
  });
});

describe('what is counted', () => {
  const requests = (rule: RuleDocument, typed: TypedAttempt) =>
    limitsToCount(compilePolicy(aDocument({ rules: [rule] }), NO_RESOURCES), attemptOf(typed));

  it('is every attempt that the rest of the rule is about, in doubt too', () => {
    const rule = limited('deny', { when: { emailDomain: ['example.com'] }, unless: { client: ['ours'] } });

    expect(requests(rule, ANN)).toEqual([
      { rule: 'flood', ...LIMIT, perMs: 3_600_000, key: { kind: 'given', value: '' } },
    ]);
    expect(requests(rule, { email: 'ann@@example.com' })).toHaveLength(1);
    expect(requests(rule, { email: 'ann@example.org' })).toEqual([]);
    expect(requests(rule, { ...ANN, client: 'ours' })).toEqual([]);
  });

  it('leaves out whoever has no key', () => {
    const rule = limited('deny', { limit: { ...LIMIT, by: 'phonePrefix' } });

    expect(requests(rule, ANN)).toEqual([]);
    expect(requests(rule, { phone: '5550100' })).toMatchObject([{ key: { kind: 'malformed' } }]);
  });

  it('counts an administrator only for a denial that names them', () => {
    const named = { when: { trigger: ['admin-create'] } };

    expect(requests(limited('deny'), { ...ANN, trigger: 'admin-create' })).toEqual([]);
    expect(requests(limited('code', named), { ...ANN, trigger: 'admin-create' })).toEqual([]);
    expect(requests(limited('deny', named), { ...ANN, trigger: 'admin-create' })).toHaveLength(1);
  });

  it('counts for a rule that only observes, which then names itself and refuses nobody', () => {
    const document = aDocument({ rules: [anApproval({ verify: ['email'] }), limited('deny', { mode: 'observe' })] });
    const policy = compilePolicy(document, NO_RESOURCES);

    expect(requests(limited('deny', { mode: 'observe' }), ANN)).toHaveLength(1);
    expect(decideWith(document, ANN, counted(99)).outcome).toBe('approve');
    expect(observedIn(policy, attemptOf(ANN), new Map([['flood', 'exceeded']]))).toEqual(['flood']);
    expect(observedIn(policy, attemptOf(ANN), new Map([['flood', 'unknown']]))).toEqual([]);
    expect(observedIn(policy, attemptOf(ANN))).toEqual([]);
  });

  it('counts nothing of an unknown source, and nothing under no policy', () => {
    const policy = compilePolicy(aDocument({ rules: [limited('deny')] }), NO_RESOURCES);
    const attempt: Attempt = { ...attemptOf(ANN), trigger: 'unknown' };

    expect(plan(attempt, policy).limits).toEqual([]);
    expect(plan(attemptOf(ANN), null, 'code').limits).toEqual([]);
  });

  it('counts whoever is refused anyway', () => {
    const policy = compilePolicy(aDocument({ rules: [{ id: 'no', then: 'deny' }, limited('deny')] }), NO_RESOURCES);

    expect(plan(attemptOf(ANN), policy)).toMatchObject({ intent: { kind: 'deny' }, limits: [{ rule: 'flood' }] });
  });
});
