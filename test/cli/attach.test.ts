/** `attach` as people run it: processes, real SDK clients, a pool that resets what an update leaves out. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preSignUpOf } from '../../src/pool/pool-settings.ts';
import { type JsonServer, startJsonServer } from '../aws/json-server.ts';
import { signupGuardHere } from './in-process.ts';
import {
  GUARD,
  ID,
  operationsOf,
  type PoolWorld,
  poolWith,
  poolWorld,
  SID,
  statementFor,
  statementsOf,
  THEIRS,
} from './pool-world.ts';
import type { Ran } from './run.ts';

let server: JsonServer;
let state: string;
let world: PoolWorld;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'attach-'));
  world = poolWorld();
  server = await startJsonServer(operationsOf(world));
});

afterEach(async () => {
  await server.close();
  await rm(state, { recursive: true });
});

function run(...words: readonly string[]): Promise<Ran> {
  return signupGuardHere(words, {
    env: {
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      XDG_STATE_HOME: state,
    },
  });
}

function attach(...words: readonly string[]): Promise<Ran> {
  return run('attach', '--user-pool-id', ID, '--function', GUARD, ...words);
}

describe('attach', () => {
  it('sets the trigger, grants the alias, keeps a copy', async () => {
    const ran = await attach('--yes', '--json');

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    const report = JSON.parse(ran.output);
    expect(report).toMatchObject({ former: null, changed: true, dryRun: false, permission: 'granted' });
    expect(world.pool).toEqual({ ...poolWith(GUARD) });
    expect(statementsOf(world, GUARD)).toEqual([statementFor(SID)]);
    const copy = JSON.parse(await readFile(report.savedCopy, 'utf8'));
    expect(copy).toMatchObject({ madeBy: 'attach', function: GUARD, former: null, before: { pool: poolWith(null) } });
    expect(copy.restore.updateUserPool).toMatchObject({
      UserPoolId: ID,
      PoolName: 'members',
      UserPoolTags: { owner: 'members' },
    });
  });

  it('shows the change and writes nothing in a dry run', async () => {
    const ran = await attach('--dry-run');

    expect(ran.exitCode).toBe(0);
    expect(ran.output).toMatch(/LambdaConfig\.PreSignUp\n.*- \(none\).*\n.*\+ arn:aws:lambda.*guard:live/u);
    expect(ran.output).toContain('permission for this pool alone');
    expect(server.calls.filter((call) => !/^(?:Describe|Get|Simulate|GET )/u.test(call))).toEqual([]);
    expect(await readdir(state)).toEqual([]);
  });

  it('refuses to guess without a terminal', async () => {
    const ran = await attach();

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toMatch(/\+ arn:aws:lambda.*guard:live.*there is no terminal to ask on, so say `--yes`/su);
    expect(server.calls).not.toContain('UpdateUserPool');
  });

  it('refuses another trigger unless told', async () => {
    world.pool = poolWith(THEIRS);

    expect(await attach('--yes')).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`--replace`') });
    expect(preSignUpOf(world.pool ?? {})).toBe(THEIRS);
    expect(await attach('--yes', '--replace')).toMatchObject({ exitCode: 0 });
    expect(preSignUpOf(world.pool ?? {})).toBe(GUARD);
  });

  it('does nothing twice', async () => {
    await attach('--yes');
    const ran = await attach('--json');

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    expect(JSON.parse(ran.output)).toMatchObject({ changed: false, permission: 'already', savedCopy: null });
    expect(server.calls.filter((call) => call === 'UpdateUserPool')).toHaveLength(1);
  });

  it('asks before it grants a permission that is missing', async () => {
    await attach('--yes');
    world.functions.get('guard')?.policies.clear();

    expect(await attach()).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('permission for this pool'),
    });
    expect(statementsOf(world, GUARD)).toEqual([]);
    expect(await attach('--yes')).toMatchObject({ exitCode: 0, output: expect.stringContaining('was granted') });
  });

  it('leaves no permission behind when settings had to be put back', async () => {
    world.spoiled = true;
    const ran = await attach('--yes');

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toMatch(/`UserPoolTags\.owner`.*every setting was put back/u);
    expect(world.pool).toEqual(poolWith(null));
    expect(statementsOf(world, GUARD)).toEqual([]);
  });

  it('refuses a version for a function', async () => {
    const ran = await run('attach', '--user-pool-id', ID, '--function', GUARD.replace('live', '7'), '--yes');

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('version `7`') });
    expect(server.calls).toEqual([]);
  });
});

describe('attach refuses before it writes', () => {
  it.each<readonly [string, (world: PoolWorld) => void, RegExp]>([
    [
      'a function that is not there',
      ({ functions }) => functions.delete('guard'),
      /there is no function `.*guard:live`/u,
    ],
    [
      'a function that is not this trigger',
      (it) => Object.assign(it.functions.get('guard') ?? {}, { configuration: {} }),
      /is not this trigger/u,
    ],
    [
      'a pool that the function may not read',
      (it) => Object.assign(it, { denied: ['cognito-idp:ListUsers'] }),
      /may not call `cognito-idp:ListUsers` on .*allow it to `arn:aws:iam::123456789012:role\/guard`/u,
    ],
    [
      'a function whose policy may deny the call',
      (it) =>
        it.functions.get('guard')?.policies.set('live', new Map([['no', { ...statementFor('no'), Effect: 'Deny' }]])),
      /cannot be told: statements of its resource policy may deny it \(`no`\)/u,
    ],
  ])('%s', async (_, spoil, complaint) => {
    spoil(world);
    const ran = await attach('--yes');

    expect(ran).toMatchObject({ exitCode: 1, output: '', complaint: expect.stringMatching(complaint) });
    expect(world.pool).toEqual(poolWith(null));
    expect(
      server.calls.filter((call) => /^(?:Update|Set|POST|DELETE)/u.test(call) && call !== 'SimulatePrincipalPolicy'),
    ).toEqual([]);
  });

  it.each([
    ['region', GUARD.replace('us-east-1', 'eu-west-1'), /is in eu-west-1, the pool in us-east-1/u],
    ['partition', GUARD.replace('arn:aws:', 'arn:aws-cn:'), /another partition/u],
    ['account', GUARD.replace('123456789012', '210987654321'), /of account 210987654321, the pool of 123456789012/u],
  ])('a function of another %s', async (_, arn, complaint) => {
    const ran = await run('attach', '--user-pool-id', ID, '--function', arn, '--yes');

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringMatching(complaint) });
    expect(server.calls).toEqual(['DescribeUserPool', 'GetUserPoolMfaConfig']);
  });
});

describe('attach where rights cannot be told', () => {
  it.each(['SimulatePrincipalPolicy', 'GET configuration'])('without %s warns and goes on', async (call) => {
    world.forbidden.add(call);
    const ran = await attach('--yes');

    expect(ran).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('note: '),
    });
    expect(ran.output).toMatch(/AccessDeniedException.*whether the function may read the pool cannot be told/u);
    expect(preSignUpOf(world.pool ?? {})).toBe(GUARD);
  });
});
