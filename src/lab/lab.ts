/**
 * The lab as a whole: pool, wire, trigger, policy, page, put together and kept together. What each part does is its own
 * file's; this one only joins them and ends them.
 */
import type { Hono } from 'hono';
import { fail, ok, type Result } from '../core/result.ts';
import { parameterNames } from '../policy/names.ts';
import { withUser } from '../sim/pool.ts';
import { type AliasMoves, createAliasMoves } from './alias-moves.ts';
import { type PoolKind, signInOf } from './cognito/pool-kinds.ts';
import { createFirstCollision, type FirstCollision, NO_COLLISION } from './collision/first-collision.ts';
import { createFeed, type DecisionFeed } from './feed.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { installHashKey, installPolicy } from './policy/install-policy.ts';
import { openPolicyDesk, type PolicyDesk } from './policy/policy-desk.ts';
import { readLabPolicy } from './policy/policy-file.ts';
import { takeFile, takePushed } from './policy/take-policy.ts';
import { createQueue } from './queue.ts';
import { savedClients } from './saved-pool.ts';
import { listenAt, type RunningLab } from './server.ts';
import { createSignal, type Signal } from './signal.ts';
import { createLabState, type LabState } from './state.ts';
import { createLabClock, type LabClock } from './test-api/lab-clock.ts';
import { testRoutes } from './test-api/routes.ts';
import { LAB_ENVIRONMENT, triggerEnvironment } from './trigger/trigger-environment.ts';
import { createTriggerSwitch, type TriggerSwitch } from './trigger/trigger-switch.ts';
import { createUsersFile, loadUsers, type UsersFile } from './users-file.ts';
import { wallClock } from './wall-clock.ts';
import { watchFiles } from './watch-files.ts';

/** What a lab is opened with. */
type LabSettings = {
  readonly bundle: string;
  readonly policyFile: string;
  readonly usersFile: string | null;
  readonly port: number;
  readonly processes: number;
  /** How long a scene rests between its steps, so that people can follow. */
  readonly paceMs: number;
  /** How users sign in: by aliases unless said. */
  readonly pool?: PoolKind;
  /** Custom attributes of the schema, by their full names. */
  readonly customAttributes?: readonly string[];
  /** Whose pages may call besides those of this machine. */
  readonly origins?: readonly string[];
};

/** An open lab, as its page and its scenes use it. */
export type Lab = {
  readonly state: LabState;
  readonly clock: LabClock;
  readonly endpoint: string;
  readonly processes: number;
  readonly paceMs: number;
  readonly feed: DecisionFeed;
  readonly moves: AliasMoves;
  readonly trigger: TriggerSwitch;
  readonly policy: PolicyDesk;
  readonly invitations: Invitations;
  readonly collision: FirstCollision;
  /** Told of whatever the page shows. */
  readonly changes: Signal;
  /** Runs one thing at a time: scenes, a new policy. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** The scene that plays, by id. */
  scene: string | null;
  /** The scene that was played last, by id, until the pool is emptied. */
  played: string | null;
  readonly close: () => Promise<void>;
};

/** Opens a lab; `routes` makes what it serves besides the protocol. */
export async function openLab(
  settings: LabSettings,
  routes: (lab: () => Lab | null) => Hono,
): Promise<Result<Lab, string>> {
  const { pool = 'alias', customAttributes = [], origins = [] } = settings;
  const saved = settings.usersFile === null ? ok(null) : loadUsers(settings.usersFile, pool);
  if (!saved.ok) return saved;
  const changes = createSignal();
  const clock = createLabClock(wallClock);
  const feed = createFeed(clock.now, changes.fire);
  const moves = createAliasMoves(clock.now);
  const users = settings.usersFile === null ? null : createUsersFile(settings.usersFile, feed.note);
  const state = createLabState({
    now: clock.now,
    onEvents: (events) => {
      moves.happened(events);
      feed.happened(events);
    },
    onPool: () => {
      users?.changed(state);
      changes.fire();
    },
    settings: { signIn: signInOf(pool), customAttributes },
    origins,
    ...savedClients(saved.value),
  });
  state.pool = (saved.value?.users ?? []).reduce(withUser, state.pool);
  let lab: Lab | null = null;
  const served = routes(() => lab).route(
    '/lab',
    testRoutes(() => lab),
  );
  const server = await listenAt(state, settings.port, served);
  if (!server.ok) return server;
  const joined = await join({ settings, state, clock, feed, moves, users, changes, server: server.value });
  if (joined.ok) lab = joined.value;
  else await server.value.close();
  return joined;
}

type Parts = {
  readonly settings: LabSettings;
  readonly state: LabState;
  readonly clock: LabClock;
  readonly feed: DecisionFeed;
  readonly moves: AliasMoves;
  readonly users: UsersFile | null;
  readonly changes: Signal;
  readonly server: RunningLab;
};

async function join({
  settings,
  state,
  clock,
  feed,
  moves,
  users,
  changes,
  server,
}: Parts): Promise<Result<Lab, string>> {
  const { bundle, processes, paceMs } = settings;
  const { endpoint } = server;
  installHashKey(state);
  const invitations = createInvitations(clock.now);
  const desk = await openPolicyDesk(
    () => readLabPolicy(settings.policyFile, invitations.trusting),
    async ({ document }) => (document === null ? fail('the policy is invalid') : installPolicy(endpoint, document)),
  );
  if (!desk.ok) return desk;
  const policy = desk.value;
  const trigger = createTriggerSwitch(
    { bundle, env: triggerEnvironment(endpoint), processes, aheadMs: clock.aheadMs },
    {
      ...feed,
      logged: (line, event) => {
        state.logs.add(line);
        feed.logged(line, event);
      },
    },
  );
  state.trigger = trigger;
  // the key after the processes, which everybody waits for
  void trigger.start().then(() => state.tokens.keys());
  const inTurn = createQueue();
  const lookAgain = () => inTurn(() => takeFile({ policy, trigger, feed })).finally(changes.fire);
  state.onParameter = (name) => {
    if (name === parameterNames(LAB_ENVIRONMENT).policy)
      void inTurn(() => takePushed({ endpoint, policy, trigger, feed, changes }));
  };
  const stopPolicy = watchFiles(() => policy.status().onDisk.files, lookAgain);
  const stopBundle = watchFiles(
    () => [bundle],
    () => inTurn(() => takeBundle(trigger, feed)),
  );
  const collision = (settings.pool ?? 'alias') === 'alias' ? createFirstCollision(bundle, changes.fire) : NO_COLLISION;
  const close = async () => {
    stopPolicy();
    stopBundle();
    changes.end();
    await collision.over();
    await server.close();
    users?.flush();
  };
  const seen = { feed, moves, policy, invitations, collision, changes };
  const used = { state, clock, endpoint, processes, paceMs, trigger, inTurn };
  return ok({ ...seen, ...used, scene: null, played: null, close });
}

async function takeBundle(trigger: TriggerSwitch, feed: DecisionFeed): Promise<void> {
  await trigger.restart();
  feed.note('the trigger was built anew and restarted');
}
