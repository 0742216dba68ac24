/**
 * What people do to a stack, each with what stood before it and how it ends. Together with the ways in which each may be
 * disturbed they make the table.
 */
import { DEFAULT_SETTINGS, type PolicyDocument } from '../../src/core/policy.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { putParameter } from './parameters.ts';
import type { Deployed } from './stack.ts';
import type { World } from './world.ts';

/** One thing that is done, and the state it leaves when nobody disturbs it. */
export type Operation = {
  readonly name: string;
  readonly prepare: (world: World) => Promise<void>;
  readonly operate: (world: World) => Promise<string>;
  readonly ends: string;
  /** Whom each existing pool calls afterwards: ours, theirs or nobody. */
  readonly calls?: 'ours' | 'theirs' | 'nobody';
  /** Whom it calls when the stack is deleted then, once its owner let go. */
  readonly then?: 'theirs' | 'nobody';
  /** Whether a roll-back leaves the pool with the trigger that it had, and what is remembered of it. */
  readonly restores?: true | undefined;
  /** Whether it is tried with a cut after each of its requests. */
  readonly cut: boolean;
};

/** The pool of the tests, another one, and somebody else's function. */
export const POOL = 'us-east-1_EXISTING';
export const OTHER_POOL = 'us-east-1_OTHER';
export const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:theirs';
export const SMS_ROLE = 'arn:aws:iam::123456789012:role/sms';

const SETTINGS = {
  Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 7 } },
  UserPoolTags: { owner: 'members' },
  AutoVerifiedAttributes: ['email'],
};

/** The packages by version: a small policy, another one, a large one, the large one again, and one with a mistake. */
export const SMALL = '1';
export const OTHER = '2';
export const LARGE = '3';
const LARGE_AGAIN = '4';
export const BROKEN = '5';

/** A stack with a pool of its own. */
export const own = (version = SMALL, more = {}): Deployed => ({ version, parameters: { Environment: 'dev', ...more } });
const production = (version = SMALL): Deployed => own(version, { Environment: 'prod' });
/** One on the existing pool. */
export const attached = (version = SMALL, more = {}): Deployed => own(version, { UserPoolId: POOL, ...more });
/** The same, taking the place of another trigger. */
export const replacing = (version = SMALL): Deployed => attached(version, { ReplaceTrigger: 'true' });

/** Nothing stood before. */
export const nothing = async () => undefined;
/** What was deployed before. */
export const done =
  (deployed: Deployed) =>
  async ({ stack }: World) =>
    void (await stack.deploy(deployed));
/** Deploys. */
export const deploys =
  (deployed: Deployed) =>
  ({ stack, course }: World) =>
    stack.deploy(deployed, course);
/** Deletes. */
export const deletes = ({ stack }: World) => stack.delete();

/** Pools as somebody has them, with that trigger. */
export const withPool =
  (preSignUp: string | null, more: Readonly<Record<string, unknown>> = {}, callable = true) =>
  async ({ aws }: World) => {
    aws.addPool(POOL, { ...SETTINGS, LambdaConfig: preSignUp === null ? {} : { PreSignUp: preSignUp }, ...more });
    aws.addPool(OTHER_POOL, SETTINGS);
    if (callable) aws.functions.set(THEIRS, new Set([POOL]));
  };

/** One after the other. */
export const after =
  (...steps: readonly ((world: World) => Promise<void>)[]) =>
  async (world: World) => {
    for (const step of steps) await step(world);
  };

/** The setting of a pool that sends SMS. */
export const SMS = { SmsConfiguration: { SnsCallerArn: SMS_ROLE } };

/** Another stack's update of the pool: whatever it does not know is reset. */
export const setByOthers =
  (preSignUp: string | null) =>
  async ({ aws }: World) =>
    aws.setTrigger(POOL, preSignUp);
const policyRemoved = async ({ aws }: World) => void aws.parameters.delete('/signup-guard/dev/policy');
const memoryRemoved = async ({ aws }: World) => void aws.parameters.delete(`/signup-guard/dev/former-trigger/${POOL}`);
const theirsGoes = async ({ aws }: World) => void aws.functions.delete(THEIRS);

/** What nobody's file says: the same policy pushed would be the deployment's. */
const EMERGENCY: PolicyDocument = {
  ...DEFAULT_SETTINGS,
  version: 1,
  mode: 'enforce',
  rules: [],
  otherwise: 'deny',
  denyMessage: 'Closed for the moment',
};

/** An emergency denial, pushed by hand. */
export const push = async ({ aws }: Pick<World, 'aws'>) => {
  const { manifest } = encodePolicy(EMERGENCY, { stack: 'guard', publisher: 'command-line' });
  putParameter(aws.parameters, '/signup-guard/dev/policy', manifest);
};

/** How operations end. */
export const CREATED = 'CREATE_COMPLETE';
export const UPDATED = 'UPDATE_COMPLETE';
export const UNDONE = 'ROLLBACK_COMPLETE';
export const BACK = 'UPDATE_ROLLBACK_COMPLETE';
export const GONE = 'DELETE_COMPLETE';

/** A row. */
export const operation = (
  name: string,
  prepare: Operation['prepare'],
  operate: Operation['operate'],
  ends: string,
  more: Partial<Operation> = {},
): Operation => ({ name, prepare, operate, ends, cut: false, ...more });

/** A stack in the place of another trigger. */
export const replaced = after(withPool(THEIRS), done(replacing()));

/** The rows of the table. */
export const OPERATIONS: readonly Operation[] = [
  operation('create a pool', nothing, deploys(own()), CREATED, { cut: true }),
  operation('create a pool of production', nothing, deploys(production()), CREATED, { cut: true }),
  operation('create with a policy in parts', nothing, deploys(own(LARGE)), CREATED, { cut: true }),
  operation('create with a broken policy', nothing, deploys(own(BROKEN)), UNDONE),
  operation('attach', withPool(null), deploys(attached()), CREATED, { calls: 'ours' }),
  operation('attach in place of another trigger', withPool(THEIRS), deploys(replacing()), CREATED, {
    calls: 'ours',
    cut: true,
  }),
  operation('attach in place of a dead trigger', withPool(THEIRS, {}, false), deploys(replacing()), CREATED, {
    calls: 'ours',
  }),
  operation('attach where another trigger is', withPool(THEIRS), deploys(attached()), UNDONE, { calls: 'theirs' }),
  operation('attach to a pool with an unnamed SMS role', withPool(null, SMS), deploys(attached()), UNDONE, {
    calls: 'nobody',
  }),
  operation(
    'attach to a pool with its SMS role',
    withPool(null, SMS),
    deploys(attached(SMALL, { SmsRoleArn: SMS_ROLE })),
    CREATED,
    { calls: 'ours' },
  ),
  operation('attach to a pool with an unknown setting', withPool(null, { Novelty: 1 }), deploys(attached()), UNDONE, {
    calls: 'nobody',
  }),
  operation('update the policy', done(own()), deploys(own(OTHER)), UPDATED, { cut: true }),
  operation('update to a policy in parts', done(own()), deploys(own(LARGE)), UPDATED),
  operation('update from a policy in parts', done(own(LARGE)), deploys(own(OTHER)), UPDATED),
  operation('deploy a policy in parts again', done(own(LARGE)), deploys(own(LARGE_AGAIN)), UPDATED, { cut: true }),
  operation('update to a broken policy', done(own(LARGE)), deploys(own(BROKEN)), BACK),
  operation('update over a pushed policy', after(done(own()), push), deploys(own(OTHER)), BACK),
  operation(
    'update over a pushed policy by force',
    after(done(own()), push),
    deploys(own(OTHER, { OverwritePushedPolicy: 'true' })),
    UPDATED,
  ),
  operation('update production', done(production()), deploys(production(OTHER)), UPDATED, { cut: true }),
  operation(
    'take a place that others took',
    after(withPool(null), done(attached()), setByOthers(THEIRS)),
    deploys(replacing()),
    UPDATED,
    { calls: 'ours', cut: true },
  ),
  operation('leave a place that others took', after(replaced, setByOthers(THEIRS)), deploys(attached()), UPDATED, {
    calls: 'theirs',
  }),
  operation('attach again after a reset', after(replaced, setByOthers(null)), deploys(attached()), UPDATED, {
    calls: 'ours',
    cut: true,
  }),
  operation(
    'name the SMS role later',
    after(withPool(null), done(attached())),
    deploys(attached(SMALL, { SmsRoleArn: SMS_ROLE })),
    UPDATED,
    { calls: 'ours' },
  ),
  operation(
    'move to another pool',
    after(withPool(null), done(attached())),
    deploys(own(SMALL, { UserPoolId: OTHER_POOL })),
    BACK,
    { calls: 'ours' },
  ),
  operation('move from the created pool', after(withPool(THEIRS), done(own())), deploys(attached()), BACK, {
    calls: 'theirs',
  }),
  operation('move to a created pool', after(withPool(null), done(attached())), deploys(own()), BACK, { calls: 'ours' }),
  operation(
    'move to another environment',
    after(withPool(null), done(attached())),
    deploys(attached(SMALL, { Environment: 'prod' })),
    BACK,
    { calls: 'ours' },
  ),
  operation('delete with its pool', done(own()), deletes, GONE, { cut: true }),
  operation('delete production', done(production()), deletes, GONE, { cut: true }),
  operation('delete with a policy in parts', done(own(LARGE)), deletes, GONE, { cut: true }),
  operation('detach', after(withPool(null), done(attached())), deletes, GONE, { calls: 'nobody' }),
  operation('detach from the place of another', replaced, deletes, GONE, { calls: 'theirs', cut: true }),
  operation('detach where the former one is gone', after(replaced, theirsGoes), deletes, GONE, {
    calls: 'nobody',
    cut: true,
  }),
  operation(
    'detach where others took the place',
    after(withPool(THEIRS), done(replacing()), setByOthers(THEIRS)),
    deletes,
    GONE,
    { calls: 'theirs' },
  ),
  operation(
    'detach where our function has no alias',
    after(replaced, async (world) => world.aws.setTrigger(POOL, world.stack.trigger.replace(/:live$/u, ''))),
    deletes,
    GONE,
    { calls: 'theirs' },
  ),
  operation(
    'detach where the pool is gone',
    after(replaced, async ({ aws }) => void aws.pools.delete(POOL)),
    deletes,
    GONE,
  ),
  operation(
    'update after the policy was removed by hand',
    after(done(own()), policyRemoved),
    deploys(own(OTHER)),
    UPDATED,
  ),
  operation('delete after the policy was removed by hand', after(done(own(LARGE)), policyRemoved), deletes, GONE),
  operation('detach after a trigger was set to none by hand', after(replaced, setByOthers(null)), deletes, GONE, {
    calls: 'nobody',
  }),
  operation('detach after the memory was removed by hand', after(replaced, memoryRemoved), deletes, GONE, {
    calls: 'nobody',
  }),
  operation('delete a pushed policy', after(done(own()), push), deletes, GONE),
];
