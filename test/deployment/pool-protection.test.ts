/** The resource `PoolProtection` over a pool in memory: set once all stands, undone by its own roll-back, kept for ever after. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CustomResourceEvent } from '../../src/deployment/custom-resource.ts';
import { createPoolProtector } from '../../src/deployment/pool-protection.ts';
import { differencesBetween } from '../../src/pool/pool-differences.ts';
import { createFakePool, type FakePool } from '../pool/fake-pool.ts';

const ID = 'us-east-1_EXAMPLE';
const FINISHED = `pool-protection-${ID}`;
const BEFORE = {
  pool: { Id: ID, Name: 'members', LambdaConfig: { PreSignUp: 'ours' }, UserPoolTier: 'PLUS', MfaConfiguration: 'OFF' },
  mfa: {},
};

let pool: FakePool;
let begun: string[];

beforeEach(() => {
  pool = createFakePool(BEFORE);
  begun = [];
});

describe('PoolProtection', () => {
  it('protects the pool and changes nothing else', async () => {
    expect(await send('Create')).toEqual({ ok: true, value: { physicalId: FINISHED } });

    expect(differencesBetween(BEFORE, pool.state()).map(({ path }) => path)).toEqual(['DeletionProtection']);
    expect(pool.state().pool['DeletionProtection']).toBe('ACTIVE');
  });

  it('stays with the pool when the stack goes', async () => {
    await send('Create');

    expect((await send('Delete', FINISHED)).ok).toBe(true);
    expect(pool.state().pool['DeletionProtection']).toBe('ACTIVE');
  });

  it.each([
    `unfinished-${FINISHED}`,
    'guard-PoolProtection-1X2Y3Z',
  ])('is undone where creation ended as %s', async (id) => {
    await send('Create');

    expect((await send('Delete', id)).ok).toBe(true);
    expect(begun[0]).toBe(`unfinished-${FINISHED}`);
    expect(pool.state().pool['DeletionProtection']).toBe('INACTIVE');
  });

  it('comes back on the next update', async () => {
    expect((await send('Update', FINISHED)).ok).toBe(true);
    expect(pool.state().pool['DeletionProtection']).toBe('ACTIVE');
    const { length } = pool.calls;
    expect((await send('Update', FINISHED)).ok).toBe(true);
    expect(pool.calls.slice(length)).toEqual(['read']);
  });

  it('fails when the pool does not take it, with all as it was', async () => {
    pool = createFakePool(BEFORE, ['ignored']);

    expect(await send('Create')).toMatchObject({
      ok: false,
      error: expect.stringContaining('did not set `DeletionProtection`'),
    });
    expect(differencesBetween(BEFORE, pool.state())).toEqual([]);
  });
});

function send(RequestType: CustomResourceEvent['RequestType'], PhysicalResourceId?: string) {
  const event: CustomResourceEvent = {
    RequestType,
    ResponseURL: '',
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/guard/1',
    RequestId: '1',
    LogicalResourceId: 'PoolProtection',
    ResourceType: 'Custom::PoolProtection',
    ResourceProperties: { UserPoolId: ID, SmsRoleArn: '' },
    ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
  };
  const run = { mayWrite: (id: string) => begun.push(id), signal: new AbortController().signal };
  return createPoolProtector(() => pool)(event, run);
}
