/**
 * The resource `PoolProtection`: the created pool of production cannot be deleted. Last in order and not in the template's
 * pool, for a pool that is protected while the stack is still being made would stop the roll-back. Its own unfinished
 * creation is undone; a finished one stays, like the pool itself.
 */
import { fail, ok } from '../core/result.ts';
import { applyChange, type PoolAdmin, planProtection } from '../pool/attachment.ts';
import type { Work } from './custom-resource.ts';
import { isGone, passRoleRefusal } from './pool-refusals.ts';

/** The work over a pool's settings. */
export function createPoolProtector(open: (signal: AbortSignal) => PoolAdmin): Work {
  return async ({ RequestType, PhysicalResourceId = '', ResourceProperties }, run) => {
    const userPoolId = String(ResourceProperties['UserPoolId'] ?? '');
    const physicalId = `pool-protection-${userPoolId}`;
    if (RequestType === 'Delete' && PhysicalResourceId === physicalId) return ok({ physicalId });
    const admin = open(run.signal);
    const reading = await admin.read(userPoolId);
    if (!reading.ok) return RequestType === 'Delete' && isGone(reading.error) ? ok({ physicalId }) : reading;
    const planned = planProtection(userPoolId, reading.value, RequestType === 'Delete' ? 'INACTIVE' : 'ACTIVE');
    if (!planned.ok) return planned;
    if (planned.value === null) return ok({ physicalId });
    const refused = passRoleRefusal(reading.value.pool, String(ResourceProperties['SmsRoleArn'] ?? '') || null);
    if (refused !== null) return fail(refused);
    run.mayWrite(`unfinished-${physicalId}`);
    const applied = await applyChange(admin, planned.value);
    return applied.ok ? ok({ physicalId }) : fail(applied.error.message);
  };
}
