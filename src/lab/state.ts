/**
 * Everything the lab remembers, in memory. The one mutable place of the room: the pool itself is a value that is replaced.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Pool, PoolSettings, Supplied } from '../sim/pool.ts';
import { createPool } from '../sim/pool.ts';
import type { PoolEvent, Step } from '../sim/step.ts';
import { type Challenges, createChallenges } from './cognito/auth/challenge.ts';
import { createTokenMint, type TokenMint } from './cognito/auth/token-mint.ts';
import { createTableStore, type TableStore } from './dynamodb/table-store.ts';
import { type Faults, noFaults } from './faults.ts';
import { createLogStore, type LogStore } from './logs/log-store.ts';
import { createLabParameters, type LabParameters } from './ssm/parameter-store.ts';
import type { TriggerRunner } from './trigger/trigger-runner.ts';

/** The app client with a secret, as servers use one. */
export type AppClient = { readonly id: string; readonly secret: string };

/** The app client without, as browsers and phones use one. */
export type PublicClient = { readonly id: string };

/** The lab's memory. */
export type LabState = {
  pool: Pool;
  trigger: TriggerRunner | null;
  /** Whether the pool calls its trigger: `detach` takes it away, `attach` brings it back. */
  attached: boolean;
  readonly client: AppClient;
  readonly publicClient: PublicClient;
  /** Whose pages may call besides those of this machine. */
  readonly origins: readonly string[];
  readonly region: string;
  readonly parameters: LabParameters;
  readonly tables: TableStore;
  /** What the trigger logged. */
  readonly logs: LogStore;
  /** Where the lab listens; empty until it does. */
  endpoint: string;
  readonly tokens: TokenMint;
  /** Sign-ins that wait for their second half. */
  readonly challenges: Challenges;
  readonly now: () => number;
  readonly onEvents: (events: readonly PoolEvent[]) => void;
  /** Told whenever the pool was replaced. */
  readonly onPool: () => void;
  /** Told of every parameter that somebody wrote over the wire. */
  onParameter: (name: string) => void;
  readonly faults: Faults;
};

/** What a lab is made from; the trigger is set once it runs, since it needs the lab's address. */
export type LabOptions = {
  readonly settings?: Partial<PoolSettings>;
  readonly now: () => number;
  readonly onEvents?: (events: readonly PoolEvent[]) => void;
  readonly onPool?: () => void;
  readonly client?: AppClient;
  readonly publicClient?: PublicClient;
  readonly origins?: readonly string[];
};

/** As a deployment creates the pool: email and phone aliases, case-insensitive. */
const CREATED_POOL: PoolSettings = {
  id: 'us-east-1_signuplab',
  signIn: { kind: 'alias', attributes: ['email', 'phone_number'] },
  caseSensitive: false,
  autoVerified: ['email'],
  verifyBeforeUpdate: ['email', 'phone_number'],
  customAttributes: [],
};

/** A fresh lab: an empty pool, a client with a new secret, nothing in SSM or DynamoDB. */
export function createLabState({
  settings = {},
  now,
  onEvents = () => {},
  onPool = () => {},
  client = { id: newClientId(), secret: randomBytes(26).toString('hex') },
  publicClient = { id: newClientId() },
  origins = [],
}: LabOptions): LabState {
  return {
    pool: createPool({ ...CREATED_POOL, ...settings }),
    trigger: null,
    attached: true,
    client,
    publicClient,
    origins,
    region: 'us-east-1',
    parameters: createLabParameters(now),
    tables: createTableStore(now),
    logs: createLogStore(now),
    endpoint: '',
    tokens: createTokenMint(now),
    challenges: createChallenges(now),
    now,
    onEvents,
    onPool,
    onParameter: () => {},
    faults: noFaults(),
  };
}

function newClientId(): string {
  return randomBytes(13).toString('hex');
}

/** The chance and the time that the model is handed. */
export function givenNow(state: LabState): Supplied {
  return { sub: randomUUID(), code: String(randomInt(1_000_000)).padStart(6, '0'), now: state.now() };
}

/** Takes over what a step of the model led to, and gives its result. */
export function apply<T>(state: LabState, step: Step<T>): Step<T>['result'] {
  const changed = state.pool !== step.pool;
  state.pool = step.pool;
  if (step.events.length > 0) state.onEvents(step.events);
  if (changed) state.onPool();
  return step.result;
}
