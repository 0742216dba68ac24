/**
 * The rows of the operators' table: each command that writes, from where it starts, and who or what may come between.
 */
import { createHash } from 'node:crypto';
import { encodePolicy } from '../../../src/policy/manifest.ts';
import { aDocument } from '../../support/policies.ts';
import { GUARD, grant, ID, type PoolWorld, poolWith, THEIRS } from '../pool-world.ts';
import { type Account, policyFile } from './account.ts';
import { CANDIDATE, LIVE } from './soundness.ts';

/** Something that happens to an account from outside. */
export type Event = (account: Account) => void | Promise<void>;

/** A command and its circumstances, by name. */
export type Row = {
  readonly name: string;
  readonly start: Event;
  readonly words: (account: Account) => readonly string[];
  readonly others: Readonly<Record<string, Event>>;
  readonly losses: Readonly<Record<string, Event>>;
  readonly rights: readonly string[];
  /** Beginnings that the command does not expect. */
  readonly disorder: Readonly<Record<string, Event>>;
};

const ATTACH = ['attach', '--user-pool-id', ID, '--function', GUARD, '--yes', '--json'];
const DETACH = ['detach', '--user-pool-id', ID, '--yes', '--json'];

function policyText(domains: readonly string[]): string {
  const rule = { id: 'shut', when: { emailDomain: domains }, then: 'deny' };
  return JSON.stringify({ version: 1, mode: 'enforce', rules: [rule], otherwise: 'code' });
}

/** Enough words that do not compress to need parts beside the manifest. */
const MANY = Array.from(
  { length: 300 },
  (_, index) => `${createHash('sha256').update(`${index}`).digest('hex').slice(0, 40)}.example`,
);

const SMALL = policyText(['example.com']);
const OTHER = policyText(['example.net']);
const LARGE = policyText(MANY);

function callsNow(world: PoolWorld, arn: string | null): void {
  if (world.pool !== null) world.pool = poolWith(arn);
}

const run =
  (...words: readonly string[]): Event =>
  async ({ run: command }) => {
    await command(words);
  };

const inTurn =
  (...events: readonly Event[]): Event =>
  async (account) => {
    for (const event of events) await event(account);
  };

const called =
  (arn: string | null): Event =>
  ({ world }) =>
    callsNow(world, arn);

/** Whole commands of somebody else, as they would have ended. */
const OTHERS: Readonly<Record<string, Event>> = {
  'attaches the guard': ({ world }) => {
    grant(world, GUARD);
    callsNow(world, GUARD);
  },
  'detaches it': ({ world }) => {
    callsNow(world, null);
    world.functions.get('guard')?.policies.clear();
  },
  'sets another trigger': called(THEIRS),
};

const LOSSES: Readonly<Record<string, Event>> = {
  'the guard is gone': ({ world }) => void world.functions.delete('guard'),
  'the other function is gone': ({ world }) => void world.functions.delete('theirs'),
  'both are gone': ({ world }) => world.functions.clear(),
  'the pool is gone': ({ world }) => {
    world.pool = null;
  },
};

const POOL_RIGHTS = [
  'DescribeUserPool',
  'GetUserPoolMfaConfig',
  'UpdateUserPool',
  'GET policy',
  'POST policy',
  'DELETE policy',
  'GET configuration',
  'SimulatePrincipalPolicy',
];

const onPool = { others: OTHERS, losses: LOSSES, rights: POOL_RIGHTS };
const attachOver = [...ATTACH, '--replace'];
const attached = run(...ATTACH);
const attachedOver = inTurn(called(THEIRS), run(...attachOver));

const STORE_RIGHTS = [
  'GetParameter',
  'GetParameterHistory',
  'GetParametersByPath',
  'PutParameter',
  'DeleteParameter',
  'DeleteParameters',
];

function published(parameter: string, domain: string): Event {
  const rules = [{ id: 'theirs', then: 'deny' as const, when: { emailDomain: [domain] } }];
  const { manifest } = encodePolicy(aDocument({ rules }), { stack: 'guard', publisher: 'command-line' });
  return ({ store }) => void store.put(parameter, manifest);
}

const removed =
  (parameter: string): Event =>
  ({ store }) =>
    void store.entries.delete(parameter);

const onStore = {
  others: {
    'pushes another policy': published(LIVE, 'example.org'),
    'pushes another candidate': published(CANDIDATE, 'example.org'),
  },
  losses: {
    'the policy is gone': removed(LIVE),
    'the candidate is gone': removed(CANDIDATE),
    'somebody wrote something else there': ({ store }: Account) => void store.put(LIVE, 'by hand'),
  },
  rights: STORE_RIGHTS,
};

const push =
  (text: string, ...more: readonly string[]) =>
  (account: Account) => [
    'push',
    'prod',
    '--file',
    policyFile(account, 'policy.yaml', text),
    '--yes',
    '--json',
    ...more,
  ];
const pushed =
  (text: string, ...more: readonly string[]): Event =>
  (account) =>
    run(...push(text, ...more)(account))(account);
const twoVersions = inTurn(pushed(SMALL), pushed(OTHER));
const withCandidate = inTurn(pushed(SMALL), pushed(OTHER, '--candidate'));
const nothing: Event = () => {};

/** What changes a pool's trigger. */
export const TRIGGER_ROWS: readonly Row[] = [
  {
    name: 'attach',
    start: nothing,
    words: () => ATTACH,
    ...onPool,
    disorder: { 'after a detach': inTurn(attached, run(...DETACH)), 'over another trigger': called(THEIRS) },
  },
  {
    name: 'attach --replace',
    start: called(THEIRS),
    words: () => attachOver,
    ...onPool,
    disorder: { 'where nothing is replaced': called(null), 'after a detach': inTurn(attachedOver, run(...DETACH)) },
  },
  {
    name: 'attach, permission lost',
    start: inTurn(attached, ({ world }) => world.functions.get('guard')?.policies.clear()),
    words: () => ATTACH,
    ...onPool,
    disorder: { 'the pool was reset': inTurn(attached, called(null)) },
  },
  {
    name: 'detach',
    start: attached,
    words: () => DETACH,
    ...onPool,
    disorder: { 'before any attach': called(null), 'of another trigger': called(THEIRS) },
  },
  {
    name: 'detach, back to the former',
    start: attachedOver,
    words: () => DETACH,
    ...onPool,
    disorder: {
      'the pool was reset': inTurn(attachedOver, called(null)),
      'another took its place': inTurn(attachedOver, called(THEIRS)),
      'attached again elsewhere': inTurn(attachedOver, run(...DETACH), called(GUARD)),
    },
  },
  {
    name: 'detach, without copies',
    start: inTurn(called(GUARD), ({ world }) => grant(world, GUARD)),
    words: () => DETACH,
    ...onPool,
    disorder: { 'the permission was lost': called(GUARD) },
  },
];

/** What publishes a policy. */
export const POLICY_ROWS: readonly Row[] = [
  {
    name: 'push, the first',
    start: nothing,
    words: push(SMALL),
    ...onStore,
    disorder: { 'a candidate came first': pushed(OTHER, '--candidate') },
  },
  {
    name: 'push',
    start: pushed(SMALL),
    words: push(OTHER),
    ...onStore,
    disorder: { 'after a rollback': inTurn(twoVersions, run('rollback', 'prod', '1', '--yes')) },
  },
  {
    name: 'push, in parts',
    start: pushed(SMALL),
    words: push(LARGE),
    ...onStore,
    disorder: { 'the first of all': nothing },
  },
  {
    name: 'push --candidate',
    start: pushed(SMALL),
    words: push(OTHER, '--candidate'),
    ...onStore,
    disorder: { 'before any policy': nothing },
  },
  {
    name: 'rollback',
    start: twoVersions,
    words: () => ['rollback', 'prod', '1', '--yes', '--json'],
    ...onStore,
    disorder: { 'before any policy': nothing, 'to what stands': pushed(SMALL) },
  },
  {
    name: 'promote',
    start: withCandidate,
    words: () => ['promote', 'prod', '--yes', '--json'],
    ...onStore,
    disorder: { 'without a candidate': pushed(SMALL), 'before any policy': pushed(OTHER, '--candidate') },
  },
];
