/**
 * The whole trigger over HTTP: each outcome, its record, and the calls it costs.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { pseudonym } from '../../src/identity/pseudonym.ts';
import { SignUpRefused } from '../../src/lambda/reply.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';
import type { Answer } from '../support/fake-aws.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { HASH_KEY, OWNER_LISTED, type Scene, type SceneScript, startScene } from '../support/scene.ts';
import { aSignUp } from '../support/sign-up-event.ts';

const EVERYONE = aDocument({ rules: [anApproval()] });
const FLAGS = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };
const NONE = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

let scene: Scene | undefined;

async function run(document: PolicyDocument | null, script: SceneScript = {}, event = aSignUp(), env = {}) {
  scene = await startScene(document, script, env);
  const answer = (await scene.trigger.answer(event, 5_000)) as { readonly response: unknown };
  const [record] = scene.records();
  if (record === undefined) throw new Error('no record was written');
  DecisionRecordSchema.parse(record);
  const called = (name: string) => scene?.fake.calls.filter(({ operation }) => operation === name).length;
  return { answer, record, called, lines: scene.lines };
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

describe('a sign-up', () => {
  it('whose addresses are free is confirmed and verified', async () => {
    const { answer, record, called } = await run(EVERYONE);

    expect(answer.response).toEqual(FLAGS);
    expect(record).toMatchObject({
      outcome: 'approve',
      reason: 'rule',
      rules: ['everyone'],
      response: FLAGS,
      withheld: [],
    });
    expect([called('ListUsers'), called('AdminGetUser'), called('TransactWriteItems')]).toEqual([2, 3, 1]);
    expect(record.calls).toEqual({ listUsers: 2, adminGetUser: 3, claims: 2, retries: 0 });
  });

  it('whose email is held keeps it from being verified', async () => {
    const { answer, record } = await run(EVERYONE, {
      ListUsers: ({ body }) => (String(body['Filter']).startsWith('email') ? OWNER_LISTED : { json: { Users: [] } }),
    });

    expect(answer.response).toEqual({ ...FLAGS, autoVerifyEmail: false });
    expect(record.withheld).toEqual([
      {
        attribute: 'email',
        because: 'held',
        holders: 1,
        verifiedHolders: 1,
        statuses: ['CONFIRMED'],
        firstHolder: pseudonym(HASH_KEY, 'user', 'owner'),
      },
    ]);
  });

  it('whose only address is held takes the code', async () => {
    const { answer, record } = await run(
      EVERYONE,
      { ListUsers: OWNER_LISTED },
      aSignUp({}, { email: 'bob@example.com' }),
    );

    expect(answer.response).toEqual(NONE);
    expect(record).toMatchObject({ outcome: 'code', reason: 'collision' });
  });

  it('that is left to the code asks Cognito nothing', async () => {
    const { answer, record, called } = await run(aDocument());

    expect(answer.response).toEqual(NONE);
    expect(record).toMatchObject({ outcome: 'code', reason: 'otherwise', calls: { listUsers: 0, adminGetUser: 0 } });
    expect([called('ListUsers'), called('AdminGetUser')]).toEqual([0, 0]);
  });

  it('that is denied asks nobody anything and hears the sentence', async () => {
    scene = await startScene(aDocument({ rules: [{ id: 'no', then: 'deny', message: 'Please use another address' }] }));
    const { trigger, fake, records } = scene;

    await expect(trigger.answer(aSignUp(), 5_000)).rejects.toThrow(new SignUpRefused('Please use another address'));
    expect(records()).toMatchObject([{ outcome: 'deny', reason: 'rule', rules: ['no'], calls: { claims: 0 } }]);
    expect(new Set(fake.calls.map(({ operation }) => operation))).toEqual(new Set(['GetParameters']));
  });

  it('claims nothing where there is no table', async () => {
    const { record, called } = await run(EVERYONE, {}, aSignUp(), { CLAIM_TABLE: '' });

    expect(record).toMatchObject({ outcome: 'approve', calls: { claims: 0 } });
    expect([called('PutItem'), called('TransactWriteItems')]).toEqual([0, 0]);
  });

  it('without a policy takes the setting', async () => {
    const { answer, record } = await run(null);

    expect(answer.response).toEqual(NONE);
    expect(record).toMatchObject({
      outcome: 'code',
      reason: 'policy-unavailable',
      failures: [{ call: 'ssm', cause: 'not-found' }],
    });
  });

  it('without a policy is refused where the setting says so', async () => {
    scene = await startScene(null, {}, { WHEN_POLICY_UNAVAILABLE: 'deny' });

    await expect(scene.trigger.answer(aSignUp(), 5_000)).rejects.toThrow('Please try again in a moment');
  });

  it.each([
    'PreSignUp_SignUp',
    'PreSignUp_ExternalProvider',
  ])('by %s whose address somebody owns is refused where the policy says so, and marks all the same', async (triggerSource) => {
    const message = 'You already have an account here. Sign in instead';
    const collision = { holders: 'any', then: 'withhold', code: 'deny', federated: 'deny', message } as const;
    scene = await startScene(aDocument({ collision }), { ListUsers: OWNER_LISTED });

    await expect(scene.trigger.answer(aSignUp({ triggerSource }), 5_000)).rejects.toThrow(message);

    const calls = scene.fake.calls.map(({ operation }) => operation);
    expect(scene.records()).toMatchObject([
      { outcome: 'deny', reason: 'collision', withheld: [], calls: { listUsers: 2, adminGetUser: 2, claims: 2 } },
    ]);
    expect(calls.filter((name) => name === 'TransactWriteItems')).toHaveLength(1);
    expect(scene.lines.join('\n')).not.toContain('bob@example.com');
  });

  it('by code looks nobody up where duplicates may be', async () => {
    const { answer, called } = await run(aDocument(), { ListUsers: OWNER_LISTED });

    expect(answer.response).toEqual(NONE);
    expect([called('ListUsers'), called('AdminGetUser')]).toEqual([0, 0]);
  });

  it('whose claims get no answer is granted nothing', async () => {
    const lenient = aDocument({
      rules: [anApproval()],
      unavailable: { directory: 'code', claims: 'code', limits: 'code' },
    });
    const { answer, record } = await run(lenient, { TransactWriteItems: { error: 'ResourceNotFoundException' } });

    expect(answer.response).toEqual(NONE);
    expect(record).toMatchObject({
      reason: 'claims-unavailable',
      failures: [{ call: 'claims', cause: 'not-found' }],
    });
  });

  it('whose claims get no answer is refused, to be tried again', async () => {
    scene = await startScene(EVERYONE, { TransactWriteItems: { error: 'ResourceNotFoundException' } });

    await expect(scene.trigger.answer(aSignUp(), 5_000)).rejects.toThrow('Please try again in a moment');
  });

  it('whose record cannot be hashed is recorded without hashes', async () => {
    const { record } = await run(EVERYONE, {
      GetParameters: { error: 'AccessDeniedException' },
      GetParameter: ({ body }) =>
        String(body['Name']).endsWith('hash-key') ? { error: 'AccessDeniedException' } : manifestOf(EVERYONE),
    });

    expect(record.subject).toEqual({
      user: null,
      emailDomain: 'example.com',
      email: null,
      emailTag: false,
      phoneCountry: null,
      phone: null,
    });
    expect(record.outcome).toBe('approve');
  });

  it('leaves no address, name or number in the log', async () => {
    const { lines } = await run(EVERYONE, { ListUsers: OWNER_LISTED });

    expect(lines.length).toBeGreaterThan(0);
    for (const secret of ['bob', '2065550100', 'newcomer', 'owner']) expect(lines.join('\n')).not.toContain(secret);
  });
});

describe('other events', () => {
  it('of a federated user are untouched', async () => {
    const event = aSignUp({ triggerSource: 'PreSignUp_ExternalProvider', userName: 'google_123' });
    const { answer, record } = await run(EVERYONE, {}, event);

    expect(answer).toBe(event);
    expect(record).toMatchObject({
      outcome: 'untouched',
      reason: 'source-untouched',
      calls: { claims: 2, listUsers: 0 },
    });
  });

  it('as thin as the article shows are untouched', async () => {
    const event = {
      request: { userAttributes: { email: 'email@example.com', phone_number: '5550100' } },
      response: {},
    };
    const { answer, record } = await run(EVERYONE, {}, event);

    expect(answer).toBe(event);
    expect(record).toMatchObject({
      outcome: 'untouched',
      reason: 'source-untouched',
      trigger: 'unknown',
      calls: { claims: 0 },
    });
  });
});

function manifestOf(document: PolicyDocument): Answer {
  const { manifest } = encodePolicy(document, { stack: 'test', publisher: 'deployment' });
  return { json: { Parameter: { Value: manifest } } };
}
