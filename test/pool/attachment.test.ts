import { describe, expect, it } from 'vitest';
import { ok } from '../../src/core/result.ts';
import { applyChange, planAttachment, planChange, type TriggerChange } from '../../src/pool/attachment.ts';
import { differencesBetween } from '../../src/pool/pool-differences.ts';
import { type PoolReading, preSignUpOf } from '../../src/pool/pool-settings.ts';
import { createFakePool, type WriteFault } from './fake-pool.ts';
import { OURS, THEIRS } from './random-pool.ts';

const ID = 'us-east-1_EXAMPLE';
const BEFORE: PoolReading = {
  pool: {
    Id: ID,
    Name: 'members',
    UserPoolTier: 'PLUS',
    DeletionProtection: 'ACTIVE',
    MfaConfiguration: 'ON',
    LambdaConfig: { PostConfirmation: THEIRS },
  },
  mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
};

function planned(before: PoolReading = BEFORE): TriggerChange {
  const change = planAttachment(ID, before, OURS, false);
  if (!change.ok || change.value === null) throw new Error('no change to make');
  return change.value;
}

function withTrigger(arn: string): PoolReading {
  return { ...BEFORE, pool: { ...BEFORE.pool, LambdaConfig: { PostConfirmation: THEIRS, PreSignUp: arn } } };
}

describe('planning an attachment', () => {
  it('refuses to push another trigger out', () => {
    const change = planAttachment(ID, withTrigger(THEIRS), OURS, false);

    expect(change.ok ? '' : change.error).toMatch(
      /already calls `.*theirs`.*`ReplaceTrigger=true CompanionFunctionArn=.*theirs`.*`ReplaceTrigger=true` alone.*`--replace`/u,
    );
  });

  it('takes its place when told, and remembers it', () => {
    const change = planAttachment(ID, withTrigger(THEIRS), OURS, true);

    expect(change.ok && change.value).toMatchObject({ former: THEIRS, next: OURS });
  });

  it('has nothing to do where the trigger is ours', () => {
    expect(planAttachment(ID, withTrigger(OURS), OURS, false)).toEqual(ok(null));
  });
});

describe('a change', () => {
  it('writes once and reads before and after', async () => {
    const pool = createFakePool(BEFORE);

    const result = await applyChange(pool, planned());

    expect(result).toEqual(ok(null));
    expect(pool.calls).toEqual(['read', 'update', 'read']);
    expect(differencesBetween(BEFORE, pool.state()).map(({ path }) => path)).toEqual(['LambdaConfig.PreSignUp']);
  });

  it('goes back without a trace', async () => {
    const pool = createFakePool(BEFORE);
    await applyChange(pool, planned());
    const back = planChange(ID, pool.state(), null);

    if (back.ok && back.value !== null) await applyChange(pool, back.value);

    expect(differencesBetween(BEFORE, pool.state())).toEqual([]);
    expect(preSignUpOf(pool.state().pool)).toBeNull();
  });

  it('is not made when the pool moved meanwhile', async () => {
    const pool = createFakePool({ ...BEFORE, pool: { ...BEFORE.pool, UserPoolTags: { owner: 'other' } } });

    const result = await applyChange(pool, planned());

    expect(result).toMatchObject({
      error: { state: 'untouched', message: expect.stringContaining('UserPoolTags.owner') },
    });
    expect(pool.calls).toEqual(['read']);
  });

  it('that is refused leaves the pool alone', async () => {
    const pool = createFakePool(BEFORE, ['refused']);

    const result = await applyChange(pool, planned());

    expect(result).toMatchObject({ error: { state: 'untouched', message: expect.stringContaining('no') } });
    expect(pool.calls).toEqual(['read', 'update', 'read']);
  });

  it.each<WriteFault>(['unanswered', 'loses-a-setting', 'turns-mfa-off'])('that %s is put back', async (fault) => {
    const pool = createFakePool(BEFORE, [fault]);

    const result = await applyChange(pool, planned());

    expect(result).toMatchObject({ error: { state: 'put-back' } });
    expect(differencesBetween(BEFORE, pool.state())).toEqual([]);
  });

  it('that sets nothing is no success', async () => {
    const pool = createFakePool(BEFORE, ['ignored']);

    expect(await applyChange(pool, planned())).toMatchObject({ error: { state: 'put-back' } });
  });

  it.each([null, 'refused' as const])('that somebody else overtakes leaves theirs (%s)', async (fault) => {
    const pool = createFakePool(BEFORE, [fault]);
    const elsewhere = createFakePool(withTrigger(THEIRS));
    let reads = 0;
    const overtaken = { ...pool, read: (id: string) => (reads++ === 0 ? pool.read(id) : elsewhere.read(id)) };

    const result = await applyChange(overtaken, planned());

    expect(result).toMatchObject({ error: { state: 'untouched' } });
    expect(pool.calls).toEqual(['read', 'update']);
  });

  it('that cannot be put back says what is left', async () => {
    const pool = createFakePool(BEFORE, ['loses-a-setting', 'loses-a-setting']);

    const result = await applyChange(pool, planned());

    expect(result).toMatchObject({
      error: {
        state: 'damaged',
        message: expect.stringContaining('these still differ: `DeletionProtection`'),
        differences: [{ path: 'DeletionProtection', before: 'ACTIVE', after: undefined }],
      },
    });
  });
});
