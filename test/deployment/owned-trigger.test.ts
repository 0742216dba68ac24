/** `AttachTrigger=false` over a pool in memory and the real SSM client: who is left alone, put back, refused. */
import type { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createParameterStore } from '../../src/aws/operator/policy/parameter-store.ts';
import { fail, ok } from '../../src/core/result.ts';
import { createTriggerAttacher } from '../../src/deployment/attached-trigger.ts';
import type { CustomResourceEvent, Work } from '../../src/deployment/custom-resource.ts';
import { createTriggerSettler } from '../../src/deployment/settled-trigger.ts';
import { preSignUpOf } from '../../src/pool/pool-settings.ts';
import { FakeParameterStore } from '../aws/operator/policy/fake-parameter-store.ts';
import { createFakePool, type FakePool } from '../pool/fake-pool.ts';
import { OURS, THEIRS } from '../pool/random-pool.ts';

const ID = 'us-east-1_EXAMPLE';
const MEMORY = `/signup-guard/prod/former-trigger/${ID}`;
const OWNER_SETS = `${MEMORY}/owner-sets`;
const DONE = ok({ physicalId: `pool-trigger-${ID}` });

let fake: FakeParameterStore;
let client: SSMClient;
let pool: FakePool;

beforeEach(async () => {
  fake = new FakeParameterStore();
  client = await fake.start();
});

afterEach(() => fake.stop());

function poolWith(preSignUp: string | null, more: Readonly<Record<string, unknown>> = {}): void {
  const LambdaConfig = preSignUp === null ? {} : { PreSignUp: preSignUp };
  pool = createFakePool({
    pool: {
      Id: ID,
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}`,
      UserPoolTier: 'PLUS',
      MfaConfiguration: 'OFF',
      LambdaConfig,
      ...more,
    },
    mfa: { MfaConfiguration: 'OFF' },
  });
}

const attacher: Work = (event, run) =>
  createTriggerAttacher({
    open: (signal) => ({ admin: pool, store: createParameterStore(client, signal), mayCall: async () => ok(true) }),
    keep: () => undefined,
  })(event, run);

function send(
  kind: CustomResourceEvent['RequestType'],
  AttachTrigger: string,
  before?: string,
  more: Readonly<Record<string, string>> = {},
  work = attacher,
) {
  const common = { UserPoolId: ID, FunctionArn: OURS, Environment: 'prod', ReplaceTrigger: 'false' };
  const event: CustomResourceEvent = {
    RequestType: kind,
    ResponseURL: '',
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/guard/1',
    RequestId: '1',
    LogicalResourceId: 'AttachedTrigger',
    ResourceType: 'Custom::AttachedTrigger',
    ResourceProperties: { ...common, AttachTrigger, ...more },
    PhysicalResourceId: `pool-trigger-${ID}`,
    ...(before === undefined ? {} : { OldResourceProperties: { ...common, AttachTrigger: before } }),
  };
  return work(event, { mayWrite: () => undefined, signal: new AbortController().signal });
}

/** The end of an operation. */
const settle = (attach: string) =>
  send('Update', attach, attach, {}, (event, run) =>
    createTriggerSettler((signal) => createParameterStore(client, signal))(event, run),
  );

const trigger = () => preSignUpOf(pool.state().pool);
const kept = () => [fake.text(MEMORY), fake.text(OWNER_SETS) !== undefined];

describe('a pool whose owner sets the trigger', () => {
  it.each([null, THEIRS, OURS])('is not written at creation or update, whatever it calls: %s', async (present) => {
    poolWith(present);

    expect(await send('Create', 'false')).toEqual(DONE);
    await settle('false');
    expect(await send('Update', 'false', 'false', { ReplaceTrigger: 'true' })).toEqual(DONE);
    expect([trigger(), pool.calls.includes('update')]).toEqual([present, false]);
  });

  it('must be there', async () => {
    poolWith(null);
    pool = { ...pool, read: async () => fail('ResourceNotFoundException: no such pool') };

    expect(await send('Create', 'false')).toEqual(fail('ResourceNotFoundException: no such pool'));
    expect(await send('Delete', 'false')).toEqual(DONE);
  });

  it('keeps the stack from going while it calls it, and hears whose setting comes first', async () => {
    poolWith(OURS.replace(/:live$/u, ''));
    await settle('false');

    const refused = await send('Delete', 'false');

    expect(refused).toEqual(fail(expect.stringContaining(`still calls \`${OURS}\``)));
    expect(refused).toEqual(fail(expect.stringContaining('its owner (CDK, Terraform, another template)')));
    poolWith(OURS, { UserPoolTags: { 'aws:cloudformation:stack-name': 'members' } });
    expect(await send('Delete', 'false')).toEqual(fail(expect.stringContaining('the setting of the stack `members`')));
    poolWith(THEIRS);
    expect(await send('Delete', 'false')).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([THEIRS, undefined, false]);
  });

  it('keeps the stack from going when nobody can tell whom it calls', async () => {
    poolWith(OURS);
    pool = { ...pool, read: async () => fail('ThrottlingException') };

    expect(await send('Delete', 'false')).toEqual(fail('ThrottlingException'));
  });
});

describe('turned off', () => {
  it('leaves the pool, and forgets the former trigger only when nothing can fail any more', async () => {
    poolWith(THEIRS);
    await send('Create', 'true', undefined, { ReplaceTrigger: 'true' });

    expect(await send('Update', 'false', 'true')).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([OURS, THEIRS, false]);
    await settle('false');
    expect([trigger(), ...kept()]).toEqual([OURS, undefined, true]);
  });

  it('and rolled back is as before, a trigger that others set included', async () => {
    poolWith(THEIRS);
    await send('Create', 'true', undefined, { ReplaceTrigger: 'true' });
    await send('Update', 'false', 'true');
    const state = pool.state();

    expect(await send('Update', 'true', 'false')).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([OURS, THEIRS, false]);
    expect(pool.state()).toBe(state);
    poolWith(THEIRS);
    expect(await send('Update', 'true', 'false')).toEqual(DONE);
    expect(trigger()).toBe(THEIRS);
  });

  it('on and off again forgets whom it replaced first', async () => {
    poolWith(THEIRS);
    await send('Create', 'true', undefined, { ReplaceTrigger: 'true' });
    await send('Update', 'false', 'true');
    await settle('false');
    expect(await send('Update', 'true', 'false')).toEqual(DONE);
    await settle('true');

    expect(kept()).toEqual([undefined, false]);
    expect(await send('Delete', 'true')).toEqual(DONE);
    expect(trigger()).toBeNull();
  });
});

describe('turned on', () => {
  beforeEach(() => settle('false'));

  it('refuses another trigger as at first', async () => {
    poolWith(THEIRS);

    expect(await send('Update', 'true', 'false')).toEqual(fail(expect.stringContaining('`ReplaceTrigger=true`')));
    expect([trigger(), ...kept()]).toEqual([THEIRS, undefined, true]);
  });

  it.each([
    [null, 'nobody'],
    [THEIRS, THEIRS],
  ])('attaches in place of %s, and rolled back gives the place back', async (present, remembered) => {
    poolWith(present);

    expect(await send('Update', 'true', 'false', { ReplaceTrigger: 'true' })).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([OURS, remembered, true]);
    expect(await send('Update', 'false', 'true')).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([present, undefined, true]);
  });

  it('and settled goes as any stack does', async () => {
    poolWith(null);
    await send('Update', 'true', 'false');
    await settle('true');

    expect(await send('Delete', 'true')).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([null, undefined, false]);
  });

  it('leaves what the owner set already, rolled back as well', async () => {
    poolWith(OURS);

    expect(await send('Update', 'true', 'false')).toEqual(DONE);
    expect(await send('Update', 'false', 'true')).toEqual(DONE);
    expect([trigger(), pool.calls.includes('update')]).toEqual([OURS, false]);
  });

  it('and deleted unsettled takes back what it wrote', async () => {
    poolWith(THEIRS);
    await send('Update', 'true', 'false', { ReplaceTrigger: 'true' });

    expect(await send('Delete', 'false')).toEqual(DONE);
    expect([trigger(), ...kept()]).toEqual([THEIRS, undefined, false]);
  });

  it('rolls back without the SMS role that went with it: the pool then calls what works', async () => {
    const SmsRoleArn = 'arn:aws:iam::123456789012:role/sms';
    poolWith(null, { SmsConfiguration: { SnsCallerArn: SmsRoleArn } });
    await send('Update', 'true', 'false', { SmsRoleArn });

    expect(await send('Update', 'false', 'true')).toEqual(DONE);
    expect(trigger()).toBe(OURS);
    expect(await send('Delete', 'false')).toEqual(fail(expect.stringContaining(`\`SmsRoleArn=${SmsRoleArn}\``)));
    expect(await send('Delete', 'false', undefined, { SmsRoleArn })).toEqual(DONE);
    expect(trigger()).toBeNull();
  });
});
