/**
 * Rehearsals, one fact at a time. That they decide as the guard does, whatever happens, is `rehearse.property.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { DEFAULT_NAME_MESSAGE, type PolicySettings } from '../../../src/core/policy.ts';
import {
  type RehearsedFaults,
  rehearse,
  type Surroundings,
  type TypedHolder,
} from '../../../src/policy/cases/rehearse.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const EMAIL = 'ada@example.com';
const PHONE = '+12065550100';
const BOTH: TypedAttempt = { email: EMAIL, phone: PHONE };

function rehearsed(typed: TypedAttempt, around?: Surroundings, settings: Partial<PolicySettings> = {}) {
  const document = aDocument({ rules: [anApproval()], takenNames: 'ignore', ...settings });
  return rehearse(compilePolicy(document, NO_RESOURCES), attemptOf(typed), around);
}

test('a rehearsal verifies both contacts in an empty pool', () => {
  expect(rehearsed(BOTH)).toEqual({
    planned: expect.objectContaining({ limits: [] }),
    decision: {
      outcome: 'approve',
      reason: 'rule',
      rules: ['everyone'],
      verified: ['email', 'phone_number'],
      withheld: [],
      message: null,
      applied: true,
      failures: [],
    },
    findings: {
      facts: new Map([
        ['email', { kind: 'free', holders: [] }],
        ['phone_number', { kind: 'free', holders: [] }],
      ]),
      claims: new Map([
        ['email', { kind: 'won' }],
        ['phone_number', { kind: 'won' }],
      ]),
      limits: new Map(),
    },
    calls: { listUsers: 2, adminGetUser: 2, claims: 1 },
  });
});

test.each<[string, TypedHolder, { readonly verified: boolean; readonly enabled: boolean; readonly status: string }]>([
  [
    'a holder of whom nothing else is said',
    { user: 'bob', email: EMAIL },
    { verified: false, enabled: true, status: 'CONFIRMED' },
  ],
  [
    'a disabled holder who verified it',
    { user: 'bob', email: 'ADA@Example.com', verified: ['email'], enabled: false, status: 'UNCONFIRMED' },
    { verified: true, enabled: false, status: 'UNCONFIRMED' },
  ],
  [
    'a holder who verified the other contact',
    { user: 'bob', email: EMAIL, phone: '+12065550199', verified: ['phone_number'] },
    { verified: false, enabled: true, status: 'CONFIRMED' },
  ],
])('a rehearsal withholds an address from %s', (_, holder, seen) => {
  const { decision, findings } = rehearsed({ email: EMAIL }, { holders: [holder] });

  const holders = [{ userName: 'bob', ...seen }];
  expect(findings.facts).toEqual(new Map([['email', { kind: 'held', holders }]]));
  expect(decision).toMatchObject({ outcome: 'code', reason: 'collision' });
  expect(decision.withheld).toEqual([{ attribute: 'email', because: 'held', holders }]);
});

test('a rehearsal keeps holders of an address and of a number apart', () => {
  const holders: readonly TypedHolder[] = [
    { user: 'nobody' },
    { user: 'eve', email: 'eve@example.com', phone: '+12065550199' },
    { user: 'bob', phone: PHONE },
  ];

  const { decision } = rehearsed(BOTH, { holders });

  expect(decision).toMatchObject({ outcome: 'approve', verified: ['email'] });
  expect(decision.withheld).toMatchObject([{ attribute: 'phone_number', holders: [{ userName: 'bob' }] }]);
});

test('a rehearsal counts unverified holders only where the policy does', () => {
  const holders: readonly TypedHolder[] = [{ user: 'bob', email: EMAIL }];

  const { decision } = rehearsed(
    { email: EMAIL },
    { holders },
    { collision: { holders: 'verified', then: 'deny', code: 'allow', federated: 'allow' } },
  );

  expect(decision).toMatchObject({ outcome: 'approve', verified: ['email'] });
});

test('a rehearsal looks for owners where duplicates are refused', () => {
  const policy = compilePolicy(
    aDocument({ collision: { holders: 'any', then: 'withhold', code: 'deny', federated: 'deny' } }),
    NO_RESOURCES,
  );
  const owner: TypedHolder = { user: 'bob', email: EMAIL, verified: ['email'] };
  const twin: TypedHolder = { user: 'google_1', email: EMAIL, status: 'EXTERNAL_PROVIDER' };
  const decided = (typed: TypedAttempt, ...holders: readonly TypedHolder[]) =>
    rehearse(policy, attemptOf(typed), { holders }).decision.outcome;

  expect(decided({ email: EMAIL }, owner)).toBe('deny');
  expect(decided({ email: EMAIL }, twin)).toBe('deny');
  expect(decided({ email: EMAIL }, { user: 'eve', email: EMAIL })).toBe('code');
  expect(decided({ email: EMAIL, user: 'bob' }, owner)).toBe('code');
  expect(decided({ email: EMAIL, trigger: 'external-provider', provider: 'Okta' }, twin)).toBe('deny');
});

test.each<[PolicySettings['lookup'], readonly TypedHolder['verified'][], string, object]>([
  ['both', [[]], 'held', { listUsers: 1, adminGetUser: 1, claims: 1 }],
  ['list', [[]], 'held', { listUsers: 1, adminGetUser: 0, claims: 1 }],
  ['alias', [[]], 'free', { listUsers: 0, adminGetUser: 1, claims: 1 }],
  ['alias', [[], ['email']], 'held', { listUsers: 0, adminGetUser: 1, claims: 1 }],
])('a look-up by %s among holders who verified %j finds %s', (lookup, all, kind, calls) => {
  const holders = all.map((verified, index) => ({ user: `user-${index}`, email: EMAIL, verified }));

  const result = rehearsed({ email: EMAIL }, { holders }, { lookup });

  expect(result.findings.facts.get('email')).toMatchObject({ kind });
  expect(result.calls).toEqual(calls);
});

test('a rehearsal asks twice for an address with capitals', () => {
  const { calls } = rehearsed({ email: 'Ada@example.com', phone: PHONE });

  expect(calls).toEqual({ listUsers: 3, adminGetUser: 2, claims: 1 });
});

test('calls nothing for a sign-up without contacts', () => {
  expect(rehearsed({}).calls).toEqual({ listUsers: 0, adminGetUser: 0, claims: 0 });
});

test.each<[RehearsedFaults, string, readonly object[]]>([
  [{ list: 'timeout' }, 'directory-unavailable', [{ call: 'listUsers', cause: 'timeout' }]],
  [{ get: 'throttled' }, 'directory-unavailable', [{ call: 'adminGetUser', cause: 'throttled' }]],
  [{ ssm: 'access-denied' }, 'policy-unavailable', [{ call: 'ssm', cause: 'access-denied' }]],
])('a rehearsal takes the code where %j', (faults, reason, failures) => {
  const { decision } = rehearsed({ email: EMAIL }, { faults });

  expect(decision).toMatchObject({ outcome: 'code', reason, verified: [], failures });
});

test('a rehearsal refuses where the claims give no answer', () => {
  const { decision } = rehearsed({ email: EMAIL }, { faults: { claims: 'network' } });

  const failures = [{ call: 'claims', cause: 'network' }];
  expect(decision).toMatchObject({ outcome: 'deny', reason: 'claims-unavailable', failures });
});

test.each<[PolicySettings['lookup'], RehearsedFaults]>([
  ['list', { get: 'timeout' }],
  ['alias', { list: 'timeout' }],
])('a look-up by %s does not mind %j', (lookup, faults) => {
  const { decision } = rehearsed({ email: EMAIL }, { faults }, { lookup });

  expect(decision).toMatchObject({ outcome: 'approve', verified: ['email'], failures: [] });
});

test('a rehearsal tells of every failure at once', () => {
  const faults: RehearsedFaults = { ssm: 'timeout', claims: 'throttled' };

  const { decision, findings, calls } = rehearsed({ email: EMAIL }, { faults });

  expect(decision.failures).toEqual([
    { call: 'ssm', cause: 'timeout' },
    { call: 'claims', cause: 'throttled' },
  ]);
  expect(findings.claims.get('email')).toEqual({
    kind: 'unknown',
    failure: { call: 'claims', cause: 'throttled' },
  });
  expect(calls).toEqual({ listUsers: 0, adminGetUser: 0, claims: 1 });
});

test('a rehearsal takes what was found at an address for its claim', () => {
  const claims = new Map([['email', { kind: 'marked' }]] as const);

  const { decision } = rehearsed(BOTH, { claims });

  expect(decision).toMatchObject({ outcome: 'approve', verified: ['phone_number'] });
  expect(decision.withheld).toMatchObject([{ attribute: 'email', because: 'claimed' }]);
});

test('a rehearsal leaves a mark where nothing is to be verified', () => {
  const { findings } = rehearsed({ email: EMAIL }, {}, { mode: 'code-only' });

  expect(findings.claims).toEqual(new Map([['email', { kind: 'marked' }]]));
});

/** A well-formed address of that many characters. */
function addressOf(length: number): string {
  const domain = `${'x'.repeat(50)}.${'x'.repeat(50)}.${'x'.repeat(50)}.${'x'.repeat(60)}.example.com`;
  return `${'a'.repeat(40)}@${domain.slice(domain.length - (length - 41))}`;
}

test.each([
  [128, [], { listUsers: 1, adminGetUser: 1, claims: 1 }],
  [129, ['too-long'], { listUsers: 1, adminGetUser: 0, claims: 1 }],
  [246, ['too-long'], { listUsers: 1, adminGetUser: 0, claims: 1 }],
  [247, ['too-long'], { listUsers: 0, adminGetUser: 0, claims: 1 }],
])('a rehearsal asks of an address of %i characters no more than Cognito can be asked', (length, withheld, calls) => {
  const result = rehearsed({ email: addressOf(length) });

  expect(result.decision.failures).toEqual([]);
  expect(result.decision.withheld.map(({ because }) => because)).toEqual(withheld);
  expect(result.decision.outcome).toBe(withheld.length === 0 ? 'approve' : 'code');
  expect(result.calls).toEqual(calls);
});

test('a rehearsal asks twice for capitals only, whatever the domain is to the rules', () => {
  expect(rehearsed({ email: 'ada@münchen.example' }).calls.listUsers).toBe(1);
});

const NAMED = attemptOf({ email: EMAIL });

test('claims nothing for an event without a user name', () => {
  const policy = compilePolicy(aDocument({ rules: [anApproval()], takenNames: 'ignore' }), NO_RESOURCES);

  const { decision, calls } = rehearse(policy, { ...NAMED, userName: null }, { faults: { list: 'timeout' } });

  expect(decision.failures).toEqual([
    { call: 'listUsers', cause: 'timeout' },
    { call: 'claims', cause: 'invalid' },
  ]);
  expect(calls).toEqual({ listUsers: 1, adminGetUser: 1, claims: 0 });
});

test('a rehearsal asks nobody for an event without a pool', () => {
  const policy = compilePolicy(aDocument({ rules: [anApproval()], takenNames: 'ignore' }), NO_RESOURCES);

  const { decision, calls } = rehearse(policy, { ...NAMED, userPoolId: null });

  expect(decision.failures).toEqual([
    { call: 'listUsers', cause: 'invalid' },
    { call: 'claims', cause: 'invalid' },
  ]);
  expect(calls).toEqual({ listUsers: 0, adminGetUser: 0, claims: 0 });
});

test('a rehearsal asks for nobody by name in an event without a pool', () => {
  const policy = compilePolicy(aDocument({ rules: [anApproval()], takenNames: 'refuse' }), NO_RESOURCES);

  const { findings, calls } = rehearse(policy, { ...NAMED, userPoolId: null }, { faults: { get: 'timeout' } });

  expect(findings.name).toBeUndefined();
  expect(calls).toEqual({ listUsers: 0, adminGetUser: 0, claims: 0 });
});

describe('what a limit counts', () => {
  const limit = { by: 'everybody', count: 2, per: '1h' } as const;
  const flood = { rules: [anApproval(), { id: 'flood', then: 'deny', limit }] } as const;

  test.each([
    [undefined, 'approve'],
    [{ flood: 1 }, 'approve'],
    [{ flood: 2 }, 'deny'],
    [{ other: 9 }, 'approve'],
    [{ flood: null }, 'code'],
  ] as const)('is the attempt itself and what was seen: %j', (seen, outcome) => {
    expect(rehearse(compilePolicy(aDocument(flood), NO_RESOURCES), attemptOf(BOTH), { seen }).decision.outcome).toBe(
      outcome,
    );
  });

  test.each([
    ['timeout', 'code', [{ call: 'limits', cause: 'timeout' }]],
    ['throttled', 'deny', []],
  ] as const)('is not told by a table that fails: %s', (limits, outcome, failures) => {
    expect(
      rehearse(compilePolicy(aDocument(flood), NO_RESOURCES), attemptOf(BOTH), { faults: { limits } }).decision,
    ).toMatchObject({ outcome, failures });
  });

  test('is no count at all of a key that nobody could tell', () => {
    const policy = compilePolicy(aDocument(flood), NO_RESOURCES);

    expect(rehearse(policy, attemptOf(BOTH), { seen: { flood: null } }).decision.failures).toEqual([
      { call: 'limits', cause: 'service-error' },
    ]);
  });

  test('is told of nobody without a name', () => {
    const policy = compilePolicy(aDocument(flood), NO_RESOURCES);

    expect(rehearse(policy, { ...NAMED, userName: null }).decision.failures).toContainEqual({
      call: 'limits',
      cause: 'invalid',
    });
  });
});

describe('a user name', () => {
  const typed: TypedAttempt = { email: EMAIL, user: 'bob' };
  const refuse = { takenNames: 'refuse' } as const;

  test('that a holder has refuses, and nothing is claimed', () => {
    const { decision, calls } = rehearsed(typed, { holders: [{ user: 'bob', email: 'bob@example.com' }] }, refuse);

    expect(decision).toMatchObject({ outcome: 'deny', reason: 'name-taken', message: DEFAULT_NAME_MESSAGE });
    expect(calls).toEqual({ listUsers: 1, adminGetUser: 2, claims: 0 });
  });

  test('of the same sign-up, called again, lets it go on', () => {
    const { decision } = rehearsed(typed, { holders: [{ user: 'bob', email: EMAIL }] }, refuse);

    expect(decision).toMatchObject({ outcome: 'code', reason: 'collision' });
  });

  test('that nobody has, or nobody can tell, lets it go on', () => {
    const free = rehearsed(typed, {}, { ...refuse, lookup: 'list' });
    const unknown = rehearsed(typed, { faults: { get: 'timeout' } }, { ...refuse, lookup: 'list' });

    expect(free).toMatchObject({
      decision: { outcome: 'approve', failures: [] },
      calls: { adminGetUser: 1, claims: 1 },
    });
    expect(unknown.decision).toMatchObject({
      outcome: 'approve',
      failures: [{ call: 'adminGetUser', cause: 'timeout' }],
    });
  });
});

test('an address that answers is known though others fail', () => {
  const answered = new Set(['email'] as const);

  expect(rehearsed(BOTH, { faults: { list: 'timeout' }, answered }).decision).toMatchObject({
    outcome: 'approve',
    verified: ['email'],
    withheld: [{ attribute: 'phone_number', because: 'unknown' }],
  });
});

test.each([
  [undefined, 'code'],
  ['code', 'code'],
  ['deny', 'deny'],
] as const)('without a policy a sign-up fares as the deployment says: %s', (whenPolicyUnavailable, outcome) => {
  expect(rehearsed(BOTH, { faults: { ssm: 'timeout' }, whenPolicyUnavailable }).decision).toMatchObject({
    outcome,
    reason: 'policy-unavailable',
  });
});
