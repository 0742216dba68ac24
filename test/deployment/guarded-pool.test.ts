/** The resource `GuardedPool`: another pool or environment is refused, and the roll-back of the refused update passes. */
import { describe, expect, it } from 'vitest';
import type { CustomResourceEvent } from '../../src/deployment/custom-resource.ts';
import { holdGuardedPool } from '../../src/deployment/guarded-pool.ts';

const A = 'us-east-1_A';
const B = 'us-east-1_B';

describe('GuardedPool', () => {
  it.each([
    ['another pool', A, B, `guards the pool \`${A}\` and stays with it`],
    ['an existing pool in place of the created one', '', A, 'guards the pool that it creates and stays with it'],
    ['a pool of its own in place of an existing one', A, '', `guards the pool \`${A}\` and stays with it`],
  ])('refuses %s, and lets the roll-back pass', async (_title, former, next, why) => {
    const created = await send('Create', former);
    const id = created.ok ? created.value.physicalId : '';

    const moved = await send('Update', next, id);
    const rolledBack = await send('Update', former, id);

    expect(moved).toMatchObject({ ok: false, error: expect.stringContaining(why) });
    expect(rolledBack).toEqual(created);
  });

  it.each(['', A])('accepts the same pool again: `%s`', async (pool) => {
    const created = await send('Create', pool);

    expect(await send('Update', pool, created.ok ? created.value.physicalId : '')).toEqual(created);
  });

  it('refuses another environment, and lets the roll-back pass', async () => {
    const created = await send('Create', A);
    const id = created.ok ? created.value.physicalId : '';

    expect(await send('Update', A, id, 'dev')).toEqual({
      ok: false,
      error: expect.stringContaining(
        'publishes environment `prod` and stays with it: deploy `dev` as a stack of its own',
      ),
    });
    expect(await send('Update', A, id)).toEqual(created);
  });

  it('names the pool first where both change', async () => {
    const refused = await send('Update', B, `guarded-pool-${A}/prod`, 'dev');

    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining(`deploy the pool \`${B}\` as a stack`) });
  });

  it('refuses to leave the trigger of its own pool to somebody else, and lets the roll-back pass', async () => {
    const created = await send('Create', '');
    const why = expect.stringContaining('`AttachTrigger=false` is for a pool that somebody else owns');

    expect(await send('Create', '', undefined, 'prod', 'false')).toEqual({ ok: false, error: why });
    expect(await send('Update', '', 'guarded-pool-created/prod', 'prod', 'false')).toEqual({ ok: false, error: why });
    expect(await send('Update', '', 'guarded-pool-created/prod')).toEqual(created);
    expect((await send('Create', A, undefined, 'prod', 'false')).ok).toBe(true);
  });

  it('goes whatever it held', async () => {
    expect(await send('Delete', B, `guarded-pool-${A}`)).toEqual({
      ok: true,
      value: { physicalId: `guarded-pool-${A}` },
    });
  });
});

function send(
  RequestType: CustomResourceEvent['RequestType'],
  UserPoolId: string,
  PhysicalResourceId?: string,
  Environment = 'prod',
  AttachTrigger = 'true',
) {
  const event: CustomResourceEvent = {
    RequestType,
    ResponseURL: '',
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/guard/1',
    RequestId: '1',
    LogicalResourceId: 'GuardedPool',
    ResourceType: 'Custom::GuardedPool',
    ResourceProperties: { UserPoolId, Environment, AttachTrigger },
    ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
  };
  return holdGuardedPool(event, { mayWrite: () => undefined, signal: new AbortController().signal });
}
