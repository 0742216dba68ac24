/** `attach` and `detach` as people run them: processes, real SDK clients, a pool that resets what an update leaves out. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preSignUpOf } from '../../src/pool/pool-settings.ts';
import { type JsonServer, startJsonServer } from '../aws/json-server.ts';
import { GUARD, ID, operationsOf, type PoolWorld, poolWith, THEIRS } from './pool-world.ts';
import { type Ran, signupGuard } from './run.ts';

let server: JsonServer;
let state: string;
let world: PoolWorld;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'attach-'));
  world = { pool: poolWith(null), granted: [], spoiled: false };
  server = await startJsonServer(operationsOf(world));
});

afterEach(async () => {
  await server.close();
  await rm(state, { recursive: true });
});

function run(...words: readonly string[]): Promise<Ran> {
  return signupGuard(words, {
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

function detach(...words: readonly string[]): Promise<Ran> {
  return run('detach', '--user-pool-id', ID, ...words);
}

describe('attach', () => {
  it('sets the trigger, grants the alias, keeps a copy', async () => {
    const ran = await attach('--yes', '--json');

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    const report = JSON.parse(ran.output);
    expect(report).toMatchObject({ former: null, changed: true, dryRun: false, permission: 'granted' });
    expect(world.pool).toEqual({ ...poolWith(GUARD) });
    expect(world.granted).toEqual([
      {
        path: expect.stringMatching(/guard\/policy\?Qualifier=live$/u),
        sourceArn: world.pool['Arn'],
        sourceAccount: '123456789012',
      },
    ]);
    const copy = JSON.parse(await readFile(report.savedCopy, 'utf8'));
    expect(copy).toMatchObject({ function: GUARD, former: null, before: { pool: poolWith(null) } });
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
    expect(server.calls.filter((call) => !/^(?:Describe|Get|GET )/u.test(call))).toEqual([]);
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
    expect(preSignUpOf(world.pool)).toBe(THEIRS);
    expect(await attach('--yes', '--replace')).toMatchObject({ exitCode: 0 });
    expect(preSignUpOf(world.pool)).toBe(GUARD);
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
    world.granted.pop();

    expect(await attach()).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('permission for this pool'),
    });
    expect(world.granted).toEqual([]);
    expect(await attach('--yes')).toMatchObject({ exitCode: 0, output: expect.stringContaining('was granted') });
  });

  it('fails with the copy when settings had to be put back', async () => {
    world.spoiled = true;
    const ran = await attach('--yes');

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toMatch(
      /`UserPoolTags\.owner`.*every setting was put back; the settings before are in `.*json`/u,
    );
    expect(world.pool).toEqual(poolWith(null));
  });

  it('refuses a version for a function', async () => {
    const ran = await run('attach', '--user-pool-id', ID, '--function', GUARD.replace('live', '7'), '--yes');

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('version `7`') });
    expect(server.calls).toEqual([]);
  });
});

describe('detach', () => {
  it('removes ours and its permission', async () => {
    await attach('--yes');
    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 0, output: `${ID} calls nobody before sign-up\n` });
    expect(world.pool).toEqual(poolWith(null));
    expect(world.granted).toEqual([]);
  });

  it('brings the former trigger back from the copy', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--yes', '--replace');
    const ran = await detach('--yes', '--json');

    expect(JSON.parse(ran.output)).toEqual({ userPoolId: ID, function: THEIRS, changed: true, dryRun: false });
    expect(world.pool).toEqual(poolWith(THEIRS));
  });

  it('knows ours without a copy', async () => {
    world.pool = poolWith(GUARD);

    expect(await detach('--yes')).toMatchObject({ exitCode: 0 });
    expect(preSignUpOf(world.pool)).toBeNull();
  });

  it('leaves a trigger of somebody else', async () => {
    world.pool = poolWith(THEIRS);

    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining(`say \`--function ${THEIRS}\``) });
    expect(preSignUpOf(world.pool)).toBe(THEIRS);
  });

  it('has nothing to do on a pool without one', async () => {
    expect(await detach()).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing to change') });
  });

  it('refuses to guess without a terminal', async () => {
    world.pool = poolWith(GUARD);

    expect(await detach()).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`--yes`') });
    expect(preSignUpOf(world.pool)).toBe(GUARD);
  });
});
