/**
 * What `simulate` says against the shipped trigger: the built bundle in a process of its own, asking a local pool by real
 * SDK clients. Same event, same pool, same policy: the same record, and the answer that it stands for.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { simulate } from '../../src/cli/simulate/simulation.ts';
import { NEUTRAL } from '../../src/core/decision.ts';
import type { PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import { readPolicyFile } from '../../src/files/policy-files.ts';
import { installHashKey, installPolicy } from '../../src/lab/policy/install-policy.ts';
import { listen, type RunningLab } from '../../src/lab/server.ts';
import { createLabState, type LabState } from '../../src/lab/state.ts';
import { createProcessRunner, type ProcessRunner } from '../../src/lab/trigger/process-runner.ts';
import { shippedBundle } from '../../src/lab/trigger/shipped-bundle.ts';
import { triggerEnvironment } from '../../src/lab/trigger/trigger-environment.ts';
import { parseEvent } from '../../src/lambda/event.ts';
import type { TypedHolder } from '../../src/policy/cases/rehearse.ts';
import { digestOf } from '../../src/policy/manifest.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { createPool, type User, withUser } from '../../src/sim/pool.ts';
import { aPerson } from '../sim/people.ts';
import { documents } from '../support/arbitraries.ts';
import { MASS } from '../support/mass.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import { aKey, aToken, someClaims } from '../support/statements.ts';
import { Tally } from '../support/tally.ts';
import { ROOT } from './run.ts';

const POLICIES = 60 * MASS;
const EVENTS_EACH = 10;
const POOL = 'us-east-1_example';

let state: LabState;
let lab: RunningLab;
let trigger: ProcessRunner;
const lines: string[] = [];

beforeAll(async () => {
  const bundle = await shippedBundle();
  if (!bundle.ok) throw new Error(bundle.error);
  state = createLabState({ now: Date.now, settings: { id: POOL } });
  lab = await listen(state, 0);
  installHashKey(state);
  const env = { ...triggerEnvironment(lab.endpoint), POLICY_MAX_AGE: '0' };
  trigger = createProcessRunner({ bundle: bundle.value, env, onLine: (line) => lines.push(line), processes: 1 });
}, 60_000);
afterAll(async () => {
  await trigger.close();
  await lab.close();
});

function shipped(name: string): PolicyDocument {
  const policy = readPolicyFile(join(ROOT, 'policies', `${name}.yaml`));
  if (!policy.ok) throw new Error(`${name} is invalid`);
  return policy.value.document;
}

const BY_DATA: readonly RuleDocument[] = [
  anApproval({ id: 'here', when: { phoneCountry: ['US'] } }),
  { id: 'throwaway', when: { disposableEmail: true }, then: 'deny', message: 'Please use another address' },
  {
    id: 'team',
    when: { attribute: { 'custom:team': ['sales'] } },
    unless: { metadata: { code: ['x'] } },
    then: 'code',
  },
];

const KEY = aKey();
const ATTESTERS = ['invitations', 'partner'].map((id) => ({
  id,
  keys: [(id === 'partner' ? aKey() : KEY).jwk],
  maxAge: '7d',
}));

/** Whom a statement names: the address that is signed up, somebody else, none at all; or it is rubbish. */
const statements = fc.constantFrom('own', 'other', 'rubbish', 'none', 'none');

function statementOf(kind: string, email: string | undefined): { readonly attestation?: string } {
  if (kind === 'none') return {};
  if (kind === 'rubbish') return { attestation: 'no.token' };
  return { attestation: statementFor(kind === 'own' ? (email ?? '') : 'ann@example.org') };
}

function statementFor(email: string): string {
  const iat = Math.floor(Date.now() / 1000);
  return aToken(KEY, someClaims({ aud: POOL, iat, exp: iat + 3_600, email }));
}

/** Random policies, the shipped ones, one that needs large data, and those that look up every address. */
const policies = fc.oneof(
  { weight: 4, arbitrary: documents.map((document) => ({ ...document, attesters: ATTESTERS })) },
  { weight: 1, arbitrary: fc.constantFrom('dev', 'staging', 'prod').map(shipped) },
  { weight: 1, arbitrary: fc.constant(aDocument({ rules: BY_DATA, otherwise: 'deny' })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('both' as const, 'list' as const, 'alias' as const)
      .map((lookup) => aDocument({ rules: [anApproval()], lookup })),
  },
);

/** An address of that many characters at a name below `example.com`: the bounds of look-ups and of RFC 5321 lie among them. */
function longAddress(length: number, letter: string): string {
  const local = letter.repeat(Math.min(64, Math.max(1, length - 40)));
  const left = Math.max(1, length - local.length - '@.example.com'.length);
  const labels = 'x'
    .repeat(left)
    .replaceAll(/(.{50})(?=.)/gu, '$1.')
    .slice(0, left);
  return `${local}@${labels.replace(/\.$/u, 'x')}.example.com`;
}

const lengths = fc.oneof(
  fc.integer({ min: 20, max: 330 }),
  fc.constantFrom(127, 128, 129, 245, 246, 247, 253, 254, 255, 256, 2048),
);
const emails = fc.oneof(
  fc.constantFrom('bob@example.com', 'BOB@Example.com', 'eve+tag@mail.example.com', 'ann@example.org'),
  fc.constantFrom('ann@mailinator.com', 'ann@MÜNCHEN.example', 'ann@münchen.example', 'ann@İstanbul.example'),
  fc.constantFrom('"bob"@example.com', 'bob@@example.com', 'bob@[192.0.2.1]', 'bob@example.com.', 'böb@example.com'),
  fc.tuple(lengths, fc.constantFrom('a', 'A')).map(([length, letter]) => longAddress(length, letter)),
);
const phones = fc.oneof(
  fc.constantFrom('+12065550100', '+12065550101', '+442079460000', '+1', '+0123', '+12345678901234567890'),
  fc.integer({ min: 1, max: 20 }).map((digits) => `+${'1'.repeat(digits)}`),
);
const names = fc.constantFrom('newcomer', 'Google_123', 'ünïcode-名前', 'n'.repeat(128));
const texts = fc.dictionary(fc.constantFrom('code', 'plan', 'constructor'), fc.constantFrom('x', 'X', ''), {
  maxKeys: 2,
});

/** Events as Cognito sends them (F1.4). */
const events = fc
  .record({
    email: fc.option(emails, { nil: undefined, freq: 5 }),
    phone: fc.option(phones, { nil: undefined, freq: 1 }),
    team: fc.constantFrom(undefined, undefined, 'sales', 'Sales', 'x'.repeat(2048)),
    userName: names,
    source: fc.constantFrom(
      ...Array.from({ length: 6 }, () => 'PreSignUp_SignUp'),
      'PreSignUp_ExternalProvider',
      'PreSignUp_AdminCreateUser',
      'PreSignUp_Later',
    ),
    clientId: fc.constantFrom('client1', 'client2', 'CLIENT_ID_NOT_APPLICABLE'),
    validationData: fc.option(texts, { nil: null }),
    clientMetadata: fc.option(texts, { nil: undefined }),
    attestation: statements,
  })
  .map(({ email, phone, team, userName, source, clientId, validationData, clientMetadata, attestation }) => {
    const sent = attestation === 'none' ? clientMetadata : { ...clientMetadata, ...statementOf(attestation, email) };
    const given = { email, phone_number: phone, 'custom:team': team };
    const userAttributes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return aSignUp({
      userPoolId: POOL,
      userName,
      triggerSource: source,
      callerContext: { awsSdkVersion: '3', clientId },
      request: { userAttributes, validationData, ...(sent === undefined ? {} : { clientMetadata: sent }) },
    });
  });

const HOLDERS: readonly TypedHolder[] = [
  { user: 'owner', email: 'bob@example.com', verified: ['email'] },
  { user: 'squatter', email: 'ann@example.org', phone: '+12065550101', status: 'UNCONFIRMED' },
];
const pools = fc.constantFrom<readonly TypedHolder[]>([], HOLDERS);

function userOf({ user, email, phone, verified = [], status }: TypedHolder): User {
  const attributes = {
    ...(email === undefined ? {} : { email, email_verified: String(verified.includes('email')) }),
    ...(phone === undefined ? {} : { phone_number: phone }),
  };
  return aPerson(user, attributes, { status: status === 'UNCONFIRMED' ? 'UNCONFIRMED' : 'CONFIRMED' });
}

/** The pool and the claims as before the attempt. */
function setUp(holders: readonly TypedHolder[]): void {
  state.tables.clear();
  state.pool = holders.map(userOf).reduce(withUser, createPool(state.pool.settings));
  lines.length = 0;
}

/** After a read that took too long the trigger leaves Parameter Store alone for up to five seconds. */
const LOAD = { timeout: 60_000, interval: 100 };

/**
 * What the trigger does with an event. A call or a process that ran out of time tells of the load of this machine, since nothing
 * here is slow of itself, so the event is sent again, to the pool as it was.
 */
function answered(event: unknown, holders: readonly TypedHolder[]) {
  return vi.waitFor(async () => {
    setUp(holders);
    const answer = await trigger.run(event);
    if (answer.kind === 'failed' && answer.message.includes('timeout')) throw new Error('no answer in time');
    const record = writtenRecord();
    if (record.failures.some(({ cause }) => cause === 'timeout')) throw new Error('a call got no answer in time');
    return { answer, record };
  }, LOAD);
}

function writtenRecord(): DecisionRecord {
  const records = lines.filter((line) => line.includes('"sign-up decision"'));
  expect(records).toHaveLength(1);
  return JSON.parse(records[0] ?? '').decision;
}

/**
 * Without what no rehearsal can know: hashes, durations, how old the policy was, and whom a list had shown when the look-up
 * beside it settled the question first.
 */
function comparable(record: DecisionRecord, told: DecisionRecord) {
  const isCut = (attribute: string) =>
    told.withheld.some((entry) => entry.attribute === attribute && entry.holdersAtLeast === true);
  const { ms: _ms, subject, withheld, policy, ...rest } = record;
  return {
    ...rest,
    digest: policy.digest,
    subject: { emailDomain: subject.emailDomain, phoneCountry: subject.phoneCountry },
    withheld: withheld.map(({ firstHolder: _, ...entry }) => {
      const { attribute, because } = entry;
      return isCut(attribute) ? { attribute, because } : entry;
    }),
  };
}

it('`simulate` says of every event what the shipped trigger does', { timeout: 180_000 * MASS }, async () => {
  const tally = new Tally();

  await fc.assert(
    fc.asyncProperty(
      policies,
      pools,
      fc.array(events, { minLength: EVENTS_EACH, maxLength: EVENTS_EACH }),
      async (document, holders, attempts) => {
        const published = await installPolicy(lab.endpoint, document);
        if (!published.ok) throw new Error(published.error);
        for (const event of attempts) {
          const named = { label: 'random', document, environment: 'lab', digest: digestOf(document) };

          const { decision, message } = await simulate(named, parseEvent(event), { holders });
          const { answer, record } = await answered(event, holders);

          expect(comparable(decision, record)).toEqual(comparable(record, record));
          const refused = decision.outcome === 'deny' && decision.applied;
          const flags = decision.applied ? decision.response : NEUTRAL;
          expect(answer).toEqual(refused ? { kind: 'thrown', message } : { kind: 'flags', flags });
          for (const { cause } of decision.failures) tally.saw(cause);
          for (const { because } of decision.withheld) tally.saw(because);
          tally.saw(decision.outcome);
          tally.saw(decision.attestation?.result ?? 'none');
        }
      },
    ),
    { numRuns: POLICIES },
  );

  tally.expectSeen(1, 'approve', 'code', 'deny', 'untouched', 'held', 'malformed', 'too-long', 'valid');
});
