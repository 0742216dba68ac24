import { describe, expect, test } from 'vitest';
import type { Trigger } from '../../../src/core/attempt.ts';
import type { LimitOutcome } from '../../../src/core/limits/limit.ts';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { explainRules } from '../../../src/policy/cases/explain.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const STAFF = anApproval({ id: 'staff', when: { emailDomain: ['example.com'], client: ['portal'] } });

function told(rules: readonly RuleDocument[], typed: TypedAttempt) {
  return explainRules(compilePolicy(aDocument({ rules }), RESOURCES), attemptOf(typed));
}

test('an explanation names every condition of a rule that matched', () => {
  expect(told([STAFF], { email: 'ann@example.com', client: 'portal' })).toEqual([
    { id: 'staff', matched: true, because: ['`emailDomain` matches `example.com`', '`client` matches `portal`'] },
  ]);
});

test('an explanation names only the condition that did not', () => {
  expect(told([STAFF], { email: 'ann@example.com' })).toEqual([
    { id: 'staff', matched: false, because: ['`client` does not match: there is no app client'] },
  ]);
});

const DENY: RuleDocument = { id: 'no', then: 'deny' };
const CODE: RuleDocument = { id: 'slow', then: 'code' };
const DOMAIN = { emailDomain: ['example.com'] };

test.each<[string, readonly RuleDocument[], TypedAttempt, readonly string[]]>([
  ['a rule about everybody', [anApproval()], {}, ['it has no `when`, so it is about everybody']],
  [
    'doubt that approves nobody',
    [anApproval({ when: { ...DOMAIN, client: ['portal'] } })],
    { email: 'a b@example.com', client: 'other' },
    [
      '`emailDomain` cannot be told: the email is malformed, and doubt never approves',
      '`client` does not match `other`',
    ],
  ],
  [
    'doubt that refuses',
    [{ ...DENY, when: { phoneCountry: ['US'] } }],
    { phone: '+99912345678' },
    ['`phoneCountry` cannot be told from `+99912345678`'],
  ],
  [
    'a refusal that does not match, by what is certain alone',
    [{ ...DENY, when: { ...DOMAIN, client: ['portal'] } }],
    { email: 'a b@example.com', client: 'other' },
    ['`client` does not match `other`'],
  ],
  [
    'an exception',
    [anApproval({ unless: { emailTag: true } })],
    { email: 'ann+x@example.com' },
    ['`unless` takes it out: `emailTag` matches `ann+x@example.com`'],
  ],
  [
    'an exception in doubt',
    [anApproval({ unless: { emailTag: true } })],
    { email: 'a b@example.com' },
    ['`unless` takes it out: `emailTag` cannot be told: the email is malformed, and doubt never approves'],
  ],
  [
    'an exception that spares nobody',
    [{ ...DENY, when: { ...DOMAIN }, unless: { emailTag: true, client: ['portal'] } }],
    { email: 'ann@example.com', client: 'portal' },
    ['`emailDomain` matches `example.com`', '`unless` does not spare: `emailTag` does not match `ann@example.com`'],
  ],
  [
    'an approval that is outranked',
    [anApproval({ when: DOMAIN }), CODE],
    { email: 'ann@example.com' },
    ['`emailDomain` matches `example.com`', 'outranked: `slow` says code, and code beats approve'],
  ],
  [
    'a code in doubt',
    [{ ...CODE, when: DOMAIN }, anApproval()],
    { email: 'a b@example.com' },
    [
      '`emailDomain` cannot be told: the email is malformed',
      'in doubt, so it only takes approvals away: it saves nobody from `otherwise`',
    ],
  ],
  [
    'a code that is outranked',
    [{ ...CODE, when: DOMAIN }, anApproval(), DENY],
    { email: 'ann@example.com' },
    ['`emailDomain` matches `example.com`', 'outranked: `no` says deny, and deny beats code'],
  ],
  [
    'a refusal beside another',
    [{ ...DENY, when: DOMAIN }, DENY, CODE],
    { email: 'ann@example.com' },
    ['`emailDomain` matches `example.com`'],
  ],
  [
    'a refusal of a federated user',
    [{ ...DENY, when: { provider: ['Google'] } }],
    { provider: 'Google' },
    ['`provider` matches `Google_1`'],
  ],
  [
    'a refusal that names administrators',
    [{ ...DENY, when: { trigger: ['admin-create'] } }],
    { trigger: 'admin-create' },
    ['`trigger` matches `admin-create`'],
  ],
])('an explanation is given of %s', (_, rules, typed, because) => {
  expect(told(rules, typed)[0]?.because).toEqual(because);
});

const EVERYBODY = 'it has no `when`, so it is about everybody';

test.each<[Trigger, RuleDocument, string]>([
  ['admin-create', DENY, 'without effect: only a rule whose `trigger` names `admin-create` refuses an administrator'],
  ['admin-create', anApproval(), 'without effect: `admin-create` never gets approve'],
  ['external-provider', CODE, 'without effect: `external-provider` never gets code'],
  ['unknown', DENY, 'without effect: `unknown` is never refused'],
  ['unknown', anApproval(), 'without effect: `unknown` never gets approve'],
])('at %s a rule without effect says so: %j', (trigger, rule, sentence) => {
  const policy = compilePolicy(aDocument({ mode: 'code-only', rules: [rule, DENY] }), RESOURCES);

  const [first] = explainRules(policy, { ...attemptOf({}), trigger });

  expect(first).toEqual({ id: rule.id, matched: true, because: [EVERYBODY, sentence] });
});

test.each<[RuleDocument, readonly string[]]>([
  [CODE, ['lets this first federated sign-in pass, untouched, where `otherwise` would deny it']],
  [anApproval(), ['lets this first federated sign-in pass, untouched, where `otherwise` would deny it']],
  [DENY, []],
])('an explanation tells what lets a federated sign-in through a shut door: %j', (rule, more) => {
  const policy = compilePolicy(aDocument({ otherwise: 'deny', rules: [rule] }), RESOURCES);

  const [first] = explainRules(policy, attemptOf({ trigger: 'external-provider' }));

  expect(first?.because).toEqual([EVERYBODY, ...more]);
});

test('an explanation tells that a refusal outranks what would let a federated sign-in through', () => {
  const policy = compilePolicy(aDocument({ otherwise: 'deny', rules: [anApproval(), DENY] }), RESOURCES);

  const [first] = explainRules(policy, attemptOf({ trigger: 'external-provider' }));

  expect(first?.because).toEqual([EVERYBODY, 'outranked: `no` says deny, and deny beats approve']);
});

test.each<[RuleDocument, string]>([
  [DENY, 'without effect: only a rule whose `trigger` names `admin-create` refuses an administrator'],
  [CODE, 'without effect: `admin-create` never gets code'],
])('an explanation knows that a shut door is open for administrators: %j', (rule, sentence) => {
  const policy = compilePolicy(aDocument({ otherwise: 'deny', rules: [rule] }), RESOURCES);

  const [first] = explainRules(policy, attemptOf({ trigger: 'admin-create' }));

  expect(first?.because).toEqual([EVERYBODY, sentence]);
});

test('an explanation tells of the brake', () => {
  const policy = compilePolicy(aDocument({ mode: 'code-only', rules: [anApproval(), CODE] }), RESOURCES);
  const braked = compilePolicy(aDocument({ mode: 'code-only', rules: [anApproval()] }), RESOURCES);

  const because = [policy, braked].map((one) => explainRules(one, attemptOf({})).map((rule) => rule.because));

  expect(because).toEqual([
    [[EVERYBODY, 'outranked: `slow` says code, and code beats approve'], [EVERYBODY]],
    [[EVERYBODY, 'held back: `mode: code-only` approves nobody']],
  ]);
});

test('an explanation tells of a rule that only observes that it matched and takes no part', () => {
  const rules = [
    { id: 'watched', then: 'deny', mode: 'observe' },
    { id: 'code', then: 'code' },
  ] as const;
  const [watched, code] = explainRules(compilePolicy(aDocument({ rules }), RESOURCES), attemptOf({}));

  expect(watched).toMatchObject({ matched: true });
  expect(watched?.because.at(-1)).toBe('it only observes: `mode: observe` keeps it out of the decision');
  expect(code?.because.join()).not.toContain('outranked');
});

test.each([
  ['2026-12-31T00:00:00Z', false, 'it takes part from 2027-01-01T00:00:00Z on'],
  ['2027-01-01T00:00:00Z', true, 'it has no `when`, so it is about everybody'],
  ['2027-04-01T00:00:00Z', false, 'it is over: it took part until 2027-04-01T00:00:00Z'],
])('an explanation tells at %s whether a rule takes part', (now, matched, because) => {
  const rules = [
    { id: 'term', then: 'deny', from: '2027-01-01', until: '2027-03-31' },
    { id: 'code', then: 'code' },
  ] as const;
  const policy = compilePolicy(aDocument({ rules }), RESOURCES);
  const [term, code] = explainRules(policy, attemptOf({}), Date.parse(now));

  expect(term).toEqual({ id: 'term', matched, because: [because] });
  expect(code?.because.join().includes('outranked')).toBe(matched);
});

test('an explanation tells until when a rule took part, long after', () => {
  const rules = [{ id: 'term', then: 'deny', until: '2027-03-31' }] as const;
  const [term] = explainRules(compilePolicy(aDocument({ rules }), RESOURCES), attemptOf({}), Date.parse('2027-06-01'));

  expect(term?.because).toEqual(['it is over: it took part until 2027-04-01T00:00:00Z']);
});

test('a rule takes part whatever its term where no moment is given', () => {
  const rules = [anApproval(), { id: 'term', then: 'deny', from: '2027-01-01' }] as const;
  const [approval, term] = told(rules, {});

  expect(term).toEqual({ id: 'term', matched: true, because: [EVERYBODY] });
  expect(approval?.because).toContain('outranked: `term` says deny, and deny beats approve');
});

describe('a rule with a limit', () => {
  const limit = { by: 'phonePrefix', count: 30, per: '1h' } as const;
  const rules = (then: 'code' | 'deny'): readonly RuleDocument[] => [anApproval(), { id: 'flood', then, limit }];
  const because = (then: 'code' | 'deny', typed: TypedAttempt, flood: LimitOutcome | null) => {
    const policy = compilePolicy(aDocument({ rules: rules(then) }), RESOURCES);
    const counted = flood === null ? null : new Map([['flood', flood]]);
    return explainRules(policy, attemptOf(typed), null, counted);
  };
  const PHONE = { phone: '+12065550100' };
  const EVERYBODY = 'it has no `when`, so it is about everybody';

  test.each<[string, LimitOutcome | null, boolean, readonly string[]]>([
    ['seen never before', null, false, ['`limit` is not exceeded: 1 within 1h with this one, and 30 may pass']],
    [
      'seen seldom',
      { kind: 'counted', count: 30 },
      false,
      ['`limit` is not exceeded: 30 within 1h with this one, and 30 may pass'],
    ],
    [
      'seen often',
      { kind: 'counted', count: 31 },
      true,
      [EVERYBODY, '`limit` is exceeded: 31 within 1h with this one, and 30 may pass'],
    ],
    [
      'seen too often to be counted',
      { kind: 'flooded' },
      true,
      [EVERYBODY, '`limit` is exceeded: the table cannot keep up with this key'],
    ],
    [
      'not counted',
      { kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } },
      true,
      [
        EVERYBODY,
        '`limit` cannot be told: no answer from the table, and `unavailable.limits` says code',
        'a limit only takes approvals away: it saves nobody from `otherwise`',
      ],
    ],
  ])('of a key that was %s', (_, outcome, matched, sentences) => {
    expect(because('deny', PHONE, outcome)[1]).toEqual({ id: 'flood', matched, because: sentences });
  });

  test('says what it outranks, and that it saves nobody', () => {
    const counted: LimitOutcome = { kind: 'counted', count: 31 };

    expect(because('deny', PHONE, counted)[0]?.because).toContain(
      'outranked: `flood` says deny, and deny beats approve',
    );
    expect(because('code', PHONE, counted)[0]?.because).toContain(
      'outranked: `flood` says code, and code beats approve',
    );
    expect(because('deny', PHONE, { kind: 'counted', count: 30 })[0]?.because).toEqual([EVERYBODY]);
    expect(because('code', PHONE, counted)[1]?.because).toContain(
      'a limit only takes approvals away: it saves nobody from `otherwise`',
    );
  });

  test('counts nobody without a key, and nobody whom the rule is not about', () => {
    expect(because('deny', {}, null)[1]).toEqual({
      id: 'flood',
      matched: false,
      because: ['`limit` does not count it: there is no phone number'],
    });
    const [rule] = told([{ id: 'flood', then: 'deny', limit, when: { client: ['portal'] } }], PHONE);
    expect(rule?.because).toEqual(['`client` does not match: there is no app client']);
  });
});
