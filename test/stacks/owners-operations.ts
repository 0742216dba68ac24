/**
 * Rows of the table for a pool that somebody else owns: `AttachTrigger` turned on, off and on again, and the stack deleted in
 * either state, while the pool calls us, another function or nobody.
 */
import {
  after,
  attached,
  BACK,
  CREATED,
  deletes,
  deploys,
  done,
  GONE,
  LARGE,
  nothing,
  type Operation,
  OTHER,
  operation,
  own,
  POOL,
  replaced,
  replacing,
  SMALL,
  SMS,
  SMS_ROLE,
  setByOthers,
  THEIRS,
  UNDONE,
  UPDATED,
  withPool,
} from './operations.ts';
import type { World } from './world.ts';

const owned = (version = SMALL, more = {}) => attached(version, { AttachTrigger: 'false', ...more });
const setToUs = async ({ aws, stack }: World) => aws.setTrigger(POOL, stack.trigger);
const row = (...[name, prepare, operate, ends, more]: Parameters<typeof operation>): Operation =>
  operation(name, prepare, operate, ends, { restores: true, ...more });

/** A stack whose trigger the owner set where it was nobody's, or another function's. */
const ownersChoice = after(withPool(null), done(owned()), setToUs);
const ownersChange = after(withPool(THEIRS), done(owned()), setToUs);

/** What becomes of a pool of another owner. */
export const OWNERS_OPERATIONS: readonly Operation[] = [
  row('stand beside a pool', withPool(null), deploys(owned()), CREATED, { calls: 'nobody', then: 'nobody', cut: true }),
  row('stand beside a pool with another trigger', withPool(THEIRS), deploys(owned()), CREATED, {
    calls: 'theirs',
    then: 'theirs',
  }),
  row(
    'stand beside a pool that could not be written',
    withPool(THEIRS, { ...SMS, Novelty: 1 }),
    deploys(owned()),
    CREATED,
    { calls: 'theirs', then: 'theirs' },
  ),
  row('stand beside a pool of its own', nothing, deploys(own(SMALL, { AttachTrigger: 'false' })), UNDONE),
  row('stand beside no pool', nothing, deploys(owned()), UNDONE),
  row('leave a pool of its own', done(own()), deploys(own(SMALL, { AttachTrigger: 'false' })), BACK),
  row('update under an owner who set us', ownersChoice, deploys(owned(OTHER)), UPDATED, { calls: 'ours', cut: true }),
  row('update to parts under an owner who set us', ownersChange, deploys(owned(LARGE)), UPDATED, { calls: 'ours' }),
  row('update under an owner who did not', after(withPool(THEIRS), done(owned())), deploys(owned(OTHER)), UPDATED, {
    calls: 'theirs',
    then: 'theirs',
  }),
  row('turn off', after(withPool(null), done(attached())), deploys(owned()), UPDATED, { calls: 'ours', cut: true }),
  row('turn off in the place of another', replaced, deploys(owned()), UPDATED, {
    calls: 'ours',
    then: 'nobody',
    cut: true,
  }),
  row('turn off where others took the place', after(replaced, setByOthers(THEIRS)), deploys(owned()), UPDATED, {
    calls: 'theirs',
    then: 'theirs',
    cut: true,
  }),
  row('turn off after a reset', after(replaced, setByOthers(null)), deploys(owned()), UPDATED, {
    calls: 'nobody',
    then: 'nobody',
  }),
  row('turn on', after(withPool(null), done(owned())), deploys(attached()), UPDATED, {
    calls: 'ours',
    then: 'nobody',
    cut: true,
  }),
  row('turn on where the owner set us', ownersChange, deploys(attached()), UPDATED, {
    calls: 'ours',
    then: 'nobody',
    cut: true,
  }),
  row('turn on in place of another', after(withPool(THEIRS), done(owned())), deploys(replacing()), UPDATED, {
    calls: 'ours',
    then: 'theirs',
    cut: true,
  }),
  row(
    'turn on in place of a dead trigger',
    after(withPool(THEIRS, {}, false), done(owned())),
    deploys(replacing()),
    UPDATED,
    {
      calls: 'ours',
      then: 'nobody',
      restores: undefined,
    },
  ),
  row('turn on where another trigger is', after(withPool(THEIRS), done(owned())), deploys(attached()), BACK, {
    calls: 'theirs',
    then: 'theirs',
  }),
  row('turn on a pool that sends SMS', after(withPool(null, SMS), done(owned())), deploys(attached()), BACK, {
    calls: 'nobody',
  }),
  row(
    'turn on a pool with its SMS role',
    after(withPool(null, SMS), done(owned())),
    deploys(attached(SMALL, { SmsRoleArn: SMS_ROLE })),
    UPDATED,
    // the roll-back takes the role away before it comes to the pool
    { calls: 'ours', restores: undefined },
  ),
  row('turn on, off and on again', after(replaced, done(owned())), deploys(replacing()), UPDATED, {
    calls: 'ours',
    then: 'nobody',
    cut: true,
  }),
  row(
    'turn on again after the owner let go',
    after(replaced, done(owned()), setByOthers(THEIRS)),
    deploys(replacing()),
    UPDATED,
    {
      calls: 'ours',
      then: 'theirs',
      cut: true,
    },
  ),
  row('delete beside a pool', after(withPool(THEIRS), done(owned())), deletes, GONE, { calls: 'theirs', cut: true }),
  row('delete while the owner calls us', ownersChoice, deletes, 'DELETE_FAILED', { calls: 'ours', cut: true }),
  row('delete when the owner has let go', after(ownersChange, setByOthers(THEIRS)), deletes, GONE, { calls: 'theirs' }),
  row('delete after turning off', after(replaced, done(owned()), setByOthers(null)), deletes, GONE, {
    calls: 'nobody',
  }),
  row(
    'delete beside a pool that is gone',
    after(ownersChoice, async ({ aws }) => void aws.pools.delete(POOL)),
    deletes,
    GONE,
  ),
];
