/**
 * A record put to the policy that wrote it: for every reason and every failure that a record can hold, the decision that it
 * holds, or words that say why not.
 */
import { describe, expect, it } from 'vitest';
import { recordedAttempt } from '../../src/cli/simulate/recorded.ts';
import { simulate } from '../../src/cli/simulate/simulation.ts';
import { unrepeated } from '../../src/cli/simulate/unrepeated.ts';
import type { Attempt } from '../../src/core/attempt.ts';
import { OUTCOMES, REASONS, type Reason } from '../../src/core/decision.ts';
import type { Failure } from '../../src/core/facts.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import type { Surroundings } from '../../src/policy/cases/rehearse.ts';
import { attemptOf, type TypedAttempt } from '../../src/policy/cases/typed-attempt.ts';
import { digestOf } from '../../src/policy/manifest.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { type LoggedDecision, loggedDecision } from '../../src/record/logged.ts';
import { APPROVED } from '../record/records.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { signupGuardHere } from './in-process.ts';

const EMAIL = { email: 'ann@example.com' };
const PHONE = { phone: '+12065550100' };
const BOTH = { ...EMAIL, ...PHONE };
const OWNER = { user: 'owner', ...BOTH, verified: ['email', 'phone_number'] } as const;
const SQUATTER = { user: 'squatter', ...BOTH };
const FEDERATED = { ...SQUATTER, status: 'EXTERNAL_PROVIDER' };

const APPROVING = aDocument({ rules: [anApproval()] });
const CODING = aDocument({ rules: [{ id: 'all', then: 'code' }] });
const LIMITED = aDocument({
  rules: [anApproval(), { id: 'flood', then: 'deny', limit: { by: 'client', count: 2, per: '1h' } }],
});
const collision = (fields: Partial<PolicyDocument['collision']>, document = APPROVING) => ({
  ...document,
  collision: { ...document.collision, ...fields },
});
const unavailable = (fields: Partial<PolicyDocument['unavailable']>, document = APPROVING) => ({
  ...document,
  unavailable: { ...document.unavailable, ...fields },
});

/** What happened, and under which policy; `email` is the default attempt. */
type Scene = readonly [document: PolicyDocument, around?: Surroundings, typed?: TypedAttempt & { readonly odd?: true }];

const everything = (kind: 'in-flight' | 'marked') =>
  new Map([
    ['email', { kind }],
    ['phone_number', { kind }],
  ] as const);

/** Reasons that the rules, the pool and the tables give. Those of the companion and of accidents are below. */
const SCENES: Readonly<
  Record<Exclude<Reason, 'companion' | 'companion-unavailable' | 'internal-error'>, readonly Scene[]>
> = {
  rule: [
    [APPROVING],
    [APPROVING, {}, PHONE],
    [APPROVING, { claims: new Map([['phone_number', { kind: 'marked' }]]) }, BOTH],
    [aDocument({ rules: [anApproval({ verify: [] })] })],
    [CODING],
    [aDocument({ rules: [{ id: 'no', when: { emailDomain: ['example.com'] }, then: 'deny' }] })],
    [LIMITED, { seen: { flood: 2 } }, { ...EMAIL, client: 'c' }],
    [LIMITED, { faults: { limits: 'throttled' } }, { ...EMAIL, client: 'c' }],
    [LIMITED, { faults: { limits: 'timeout' } }, { ...EMAIL, client: 'c' }],
    [unavailable({ limits: 'deny' }, LIMITED), { faults: { limits: 'timeout' } }, { ...EMAIL, client: 'c' }],
    [APPROVING, { holders: [{ ...OWNER, email: 'else@example.com' }] }, BOTH],
  ],
  otherwise: [[aDocument()], [aDocument({ otherwise: 'deny' }), {}, { ...EMAIL, trigger: 'external-provider' }]],
  mode: [[{ ...APPROVING, mode: 'code-only' }]],
  collision: [
    [APPROVING, { holders: [OWNER] }],
    [APPROVING, { holders: [SQUATTER] }, BOTH],
    [collision({ then: 'deny' }), { holders: [OWNER] }],
    [collision({ then: 'deny' }), { holders: [SQUATTER] }],
    [collision({ then: 'deny' }), { holders: [FEDERATED] }],
    [collision({ code: 'deny' }), { holders: [FEDERATED] }],
    [collision({ code: 'deny' }, CODING), { holders: [OWNER] }],
    [collision({ code: 'deny' }, CODING), { holders: [OWNER] }, PHONE],
    [collision({ code: 'deny' }, CODING), { holders: [FEDERATED], faults: { get: 'timeout' } }, BOTH],
    [
      collision({ federated: 'deny' }),
      { holders: [OWNER] },
      { ...EMAIL, user: 'Google_1', trigger: 'external-provider' },
    ],
  ],
  claimed: [[APPROVING, { claims: everything('marked') }, BOTH]],
  busy: [
    [APPROVING, { claims: everything('in-flight') }],
    [CODING, { claims: everything('in-flight') }, PHONE],
    [CODING, { claims: everything('in-flight') }, { ...EMAIL, user: 'Google_1', trigger: 'external-provider' }],
  ],
  'name-taken': [
    [APPROVING, { holders: [{ user: 'someone', email: 'other@example.com' }] }],
    [APPROVING, { holders: [{ user: 'someone' }] }, PHONE],
  ],
  'directory-unavailable': [
    [APPROVING, { faults: { list: 'timeout' } }],
    [APPROVING, { faults: { get: 'throttled' } }, PHONE],
    [unavailable({ directory: 'deny' }), { faults: { list: 'timeout', get: 'network' } }, BOTH],
    [unavailable({ directory: 'deny' }, collision({ code: 'deny' }, CODING)), { faults: { list: 'timeout' } }],
  ],
  'claims-unavailable': [
    [APPROVING, { faults: { claims: 'timeout' } }],
    [APPROVING, { faults: { claims: 'timeout' } }, PHONE],
    [unavailable({ claims: 'code' }), { faults: { claims: 'timeout' } }],
  ],
  'policy-unavailable': [
    [APPROVING, { faults: { ssm: 'access-denied' } }],
    [APPROVING, { faults: { ssm: 'timeout' }, whenPolicyUnavailable: 'deny' }],
    [
      APPROVING,
      { faults: { ssm: 'timeout' }, whenPolicyUnavailable: 'deny' },
      { ...EMAIL, trigger: 'external-provider' },
    ],
  ],
  'malformed-attribute': [
    [APPROVING, {}, { email: 'no address' }],
    [APPROVING, {}, { phone: 'no number' }],
    [APPROVING, {}, { email: `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.com` }],
  ],
  'source-untouched': [
    [APPROVING, {}, { ...EMAIL, odd: true }],
    [APPROVING, {}, { ...EMAIL, trigger: 'admin-create' }],
    [APPROVING, {}, { ...EMAIL, trigger: 'external-provider' }],
  ],
};

/** What gave no answer while only some of it mattered: an outage takes nothing from what was answered. */
const FAILURES: Readonly<Record<Exclude<Failure['call'], 'companion'>, readonly Scene[]>> = {
  ssm: [[APPROVING, { faults: { ssm: 'timeout' } }, { ...EMAIL, trigger: 'external-provider' }]],
  listUsers: [[APPROVING, { faults: { list: 'timeout' }, answered: new Set(['email']) }, BOTH]],
  adminGetUser: [
    [APPROVING, { faults: { get: 'timeout' }, answered: new Set(['email', 'phone_number']) }, BOTH],
    [{ ...APPROVING, lookup: 'list' }, { faults: { get: 'timeout' } }, BOTH],
  ],
  claims: [
    [CODING, { faults: { claims: 'timeout' } }],
    [unavailable({ claims: 'code' }, CODING), { faults: { claims: 'timeout' } }],
  ],
  limits: [
    [unavailable({ limits: 'ignore' }, LIMITED), { faults: { limits: 'timeout' } }, { ...EMAIL, client: 'c' }],
    [LIMITED, { seen: { flood: null } }, { ...EMAIL, client: 'c' }],
  ],
};

async function decided([document, around = {}, typed = EMAIL]: Scene): Promise<DecisionRecord> {
  const { odd, ...plain } = typed as TypedAttempt & { readonly odd?: true };
  const attempt: Attempt = odd === undefined ? attemptOf(plain) : { ...attemptOf(plain), trigger: 'unknown' };
  return (await simulate(named(document), attempt, around)).decision;
}

function named(document: PolicyDocument) {
  return { label: 'p', environment: 'test', document, digest: digestOf(document) };
}

function logged(record: object): LoggedDecision {
  const decision = loggedDecision(JSON.parse(JSON.stringify(record)), null);
  if (decision === null) throw new Error('the record was not readable');
  return decision;
}

async function again(record: DecisionRecord, document: PolicyDocument) {
  const { attempt, surroundings } = recordedAttempt(logged(record));
  const { decision } = await simulate(named(document), attempt, surroundings);
  return { decision, words: unrepeated(logged(record), decision) };
}

const exceededIn = ({ limits = [] }: DecisionRecord) => limits.map(({ rule, exceeded }) => [rule, exceeded]);

const scenes = (table: Readonly<Record<string, readonly Scene[]>>) =>
  Object.entries(table).flatMap(([name, list]) => list.map((scene, index) => [name, index, scene] as const));

describe('a record, by the policy that wrote it,', () => {
  it.each(scenes(SCENES))('is decided again by its reason: %s, %i', async (reason, _, scene) => {
    const record = await decided(scene);

    const { decision, words } = await again(record, scene[0]);

    expect(record.reason).toBe(reason);
    const { outcome, rules, applied, response, withheld } = record;
    expect(decision).toMatchObject({ outcome, reason, rules, applied, response, withheld });
    expect(exceededIn(decision)).toEqual(exceededIn(record));
    expect(words).toBeNull();
  });

  it.each(scenes(FAILURES))('is decided again beside a failure: %s, %i', async (call, _, scene) => {
    const record = await decided(scene);

    const { decision, words } = await again(record, scene[0]);

    const { outcome, reason, rules, response } = record;
    expect(record.failures.map((failure) => failure.call)).toContain(call);
    expect(decision.failures.map((failure) => failure.call)).toContain(call);
    expect(decision).toMatchObject({ outcome, reason, rules, response });
    expect(words).toBeNull();
  });

  it('comes from scenes of every outcome', async () => {
    const records = await Promise.all(scenes(SCENES).map(([, , scene]) => decided(scene)));

    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(OUTCOMES));
    expect([...Object.keys(SCENES), 'companion', 'companion-unavailable', 'internal-error'].sort()).toEqual(
      [...REASONS].sort(),
    );
  });

  it.each([
    ['companion', /not asked here: this is the guard's own decision/u],
    ['companion-unavailable', /not asked here: this is the guard's own decision/u],
    ['internal-error', /failed inside the trigger and decided it, which is not repeated here/u],
  ] as const)('says what is not repeated of %s', async (reason, words) => {
    const record = { ...(await decided([APPROVING])), outcome: 'code' as const, reason };

    expect((await again(record, APPROVING)).words).toMatch(words);
  });
});

describe('simulate --event', () => {
  const policy = 'policies/staging.yaml';
  const words = ['simulate', '--policy', policy, '--event', '-', '--json'];
  const run = async (record: object, ...more: readonly string[]) => {
    const ran = await signupGuardHere([...words, ...more], { input: JSON.stringify(record) });
    return { ...ran, decision: JSON.parse(ran.output).decision as DecisionRecord };
  };

  it('says where the very policy of the record decides it otherwise here, and nothing where it is to', async () => {
    const { decision: whole } = await run(APPROVED);
    const record = { ...whole, outcome: 'deny', reason: 'rule', rules: ['by-metadata'] };

    expect((await run(record)).complaint).toContain('this very policy had decided it otherwise (deny, rule)');
    expect((await run(record, '--fault', 'claims=timeout')).complaint).not.toContain('otherwise');
    expect((await run({ ...record, policy: { ...whole.policy, digest: 'f'.repeat(64) } })).complaint).not.toContain(
      'otherwise',
    );
  });

  it('leaves a source untouched that the trigger did not know, unless one is named', async () => {
    const record = { ...APPROVED, outcome: 'untouched', reason: 'source-untouched', trigger: 'unknown' };

    expect((await run(record)).decision).toMatchObject({ outcome: 'untouched', trigger: 'unknown' });
    expect((await run(record, '--trigger', 'sign-up')).decision).toMatchObject({ trigger: 'sign-up' });
  });
});
