/** `attach` and `detach` as people run them: processes, real SDK clients, a pool that resets what an update leaves out. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawObject } from '../../src/core/json.ts';
import { preSignUpOf } from '../../src/deployment/pool-settings.ts';
import { type JsonServer, type Operation, startJsonServer } from '../aws/json-server.ts';
import { updatedPool } from '../deployment/random-pool.ts';
import { type Ran, signupGuard } from './run.ts';

const ID = 'us-east-1_EXAMPLE';
const GUARD = 'arn:aws:lambda:us-east-1:123456789012:function:guard:live';
const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:theirs';
const FUNCTIONS = '/2015-03-31/functions/*';

const STATEMENT = {
  Sid: `signup-guard-${ID}`,
  Effect: 'Allow',
  Principal: { Service: 'cognito-idp.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Condition: { ArnLike: { 'AWS:SourceArn': `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}` } },
};

let server: JsonServer;
let state: string;
let pool: RawObject;
let granted: unknown[];
let spoiled: boolean;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'attach-'));
  pool = poolWith(null);
  granted = [];
  spoiled = false;
  server = await startJsonServer(operations());
});

afterEach(async () => {
  await server.close();
  await rm(state, { recursive: true });
});

function poolWith(preSignUp: string | null): RawObject {
  return {
    Id: ID,
    Name: 'members',
    Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}`,
    UserPoolTier: 'PLUS',
    MfaConfiguration: 'ON',
    UserPoolTags: { owner: 'members' },
    LambdaConfig:
      preSignUp === null ? { PostConfirmation: THEIRS } : { PostConfirmation: THEIRS, PreSignUp: preSignUp },
  };
}

function operations(): Readonly<Record<string, Operation>> {
  const missing = { error: 'ResourceNotFoundException', status: 404 };
  return {
    DescribeUserPool: () => ({ body: { UserPool: pool } }),
    GetUserPoolMfaConfig: () => ({ body: { MfaConfiguration: pool['MfaConfiguration'] } }),
    UpdateUserPool: (request) => {
      const { UserPoolTags: _, ...rest } = request;
      pool = updatedPool(pool, spoiled ? rest : request);
      spoiled = false;
      return { body: {} };
    },
    [`GET ${FUNCTIONS}/policy`]: () =>
      granted.length === 0 ? missing : { body: { Policy: JSON.stringify({ Statement: [STATEMENT] }) } },
    [`POST ${FUNCTIONS}/policy`]: (input, path) => {
      granted.push({ path, sourceArn: input['SourceArn'], sourceAccount: input['SourceAccount'] });
      return { body: {} };
    },
    [`DELETE ${FUNCTIONS}/policy/*`]: () => {
      granted.pop();
      return { body: {} };
    },
    [`GET ${FUNCTIONS}/configuration`]: (_input, path) => ({
      body: path.includes('guard')
        ? { Environment: { Variables: { POLICY_PARAMETER: '/signup-guard/dev/policy' } } }
        : {},
    }),
  };
}

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
    expect(pool).toEqual({ ...poolWith(GUARD) });
    expect(granted).toEqual([
      {
        path: expect.stringMatching(/guard\/policy\?Qualifier=live$/u),
        sourceArn: pool['Arn'],
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
    pool = poolWith(THEIRS);

    expect(await attach('--yes')).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`--replace`') });
    expect(preSignUpOf(pool)).toBe(THEIRS);
    expect(await attach('--yes', '--replace')).toMatchObject({ exitCode: 0 });
    expect(preSignUpOf(pool)).toBe(GUARD);
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
    granted.pop();

    expect(await attach()).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('permission for this pool'),
    });
    expect(granted).toEqual([]);
    expect(await attach('--yes')).toMatchObject({ exitCode: 0, output: expect.stringContaining('was granted') });
  });

  it('fails with the copy when settings had to be put back', async () => {
    spoiled = true;
    const ran = await attach('--yes');

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toMatch(
      /`UserPoolTags\.owner`.*every setting was put back; the settings before are in `.*json`/u,
    );
    expect(pool).toEqual(poolWith(null));
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
    expect(pool).toEqual(poolWith(null));
    expect(granted).toEqual([]);
  });

  it('brings the former trigger back from the copy', async () => {
    pool = poolWith(THEIRS);
    await attach('--yes', '--replace');
    const ran = await detach('--yes', '--json');

    expect(JSON.parse(ran.output)).toEqual({ userPoolId: ID, function: THEIRS, changed: true, dryRun: false });
    expect(pool).toEqual(poolWith(THEIRS));
  });

  it('knows ours without a copy', async () => {
    pool = poolWith(GUARD);

    expect(await detach('--yes')).toMatchObject({ exitCode: 0 });
    expect(preSignUpOf(pool)).toBeNull();
  });

  it('leaves a trigger of somebody else', async () => {
    pool = poolWith(THEIRS);

    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining(`say \`--function ${THEIRS}\``) });
    expect(preSignUpOf(pool)).toBe(THEIRS);
  });

  it('has nothing to do on a pool without one', async () => {
    expect(await detach()).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing to change') });
  });

  it('refuses to guess without a terminal', async () => {
    pool = poolWith(GUARD);

    expect(await detach()).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`--yes`') });
    expect(preSignUpOf(pool)).toBe(GUARD);
  });
});
