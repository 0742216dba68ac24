/**
 * The resource `GuardedPool`: which pool a stack guards, fixed for the stack's life. First in order, it refuses another pool
 * before anything is written. It accepts exactly the pool that its own id names, so that the roll-back of a refused update
 * passes. Reads and writes nothing.
 */
import { fail, ok } from '../core/result.ts';
import type { Work } from './custom-resource.ts';

const CREATED = 'created';
const PREFIX = 'guarded-pool-';

/** The work: an id that names the pool, or a refusal. */
export const holdGuardedPool: Work = async ({ RequestType, PhysicalResourceId = '', ResourceProperties }) => {
  const wanted = `${PREFIX}${String(ResourceProperties['UserPoolId'] ?? '') || CREATED}`;
  if (RequestType === 'Update' && PhysicalResourceId !== wanted)
    return fail(otherPoolRefusal(PhysicalResourceId, wanted));
  return ok({ physicalId: RequestType === 'Delete' ? PhysicalResourceId : wanted });
};

/** Why a stack does not move to another pool: everything it made in the former one would stay, and be wrong. */
export function otherPoolRefusal(held: string, wanted: string): string {
  return (
    `this stack guards ${named(held)} and stays with it, so \`UserPoolId\` cannot change: deploy ${named(wanted)} as a ` +
    'stack and an environment of its own, then delete this one if it has had its day'
  );
}

function named(physicalId: string): string {
  const pool = physicalId.slice(PREFIX.length);
  return pool === CREATED ? 'the pool that it creates' : `the pool \`${pool}\``;
}
