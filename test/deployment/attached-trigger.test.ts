/** The resource `AttachedTrigger` over a pool in memory and the real SSM client: attach, move, detach, fail. */
import type { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createParameterStore } from '../../src/aws/operator/policy/parameter-store.ts';
import { fail, ok, type Result } from '../../src/core/result.ts';
import { createTriggerAttacher } from '../../src/deployment/attached-trigger.ts';
import type { CustomResourceEvent } from '../../src/deployment/custom-resource.ts';
import type { TriggerChange } from '../../src/pool/attachment.ts';
import { differencesBetween } from '../../src/pool/pool-differences.ts';
import { type PoolReading, preSignUpOf } from '../../src/pool/pool-settings.ts';
import { FakeParameterStore } from '../aws/operator/policy/fake-parameter-store.ts';
import { createFakePool, type FakePool, type WriteFault } from '../pool/fake-pool.ts';
import { OURS, THEIRS } from '../pool/random-pool.ts';

const ID = 'us-east-1_EXAMPLE';
const POOL_ARN = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}`;
const MEMORY = `/signup-guard/prod/former-trigger/${ID}`;
const DONE = ok({ physicalId: `pool-trigger-${ID}` });

let fake: FakeParameterStore;
let client: SSMClient;
let pool: FakePool;
let kept: TriggerChange[];
let begun: string[];
let callable: Result<boolean, string>;

beforeEach(async () => {
  fake = new FakeParameterStore();
  client = await fake.start();
  kept = [];
  begun = [];
  callable = ok(true);
});

afterEach(() => fake.stop());

function poolWith(preSignUp: string | null, faults: readonly (WriteFault | null)[] = []): PoolReading {
  const LambdaConfig = { PostConfirmation: THEIRS, ...(preSignUp === null ? {} : { PreSignUp: preSignUp }) };
  const before = {
    pool: {
      Id: ID,
      Arn: POOL_ARN,
      Name: 'members',
      UserPoolTier: 'PLUS',
      MfaConfiguration: 'ON',
      DeletionProtection: 'ACTIVE',
      LambdaConfig,
    },
    mfa: { MfaConfiguration: 'ON' },
  };
  pool = createFakePool(before, faults);
  return before;
}

function send(RequestType: CustomResourceEvent['RequestType'], properties = {}, old?: Record<string, unknown>) {
  const work = createTriggerAttacher({
    open: (signal) => ({ admin: pool, store: createParameterStore(client, signal), mayCall: async () => callable }),
    keep: (change) => kept.push(change),
  });
  const event: CustomResourceEvent = {
    RequestType,
    ResponseURL: '',
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/guard/1',
    RequestId: '1',
    LogicalResourceId: 'AttachedTrigger',
    ResourceType: 'Custom::AttachedTrigger',
    ResourceProperties: {
      UserPoolId: ID,
      FunctionArn: OURS,
      Environment: 'prod',
      ReplaceTrigger: 'false',
      ...properties,
    },
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: `pool-trigger-${ID}` }),
    ...(old === undefined ? {} : { OldResourceProperties: old }),
  };
  return work(event, { mayWrite: (id) => begun.push(id), signal: new AbortController().signal });
}

function trigger(): string | null {
  return preSignUpOf(pool.state().pool);
}

describe('AttachedTrigger', () => {
  it('attaches, keeps the settings and detaches without a trace', async () => {
    const before = poolWith(null);

    expect(await send('Create')).toEqual(DONE);
    expect(trigger()).toBe(OURS);
    expect(kept[0]?.before).toEqual(before);

    expect(await send('Delete')).toEqual(DONE);
    expect(differencesBetween(before, pool.state())).toEqual([]);
  });

  it('does nothing when it stands already', async () => {
    poolWith(OURS);

    expect(await send('Update')).toEqual(DONE);
    expect(pool.calls).toEqual(['read']);
  });

  it('refuses another trigger and leaves no memory', async () => {
    poolWith(THEIRS);

    expect(await send('Create')).toEqual(fail(expect.stringContaining('`ReplaceTrigger=true`')));
    expect(trigger()).toBe(THEIRS);
    expect(fake.text(MEMORY)).toBeUndefined();
  });

  it('brings the replaced trigger back on deletion', async () => {
    poolWith(THEIRS);

    expect(await send('Create', { ReplaceTrigger: 'true' })).toEqual(DONE);
    expect([trigger(), fake.text(MEMORY)]).toEqual([OURS, THEIRS]);

    expect(await send('Delete')).toEqual(DONE);
    expect([trigger(), fake.text(MEMORY)]).toEqual([THEIRS, undefined]);
  });

  it('moves on from its own former function', async () => {
    poolWith(OURS);
    const next = OURS.replace('guard', 'guard-2');

    expect(await send('Update', { FunctionArn: next }, { FunctionArn: OURS })).toEqual(DONE);
    expect([trigger(), fake.text(MEMORY)]).toEqual([next, undefined]);
  });

  it('leaves a trigger alone that somebody else set since', async () => {
    poolWith(null);
    await send('Create');
    const update = { ...pool.state().pool, LambdaConfig: { PreSignUp: THEIRS } };
    pool = createFakePool({ pool: update, mfa: {} });

    expect(await send('Delete')).toEqual(DONE);
    expect(trigger()).toBe(THEIRS);
    expect(pool.calls).toEqual(['read']);
  });

  it('goes quietly with a pool that is gone', async () => {
    poolWith(null);
    pool = { ...pool, read: async () => fail('the pool cannot be read: ResourceNotFoundException: no such pool') };

    expect(await send('Delete')).toEqual(DONE);
    expect(await send('Create')).toMatchObject({ ok: false });
  });

  it('fails with the reason and forgets, when settings had to be put back', async () => {
    const before = poolWith(THEIRS, ['loses-a-setting']);

    expect(await send('Create', { ReplaceTrigger: 'true' })).toEqual(fail(expect.stringContaining('put back')));
    expect(differencesBetween(before, pool.state())).toEqual([]);
    expect(fake.text(MEMORY)).toBeUndefined();
  });

  it('neither remembers nor puts back a trigger that nobody could call', async () => {
    poolWith(THEIRS);
    callable = ok(false);

    expect(await send('Create', { ReplaceTrigger: 'true' })).toEqual(DONE);
    expect([trigger(), fake.text(MEMORY)]).toEqual([OURS, undefined]);

    expect(await send('Delete')).toEqual(DONE);
    expect(trigger()).toBeNull();
  });

  it('leaves the pool with no trigger where the former one is gone by then', async () => {
    poolWith(THEIRS);
    await send('Create', { ReplaceTrigger: 'true' });
    callable = ok(false);

    expect(await send('Delete')).toEqual(DONE);
    expect([trigger(), fake.text(MEMORY)]).toEqual([null, undefined]);
  });

  it('replaces and puts back nothing of which it cannot tell whether it works', async () => {
    poolWith(THEIRS);
    callable = fail('AccessDeniedException');

    expect(await send('Create', { ReplaceTrigger: 'true' })).toEqual(fail(expect.stringContaining('AccessDenied')));
    expect([trigger(), begun]).toEqual([THEIRS, []]);

    callable = ok(true);
    await send('Create', { ReplaceTrigger: 'true' });
    callable = fail('AccessDeniedException');

    expect(await send('Delete')).toEqual(fail(expect.stringContaining(`without \`${MEMORY}\``)));
    expect([trigger(), fake.text(MEMORY)]).toEqual([OURS, THEIRS]);
  });

  it('keeps what it remembered before, when a replacement fails and the pool keeps its trigger', async () => {
    poolWith(THEIRS, ['refused']);
    fake.put(MEMORY, `${THEIRS}-older`);

    expect(await send('Update', { ReplaceTrigger: 'true' })).toMatchObject({ ok: false });
    expect([trigger(), fake.text(MEMORY)]).toEqual([THEIRS, `${THEIRS}-older`]);
  });

  it('names what may have been made before the first write', async () => {
    poolWith(THEIRS, ['unanswered', 'refused']);

    await send('Create', { ReplaceTrigger: 'true' });

    expect(begun[0]).toBe(`pool-trigger-${ID}`);
    expect([trigger(), fake.text(MEMORY)]).toEqual([OURS, THEIRS]);
    expect(await send('Delete')).toEqual(DONE);
    expect([trigger(), fake.text(MEMORY)]).toEqual([THEIRS, undefined]);
  });

  it('passes an update while somebody else holds the place, for a roll-back must', async () => {
    poolWith(THEIRS);

    expect(await send('Update', {}, { FunctionArn: OURS })).toEqual(DONE);
    expect([trigger(), begun]).toEqual([THEIRS, []]);
  });

  it('sets a trigger again that somebody reset', async () => {
    poolWith(null);

    expect(await send('Update', {}, { FunctionArn: OURS })).toEqual(DONE);
    expect(trigger()).toBe(OURS);
  });

  it('takes its own function under any other name for its own', async () => {
    poolWith(OURS.replace(/:live$/u, ''));

    expect(await send('Delete')).toEqual(DONE);
    expect(trigger()).toBeNull();
  });

  it('refuses another pool than the one that its id names', async () => {
    poolWith(null);

    const moved = await send('Update', { UserPoolId: 'us-east-1_OTHER' }, { FunctionArn: OURS });

    expect(moved).toEqual(fail(expect.stringContaining(`this stack guards the pool \`${ID}\` and stays with it`)));
    expect(pool.calls).toEqual([]);
  });

  it('refuses a pool with an SMS role that was not given, and prints it', async () => {
    const role = 'arn:aws:iam::123456789012:role/sms';
    const before = poolWith(null);
    pool = createFakePool({ ...before, pool: { ...before.pool, SmsConfiguration: { SnsCallerArn: role } } });

    expect(await send('Create')).toEqual(fail(expect.stringContaining(`\`SmsRoleArn=${role}\``)));
    expect([trigger(), begun]).toEqual([null, []]);
    expect(await send('Create', { SmsRoleArn: role })).toEqual(DONE);
    expect(await send('Delete', { SmsRoleArn: `${role}-2` })).toMatchObject({ ok: false });
    expect(trigger()).toBe(OURS);
    expect(await send('Delete', { SmsRoleArn: role })).toEqual(DONE);
  });

  it('says the way out where a setting is unknown, and takes it', async () => {
    const before = poolWith(OURS);
    pool = createFakePool({ ...before, pool: { ...before.pool, Novelty: 1 } });

    expect(await send('Delete')).toEqual(fail(expect.stringContaining('trigger to none yourself')));

    pool = createFakePool({ ...before, pool: { ...before.pool, Novelty: 1, LambdaConfig: {} } });
    expect(await send('Delete')).toEqual(DONE);
    expect(pool.calls).not.toContain('update');
  });

  it('stays when it cannot detach', async () => {
    poolWith(OURS, ['refused']);

    expect(await send('Delete')).toEqual(fail(expect.stringContaining('InvalidParameterException')));
  });

  it.each([{ UserPoolId: '' }, { FunctionArn: '' }, { Environment: 'No Such' }])('refuses %j', async (properties) => {
    poolWith(null);

    expect(await send('Create', properties)).toMatchObject({ ok: false });
    expect(pool.calls).toEqual([]);
  });
});
