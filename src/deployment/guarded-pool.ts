/**
 * The resource `GuardedPool`: which pool a stack guards by which environment's policy, both fixed for the stack's life.
 * First in order, it refuses another one, and a pool of its own without a trigger, before anything is written. It accepts exactly what its own id names, so that the
 * roll-back of a refused update passes. Reads and writes nothing.
 */
import { fail, ok } from '../core/result.ts';
import type { Work } from './custom-resource.ts';

const CREATED = 'created';
const PREFIX = 'guarded-pool-';

/** The work: an id that names pool and environment, or a refusal. */
export const holdGuardedPool: Work = async ({ RequestType, PhysicalResourceId = '', ResourceProperties }) => {
  if (RequestType === 'Delete') return ok({ physicalId: PhysicalResourceId });
  const [pool, environment] = [
    String(ResourceProperties['UserPoolId'] ?? ''),
    String(ResourceProperties['Environment']),
  ];
  const physicalId = `${PREFIX}${pool || CREATED}/${environment}`;
  if (RequestType === 'Create' || PhysicalResourceId === physicalId)
    return pool === '' && ResourceProperties['AttachTrigger'] === 'false' ? fail(NOBODY_ELSES) : ok({ physicalId });
  const [heldPool = '', heldEnvironment = ''] = PhysicalResourceId.slice(PREFIX.length).split('/');
  if (heldPool !== (pool || CREATED)) return fail(otherPoolRefusal(heldPool, pool));
  return fail(otherEnvironmentRefusal(heldEnvironment, environment));
};

/** Why the created pool's trigger is set in any case: the stack is its owner, and would leave it to nobody. */
const NOBODY_ELSES =
  '`AttachTrigger=false` is for a pool that somebody else owns, and this stack creates its own: name theirs with ' +
  '`UserPoolId`, or leave `AttachTrigger` at `true`';

/** Why a stack does not move to another pool: everything it made in the former one would stay, and be wrong. */
export function otherPoolRefusal(held: string, wanted: string): string {
  return (
    `this stack guards ${named(held)} and stays with it, so \`UserPoolId\` cannot change: deploy ${named(wanted)} as a ` +
    'stack and an environment of its own, then delete this one if it has had its day'
  );
}

/** Why a stack does not move to another environment: its pool would be decided by that one's policy before it is refused. */
export function otherEnvironmentRefusal(held: string, wanted: string): string {
  return (
    `this stack publishes environment \`${held}\` and stays with it: deploy \`${wanted}\` as a stack of its own, ` +
    'then delete this one'
  );
}

function named(pool: string): string {
  return pool === CREATED || pool === '' ? 'the pool that it creates' : `the pool \`${pool}\``;
}
