/**
 * The whole trigger over HTTP with a companion behind it: what the companion is shown, what it may take away, and who has
 * the last word under a policy that only observes.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';
import type { Answer } from '../support/fake-aws.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { OWNER_LISTED, type Scene, type SceneScript, startScene } from '../support/scene.ts';
import { aSignUp } from '../support/sign-up-event.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:former';
const ENV = { COMPANION_FUNCTION_ARN: ARN, AWS_LAMBDA_FUNCTION_NAME: 'guard' };
const EVERYONE = aDocument({ rules: [anApproval()] });
const OBSERVED = aDocument({ rules: [anApproval()], mode: 'observe' });
const FLAGS = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };
const NONE = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
const REFUSES: Answer = {
  json: { errorType: 'Error', errorMessage: 'Only colleagues\u0007', trace: ['at /var/task'] },
  headers: { 'x-amz-function-error': 'Unhandled' },
};

let scene: Scene | undefined;

async function run(document: PolicyDocument | null, script: SceneScript, event = aSignUp(), clientContext?: unknown) {
  scene = await startScene(document, script, ENV);
  const said = await scene.trigger.answer(event, 5_000, clientContext).then(
    (answer) => answer,
    (error: Error) => error.message,
  );
  const [record] = scene.records();
  if (record === undefined) throw new Error('no record was written');
  DecisionRecordSchema.parse(record);
  const invoked = scene.fake.calls.filter(({ operation }) => operation === 'Invoke');
  return { said, record, invoked, lines: scene.lines.join('\n') };
}

function answering(response: object): SceneScript {
  return { Invoke: ({ body }) => ({ json: { ...body, response: { ...NONE, ...response } } }) };
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

describe('under a policy that acts', () => {
  it('the companion is shown the event with the guard’s flags, and what both set is granted', async () => {
    const { said, record, invoked } = await run(EVERYONE, answering({ autoConfirmUser: true, autoVerifyEmail: true }));

    expect(invoked.map(({ body, invoked: called }) => [body, called?.functionName])).toEqual([
      [aSignUp({ response: FLAGS }), ARN],
    ]);
    expect(said).toEqual(aSignUp({ response: { ...FLAGS, autoVerifyPhone: false } }));
    expect(record).toMatchObject({
      outcome: 'approve',
      response: { ...FLAGS, autoVerifyPhone: false },
      companion: { outcome: 'approve', verified: ['email'], ms: expect.any(Number) },
    });
  });

  it('a companion that returns its event as it got it takes nothing away', async () => {
    const { said, record } = await run(EVERYONE, {});

    expect(said).toEqual(aSignUp({ response: FLAGS }));
    expect(record.companion?.outcome).toBe('approve');
  });

  it('a companion verifies nothing that the guard withheld', async () => {
    const { said, record } = await run(EVERYONE, {
      ...answering(FLAGS),
      ListUsers: ({ body }) => (String(body['Filter']).startsWith('email') ? OWNER_LISTED : { json: { Users: [] } }),
    });

    expect(said).toMatchObject({ response: { ...FLAGS, autoVerifyEmail: false } });
    expect(record).toMatchObject({
      withheld: [{ attribute: 'email', because: 'held' }],
      companion: { verified: ['email', 'phone_number'] },
    });
  });

  it('nothing else of a companion’s answer reaches Cognito', async () => {
    const { said } = await run(EVERYONE, { Invoke: { json: { response: { ...FLAGS, more: 1 }, userName: 'other' } } });

    expect(said).toEqual(aSignUp({ response: FLAGS }));
  });

  it('a companion that does not confirm sends to the code', async () => {
    const { said, record } = await run(EVERYONE, answering({}));

    expect(said).toEqual(aSignUp());
    expect(record).toMatchObject({ outcome: 'code', reason: 'companion', response: NONE });
  });

  it.each([
    'PreSignUp_SignUp',
    'PreSignUp_ExternalProvider',
    'PreSignUp_AdminCreateUser',
    'PreSignUp_New',
  ])('a refusal by the companion refuses %s, in its own words and without its trace', async (triggerSource) => {
    const { said, record, lines } = await run(EVERYONE, { Invoke: REFUSES }, aSignUp({ triggerSource }));

    expect(said).toBe('Only colleagues');
    expect(record).toMatchObject({ outcome: 'deny', reason: 'companion', companion: { outcome: 'deny' } });
    expect(lines).not.toMatch(/colleagues|var\/task|bob@/u);
  });

  it('a federated user gets no flag from a companion, and the event as it came', async () => {
    const event = aSignUp({ triggerSource: 'PreSignUp_ExternalProvider' });
    const { said, record } = await run(EVERYONE, answering(FLAGS), event);

    expect(said).toEqual(event);
    expect(record).toMatchObject({ outcome: 'untouched', companion: { outcome: 'approve' } });
  });

  it('nobody asks a companion about whoever the policy denies', async () => {
    const { said, record, invoked } = await run(aDocument({ otherwise: 'deny' }), {});

    expect([said, invoked]).toEqual(['This sign-up is not allowed', []]);
    expect(record).toMatchObject({ outcome: 'deny', reason: 'otherwise', companion: null });
  });

  it('no policy at all grants nothing, whatever the companion says', async () => {
    const { said, record } = await run(null, answering(FLAGS));

    expect(said).toEqual(aSignUp());
    expect(record).toMatchObject({ outcome: 'code', reason: 'policy-unavailable', companion: { outcome: 'approve' } });
  });

  it('a repeated call is decided as before, and the companion asked again', async () => {
    scene = await startScene(EVERYONE, answering(FLAGS), ENV);

    const said = [await scene.trigger.answer(aSignUp(), 5_000), await scene.trigger.answer(aSignUp(), 5_000)];

    expect(said).toEqual([aSignUp({ response: FLAGS }), aSignUp({ response: FLAGS })]);
    expect(scene.fake.calls.filter(({ operation }) => operation === 'Invoke')).toHaveLength(2);
  });

  it('a guard that is another guard’s companion calls nobody', async () => {
    const { said, record, invoked } = await run(EVERYONE, {}, aSignUp(), { custom: { 'signup-guard': 'true' } });

    expect([said, invoked]).toEqual(['Please try again in a moment', []]);
    expect(record).toMatchObject({
      reason: 'companion-unavailable',
      failures: [{ call: 'companion', cause: 'invalid' }],
      companion: { outcome: 'unavailable' },
    });
  });

  it('ourselves is never called as a companion', async () => {
    scene = await startScene(EVERYONE, {}, { ...ENV, AWS_LAMBDA_FUNCTION_NAME: 'former' });

    await expect(scene.trigger.answer(aSignUp(), 5_000)).rejects.toThrow('Please try again in a moment');
    expect(scene.fake.calls.map(({ operation }) => operation)).not.toContain('Invoke');
  });
});

describe('under a policy that only observes', () => {
  const strange = { version: '1', response: { ...FLAGS, autoVerifyPhone: 'true' }, more: [1] };

  it('the companion gets Cognito’s event as it came, and its answer is passed on as it is', async () => {
    const { said, record, invoked } = await run(OBSERVED, { ListUsers: OWNER_LISTED, Invoke: { json: strange } });

    expect(invoked.map(({ body }) => body)).toEqual([aSignUp()]);
    expect(said).toEqual(strange);
    expect(record).toMatchObject({
      applied: false,
      outcome: 'approve',
      response: { ...FLAGS, autoVerifyEmail: false },
      withheld: [{ attribute: 'email', because: 'held' }],
      companion: { outcome: 'approve', verified: ['email'] },
    });
  });

  it.each([
    ['a rule', aDocument({ mode: 'observe', otherwise: 'deny' }), {}],
    ['a table that gives no answer', OBSERVED, { TransactWriteItems: { error: 'ResourceNotFoundException' } }],
  ] as const)('nobody is refused by %s', async (_, document, script) => {
    const { said, record } = await run(document, { ...answering(FLAGS), ...script });

    expect(said).toEqual(aSignUp({ response: FLAGS }));
    expect(record).toMatchObject({ outcome: 'deny', applied: false, companion: { outcome: 'approve' } });
  });

  it.each([
    'PreSignUp_SignUp',
    'PreSignUp_ExternalProvider',
    'PreSignUp_AdminCreateUser',
  ])('a refusal by the companion refuses %s, and the record tells what the guard would have done', async (triggerSource) => {
    const { said, record } = await run(OBSERVED, { Invoke: REFUSES }, aSignUp({ triggerSource }));

    expect(said).toBe('Only colleagues');
    expect(record).toMatchObject({ applied: false, companion: { outcome: 'deny' } });
    expect(record.outcome).toBe(triggerSource === 'PreSignUp_SignUp' ? 'approve' : 'untouched');
  });

  it('a federated user gets what the companion sets', async () => {
    const event = aSignUp({ triggerSource: 'PreSignUp_ExternalProvider' });
    const { said } = await run(OBSERVED, answering(FLAGS), event);

    expect(said).toEqual({ ...event, response: FLAGS });
  });

  it('a companion that breaks refuses, as it did before the guard was there', async () => {
    const { said, record } = await run(OBSERVED, { Invoke: { error: 'TooManyRequestsException', status: 429 } });

    expect(said).toBe('Please try again in a moment');
    expect(record).toMatchObject({
      applied: false,
      outcome: 'approve',
      failures: [{ call: 'companion', cause: 'throttled' }],
      companion: { outcome: 'unavailable', verified: [] },
    });
  });
});
