/**
 * Decisions that random policies do not reach: no policy at all, answers that are missing, failures told once.
 */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AliasAttribute } from '../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../src/core/claims.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { decide } from '../../src/core/decide.ts';
import type { AliasFact, Failure, Holder } from '../../src/core/facts.ts';
import { plan } from '../../src/core/plan.ts';
import { DEFAULT_SETTINGS, type PolicyDocument } from '../../src/core/policy.ts';
import { type Findings, isUnanswered, withholding } from '../../src/core/withholding.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { snippetsOf } from '../support/snippets.ts';
import { attemptOf } from './conditions/attempts.ts';

const FREE: AliasFact = { kind: 'free', holders: [] };
const WON: ClaimOutcome = { kind: 'won' };
const MARKED: ClaimOutcome = { kind: 'marked' };
const LATE: Failure = { call: 'listUsers', cause: 'timeout' };
const NO_TABLE: Failure = { call: 'claims', cause: 'throttled' };
const NO_FACT: AliasFact = { kind: 'unknown', failures: [LATE] };
const NO_CLAIM: ClaimOutcome = { kind: 'unknown', failure: NO_TABLE };
const BOTH = { email: 'bob@example.com', phone: '+12065550100' };

type Entries<T> = Partial<Record<AliasAttribute, T>>;

function findings(facts: Entries<AliasFact> = {}, claims: Entries<ClaimOutcome> = {}): Findings {
  return { facts: mapOf(facts), claims: mapOf(claims) };
}

function mapOf<T>(entries: Entries<T>): ReadonlyMap<AliasAttribute, T> {
  return new Map(Object.entries(entries) as [AliasAttribute, T][]);
}

function decideFor(
  written: Parameters<typeof attemptOf>[0],
  document: PolicyDocument | null,
  found = findings(),
  fallback: 'code' | 'deny' = 'code',
) {
  const policy = document === null ? null : compilePolicy(document, NO_RESOURCES);
  const attempt = attemptOf(written);
  const planned = plan(attempt, policy, fallback);
  return { planned, decision: decide(attempt, policy, planned, found) };
}

describe('without a policy', () => {
  const plain = { rules: [], verified: [], withheld: [], failures: [], applied: true };

  it('a sign-up takes the code and leaves a mark', () => {
    const { planned, decision } = decideFor(BOTH, null, findings({}, { email: MARKED, phone_number: MARKED }));

    expect(planned.intent).toEqual({ kind: 'code', reason: 'policy-unavailable', rules: [] });
    expect(planned.claims.map(({ kind }) => kind)).toEqual(['mark', 'mark']);
    expect(planned.lookUps).toEqual([]);
    expect(decision).toEqual({ ...plain, outcome: 'code', reason: 'policy-unavailable', message: null });
  });

  it.each(['sign-up', 'external-provider'] as const)('%s is refused where the operator says so', (trigger) => {
    const { planned, decision } = decideFor({ ...BOTH, trigger }, null, findings(), 'deny');

    expect(planned).toMatchObject({ claims: [], lookUps: [] });
    expect(planned.intent).toEqual({ kind: 'deny', reason: 'policy-unavailable', rules: [], message: null });
    const message = DEFAULT_SETTINGS.busyMessage;
    expect(decision).toEqual({ ...plain, outcome: 'deny', reason: 'policy-unavailable', message });
  });

  it.each([
    ['admin-create', 'deny'],
    ['admin-create', 'code'],
    ['external-provider', 'code'],
  ] as const)('%s is left alone and leaves a mark where the operator says %s', (trigger, fallback) => {
    const { planned, decision } = decideFor({ ...BOTH, trigger }, null, findings(), fallback);

    expect(planned.intent).toEqual({ kind: 'untouched' });
    expect(planned.claims.map(({ kind }) => kind)).toEqual(['mark', 'mark']);
    expect(decision).toEqual({ ...plain, outcome: 'untouched', reason: 'source-untouched', message: null });
  });

  it('a verifying claim in flight refuses', () => {
    const { decision } = decideFor(BOTH, null, findings({}, { email: { kind: 'in-flight' } }));

    const message = DEFAULT_SETTINGS.busyMessage;
    expect(decision).toEqual({ ...plain, outcome: 'deny', reason: 'busy', message });
  });
});

describe('`otherwise: deny`', () => {
  const partners = { id: 'partners', when: { emailDomain: ['example.com'] } };
  const shut = (...rules: PolicyDocument['rules']) => aDocument({ rules, otherwise: 'deny' });
  const refused = { outcome: 'deny', reason: 'otherwise', rules: [], message: DEFAULT_SETTINGS.denyMessage };
  const untouched = { outcome: 'untouched', reason: 'source-untouched', rules: [], message: null };
  const federated = (email: string) => ({ trigger: 'external-provider', userName: 'google_1', email }) as const;

  it.each(['approve', 'code'] as const)('lets in by a provider whom a rule certainly says %s to', (then) => {
    expect(decideFor(federated('ann@example.com'), shut({ ...partners, then })).decision).toMatchObject(untouched);
  });

  it.each(['approve', 'code'] as const)('refuses whom no rule that says %s certainly matches', (then) => {
    for (const email of ['eve@elsewhere.example', 'eve@@example.com']) {
      const { planned, decision } = decideFor(federated(email), shut({ ...partners, then }));

      expect(decision).toMatchObject(refused);
      expect(planned.claims).toEqual([]);
    }
  });

  it('refuses a sign-up that a code rule is in doubt about', () => {
    const document = shut({ ...partners, then: 'code' });

    expect(decideFor({ email: 'eve@@example.com' }, document).decision).toMatchObject(refused);
    const marked = findings({}, { email: MARKED });
    expect(decideFor({ email: 'eve@example.com' }, document, marked).decision).toMatchObject({ outcome: 'code' });
  });

  it('leaves administrators alone', () => {
    const { decision } = decideFor({ trigger: 'admin-create', email: 'ann@elsewhere.example' }, shut());

    expect(decision).toMatchObject(untouched);
  });

  it('lets in whom an approval matches that a code rule in doubt takes away', () => {
    const everybody = anApproval({ id: 'everybody', when: { trigger: ['external-provider'] } });
    const document = shut(everybody, { ...partners, then: 'code' });

    expect(decideFor(federated('eve@@example.com'), document).decision).toMatchObject(untouched);
  });

  it('refuses in words alone while the policy observes', () => {
    const { planned, decision } = decideFor(federated('eve@elsewhere.example'), {
      ...shut({ ...partners, then: 'code' }),
      mode: 'observe',
    });

    expect(decision).toMatchObject({ ...refused, applied: false });
    expect(planned.claims.map(({ kind }) => kind)).toEqual(['mark']);
  });
});

it('a decision leaves an open door open under `otherwise: code`', () => {
  const { decision } = decideFor({ trigger: 'external-provider', email: 'eve@elsewhere.example' }, aDocument());

  expect(decision).toMatchObject({ outcome: 'untouched', reason: 'source-untouched' });
});

it('a decision leaves an unknown source alone', () => {
  const { planned, decision } = decideFor({ ...BOTH, trigger: 'unknown' }, aDocument({ rules: [anApproval()] }));

  expect(planned).toEqual({
    intent: { kind: 'untouched' },
    lookUps: [],
    counting: 'any',
    limits: [],
    claims: [],
    name: null,
  });
  expect(decision).toMatchObject({ outcome: 'untouched', reason: 'source-untouched' });
});

const LENIENT = { directory: 'code', claims: 'code', limits: 'code' } as const;

describe('an answer that is missing', () => {
  const approves = aDocument({ rules: [anApproval()], unavailable: LENIENT });

  it('of a look-up counts as unknown', () => {
    const { decision } = decideFor(BOTH, approves, findings({}, { email: WON, phone_number: WON }));

    expect(decision.withheld.map(({ because }) => because)).toEqual(['unknown', 'unknown']);
    expect(decision).toMatchObject({ outcome: 'code', reason: 'directory-unavailable', verified: [] });
  });

  it('of an address that was never given is no doubt', () => {
    const denies = { ...approves, unavailable: { directory: 'deny', claims: 'deny', limits: 'code' } } as const;
    const { decision } = decideFor({ email: BOTH.email }, denies, findings({ email: FREE }, { email: WON }));

    expect(decision).toMatchObject({ outcome: 'approve', verified: ['email'], withheld: [], failures: [] });
  });

  it('of a claim refuses a sign-up unless the policy says otherwise', () => {
    const found = findings({ email: FREE, phone_number: FREE }, { email: WON });
    const { decision } = decideFor(BOTH, aDocument({ rules: [anApproval()] }), found);

    const message = DEFAULT_SETTINGS.busyMessage;
    expect(decision).toMatchObject({ outcome: 'deny', reason: 'claims-unavailable', message });
  });

  it('of a claim counts as unknown', () => {
    const { decision } = decideFor(BOTH, approves, findings({ email: FREE, phone_number: FREE }, { email: WON }));

    expect(decision).toMatchObject({ outcome: 'approve', verified: ['email'] });
    expect(decision.withheld).toEqual([{ attribute: 'phone_number', because: 'unknown', holders: [] }]);
  });
});

describe('failures', () => {
  const approves = aDocument({ rules: [anApproval()], unavailable: LENIENT });

  it('are told once each, look-ups first', () => {
    const other: Failure = { call: 'listUsers', cause: 'throttled' };
    const found = findings(
      { email: NO_FACT, phone_number: { kind: 'unknown', failures: [LATE, other] } },
      { email: NO_CLAIM, phone_number: { kind: 'unknown', failure: { call: 'claims', cause: 'timeout' } } },
    );

    expect(decideFor(BOTH, approves, found).decision.failures).toEqual([
      LATE,
      other,
      NO_TABLE,
      { call: 'claims', cause: 'timeout' },
    ]);
  });

  it('of the claims explain a code before those of the directory', () => {
    const found = findings({ email: NO_FACT, phone_number: FREE }, { email: NO_CLAIM, phone_number: NO_CLAIM });

    expect(decideFor(BOTH, approves, found).decision).toMatchObject({ outcome: 'code', reason: 'claims-unavailable' });
  });
});

it('a decision blames the table when one address alone is to be verified', () => {
  const document = aDocument({ rules: [anApproval({ verify: ['email'] })], unavailable: LENIENT });
  const found = findings({ email: FREE }, { email: NO_CLAIM, phone_number: { kind: 'marked' } });

  expect(decideFor(BOTH, document, found).decision).toMatchObject({ outcome: 'code', reason: 'claims-unavailable' });
});

it('a decision withholds what is malformed', () => {
  const { decision } = decideFor({ email: 'bob@' }, aDocument({ rules: [anApproval()] }));

  expect(decision).toMatchObject({ outcome: 'code', reason: 'malformed-attribute' });
  expect(decision.withheld).toEqual([{ attribute: 'email', because: 'malformed', holders: [] }]);
});

describe('a user name', () => {
  const approves = aDocument({ rules: [anApproval()], nameMessage: 'Another name' });
  const decideUnder = (name: Findings['name'], document: PolicyDocument = approves, claims = { email: WON }) =>
    decideFor({ email: BOTH.email }, document, { ...findings({ email: FREE }, claims), name }).decision;

  it('is looked up by approvals alone', () => {
    expect(decideFor(BOTH, approves).planned.name).toBe('user');
    expect(decideFor(BOTH, { ...approves, takenNames: 'ignore' }).planned.name).toBeNull();
    expect(decideFor(BOTH, aDocument()).planned.name).toBeNull();
    expect(decideFor({ ...BOTH, trigger: 'admin-create' }, approves).planned.name).toBeNull();
  });

  it('that is taken refuses by its own sentence, without a claim', () => {
    const { decision } = decideFor(BOTH, approves, { ...findings({ email: FREE }), name: { kind: 'taken' } });

    const expected = { outcome: 'deny', reason: 'name-taken', rules: ['everyone'], message: 'Another name' };
    expect(decision).toMatchObject({ ...expected, verified: [], withheld: [], failures: [] });
  });

  it.each([{ kind: 'free' }, undefined] as const)('that is %o lets the sign-up go on', (name) => {
    expect(decideUnder(name)).toMatchObject({ outcome: 'approve', verified: ['email'], failures: [] });
  });

  it('that nobody can tell lets the sign-up go on, which is told', () => {
    const failure: Failure = { call: 'adminGetUser', cause: 'timeout' };

    expect(decideUnder({ kind: 'unknown', failure })).toMatchObject({ outcome: 'approve', failures: [failure] });
  });

  it('is not looked up where there is no address to be claimed', () => {
    expect(decideFor({}, approves).planned).toMatchObject({ intent: { kind: 'approve' }, claims: [], name: null });
  });

  it('that is taken adds nothing to a denial', () => {
    const flood = { id: 'flood', then: 'deny', limit: { by: 'everybody', count: 1, per: '1h' } } as const;
    const limits: Findings['limits'] = new Map([['flood', { kind: 'counted', count: 2 }]]);
    const found = { ...findings({ email: FREE }), name: { kind: 'taken' }, limits } as const;

    const { decision } = decideFor(BOTH, { ...approves, rules: [anApproval(), flood] }, found);

    expect(decision).toMatchObject({ outcome: 'deny', reason: 'rule', rules: ['flood'] });
  });

  it('that is taken refuses in words alone while the policy observes', () => {
    const decision = decideUnder({ kind: 'taken' }, { ...approves, mode: 'observe' });

    expect(decision).toMatchObject({ outcome: 'deny', reason: 'name-taken', applied: false });
  });
});

describe('an address too long to be looked up', () => {
  const email = `bob@${'x'.repeat(56)}.${'y'.repeat(56)}.example.com`;
  const harsh = { directory: 'deny', claims: 'deny' } as const;
  const strict = { holders: 'any', then: 'withhold', code: 'deny', federated: 'deny' } as const;
  const unasked: AliasFact = { kind: 'unknown', failures: [] };
  const approves = aDocument({ rules: [anApproval()], unavailable: harsh });

  it('is withheld as such, and nobody is asked to try again', () => {
    const { decision } = decideFor({ email }, approves, findings({ email: unasked }, { email: WON }));

    expect(decision).toMatchObject({ outcome: 'code', reason: 'malformed-attribute', failures: [], message: null });
    expect(decision.withheld).toEqual([{ attribute: 'email', because: 'too-long', holders: [] }]);
  });

  it('is withheld as such even where another look-up failed, which is told', () => {
    const { decision } = decideFor({ email }, approves, findings({ email: NO_FACT }, { email: WON }));

    expect(decision).toMatchObject({ outcome: 'code', reason: 'malformed-attribute', failures: [LATE] });
    expect(decision.withheld).toMatchObject([{ because: 'too-long' }]);
  });

  it('is held where a look-up shows a holder', () => {
    const holder = { userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' };
    const found = findings({ email: { kind: 'held', holders: [holder] } }, { email: WON });

    expect(decideFor({ email }, approves, found).decision.withheld).toMatchObject([{ because: 'held' }]);
  });

  it('is free where the policy asks by the other look-up alone', () => {
    const { decision } = decideFor(
      { email },
      { ...approves, lookup: 'list' },
      findings({ email: FREE }, { email: WON }),
    );

    expect(decision).toMatchObject({ outcome: 'approve', verified: ['email'] });
  });

  it('takes nothing from the other contact', () => {
    const found = findings({ email: unasked, phone_number: FREE }, { email: WON, phone_number: WON });

    expect(decideFor({ ...BOTH, email }, approves, found).decision).toMatchObject({ verified: ['phone_number'] });
  });

  it.each(['sign-up', 'external-provider'] as const)('makes no duplicate of a %s', (trigger) => {
    const document = aDocument({ collision: strict, unavailable: harsh });
    const found = findings({ email: unasked }, { email: MARKED });

    expect(decideFor({ email, trigger, userName: 'google_1' }, document, found).decision.outcome).not.toBe('deny');
  });

  it('saves nobody whose other address cannot be told', () => {
    const document = aDocument({ collision: strict, unavailable: harsh });
    const found = findings({ email: unasked, phone_number: NO_FACT }, { email: MARKED, phone_number: MARKED });

    expect(decideFor({ ...BOTH, email }, document, found).decision).toMatchObject({ reason: 'directory-unavailable' });
  });
});

const HOLDER: Holder = { userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' };

it('a decision says that there may be more holders where a list stopped', () => {
  const held = { kind: 'held', holders: [HOLDER], atLeast: true } as const;

  expect(withholding(attemptOf(BOTH), 'email', findings({ email: held }), { lookup: 'both' })).toEqual([
    { attribute: 'email', because: 'held', holders: [HOLDER], atLeast: true },
  ]);
});

it('a decision knows an address that nobody looked up from one whose look-up failed', () => {
  const withheld = { attribute: 'email', because: 'unknown', holders: [] } as const;

  expect(isUnanswered(withheld, findings())).toBe(false);
  expect(isUnanswered(withheld, findings({ email: NO_FACT }))).toBe(true);
});

it('a decision keeps the evidence of holders', () => {
  const holder = { userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' };
  const found = findings(
    {
      email: { kind: 'held', holders: [holder] },
      phone_number: { kind: 'free', holders: [{ ...holder, verified: false }] },
    },
    { email: WON, phone_number: { kind: 'marked' } },
  );

  expect(decideFor(BOTH, aDocument({ rules: [anApproval()] }), found).decision.withheld).toEqual([
    { attribute: 'email', because: 'held', holders: [holder] },
    { attribute: 'phone_number', because: 'claimed', holders: [{ ...holder, verified: false }] },
  ]);
});

describe('an address that somebody owns', () => {
  const owner: Holder = { userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' };
  const squatter: Holder = { ...owner, verified: false, status: 'UNCONFIRMED' };
  const twin: Holder = { ...squatter, userName: 'google_1', status: 'EXTERNAL_PROVIDER' };
  const held = (...holders: readonly Holder[]): AliasFact => ({ kind: 'held', holders });
  const collision = { holders: 'any', then: 'withhold', code: 'deny', federated: 'deny' } as const;
  const strict = aDocument({ collision });
  const marked = { email: MARKED, phone_number: MARKED };
  const federated = { ...BOTH, trigger: 'external-provider', userName: 'okta_2' } as const;
  const refused = { outcome: 'deny', reason: 'collision', message: DEFAULT_SETTINGS.denyMessage, verified: [] };

  it('is looked for by every well-formed address, and marked all the same', () => {
    for (const written of [BOTH, federated]) {
      const { planned } = decideFor(written, strict);

      expect(planned.lookUps.map(({ attribute }) => attribute)).toEqual(['email', 'phone_number']);
      expect(planned.counting).toBe('owners');
      expect(planned.claims.map(({ kind }) => kind)).toEqual(['mark', 'mark']);
    }
    expect(decideFor({ ...BOTH, email: 'bob@' }, strict).planned.lookUps).toHaveLength(1);
  });

  it.each([
    ['sign-ups', BOTH, { ...collision, code: 'allow' }],
    ['first federated sign-ins', federated, { ...collision, federated: 'allow' }],
    ['administrators', { ...BOTH, trigger: 'admin-create' }, collision],
    ['unknown sources', { ...BOTH, trigger: 'unknown' }, collision],
  ] as const)('is not looked for where %s need not mind', (_, written, settings) => {
    expect(decideFor(written, aDocument({ collision: settings })).planned).toMatchObject({
      lookUps: [],
      counting: 'any',
    });
  });

  it.each([
    ['who has it verified', owner],
    ['from another provider', twin],
  ])('refuses a sign-up by code beside a user %s', (_, holder) => {
    const { decision } = decideFor(BOTH, strict, findings({ email: FREE, phone_number: held(holder) }, marked));

    expect(decision).toMatchObject({ ...refused, rules: [], withheld: [] });
  });

  it('refuses by the sentence of collisions, naming the rule that sent to the code', () => {
    const rules = [{ id: 'slow', then: 'code' }] as const;
    const document = aDocument({ rules, collision: { ...collision, message: 'Sign in instead' } });
    const { decision } = decideFor(BOTH, document, findings({ email: held(owner), phone_number: FREE }, marked));

    expect(decision).toMatchObject({ ...refused, rules: ['slow'], message: 'Sign in instead' });
  });

  it.each([owner, twin])('refuses a first federated sign-in beside $status', (holder) => {
    const found = findings({ email: held(holder), phone_number: FREE }, marked);

    expect(decideFor(federated, strict, found).decision).toMatchObject({ ...refused, rules: [] });
  });

  it.each([BOTH, federated])('is none with a squatter, or with the very same user: %j', (written) => {
    const own: Holder = { ...owner, userName: written === federated ? 'okta_2' : 'user' };
    const found = findings({ email: { kind: 'free', holders: [squatter] }, phone_number: held(own) }, marked);

    const outcome = written === federated ? 'untouched' : 'code';
    expect(decideFor(written, strict, found).decision).toMatchObject({ outcome, message: null });
  });

  it.each([
    ['code', BOTH, 'code', 'otherwise'],
    ['code', federated, 'untouched', 'source-untouched'],
    ['deny', BOTH, 'deny', 'directory-unavailable'],
    ['deny', federated, 'deny', 'directory-unavailable'],
  ] as const)('that nobody can tell follows `unavailable.directory: %s` for %j', (directory, written, outcome, reason) => {
    const document = { ...strict, unavailable: { directory, claims: 'deny', limits: 'code' } } as const;

    for (const email of [NO_FACT, undefined]) {
      const facts = { ...(email === undefined ? {} : { email }), phone_number: FREE };
      const { decision } = decideFor(written, document, findings(facts, marked));

      const message = outcome === 'deny' ? DEFAULT_SETTINGS.busyMessage : null;
      expect(decision).toMatchObject({ outcome, reason, message });
    }
  });

  it('refuses even where another address cannot be told', () => {
    const document = { ...strict, unavailable: { directory: 'deny', claims: 'deny', limits: 'code' } } as const;
    const found = findings({ email: NO_FACT, phone_number: held(owner) }, marked);

    expect(decideFor(BOTH, document, found).decision).toMatchObject(refused);
  });

  it('asks for another try beside a claim in flight, whoever holds it', () => {
    const own: Holder = { ...owner, userName: 'user' };
    const inFlight = { email: { kind: 'in-flight' }, phone_number: MARKED } as const;
    const { decision } = decideFor(BOTH, strict, findings({ email: held(own), phone_number: FREE }, inFlight));

    expect(decision).toMatchObject({ outcome: 'deny', reason: 'busy' });
  });

  it('is left to approvals that verify something else', () => {
    const document = aDocument({ rules: [anApproval()], collision });
    const { planned, decision } = decideFor(
      BOTH,
      document,
      findings({ email: held(owner), phone_number: FREE }, { email: WON, phone_number: WON }),
    );

    expect(planned.counting).toBe('any');
    expect(decision).toMatchObject({ outcome: 'approve', verified: ['phone_number'] });
  });

  it('refuses an approval that would end in the code', () => {
    const document = aDocument({ rules: [anApproval()], collision });
    const decideWith = (holder: Holder) =>
      decideFor({ email: BOTH.email }, document, findings({ email: held(holder) }, { email: WON })).decision;

    expect(decideWith(owner)).toMatchObject({ ...refused, withheld: [{ attribute: 'email', because: 'held' }] });
    expect(decideWith(squatter)).toMatchObject({ outcome: 'code', reason: 'collision' });
  });

  it.each([
    ['an owner', owner, 'deny'],
    ['a user from a provider', twin, 'deny'],
    ['a squatter', squatter, 'code'],
    ['somebody who does not carry it', { ...owner, carries: false }, 'code'],
    ['the very same user', { ...owner, userName: 'user' }, 'code'],
  ] as const)('with `then: deny` is one of %s', (_, holder, outcome) => {
    const document = aDocument({ rules: [anApproval()], collision: { ...DEFAULT_SETTINGS.collision, then: 'deny' } });
    const { decision } = decideFor({ email: BOTH.email }, document, findings({ email: held(holder) }, { email: WON }));

    expect(decision).toMatchObject({ outcome, reason: 'collision' });
  });

  it('with `then: deny` refuses although only verified holders count', () => {
    const settings = { holders: 'verified', then: 'deny', code: 'allow', federated: 'allow' } as const;
    const document = aDocument({ rules: [anApproval()], collision: settings });
    const found = findings({ email: { kind: 'free', holders: [twin] } }, { email: WON });

    expect(decideFor({ email: BOTH.email }, document, found).decision).toMatchObject(refused);
  });

  it('refuses in words alone while the policy observes', () => {
    const found = findings({ email: held(owner), phone_number: FREE }, marked);

    expect(decideFor(BOTH, { ...strict, mode: 'observe' }, found).decision).toMatchObject({
      ...refused,
      applied: false,
    });
  });
});

it('a decision takes for what a policy leaves out the values that docs/policies.md shows', () => {
  const [shown = ''] = snippetsOf('docs/policies.md', 'yaml');
  const { version: _version, mode: _mode, rules: _rules, otherwise: _otherwise, ...defaults } = parse(shown);

  expect(DEFAULT_SETTINGS).toEqual(defaults);
});
