/**
 * `attach` and `detach` as people run them, against moto: its Lambda keeps resource policies, and its Cognito resets what an
 * update leaves out. Its IAM simulates nothing, so whether the function may read the pool cannot be told there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetPolicyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { permissionState } from '../../src/aws/operator/function/resource-policy.ts';
import { type Ran, signupGuard } from '../cli/run.ts';
import { FULL_POOL } from './full-pool.ts';

/** An archive with nothing in it. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
const ENDPOINT = process.env['AWS_ENDPOINT_URL'] ?? '';
const SETTINGS = {
  endpoint: ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

const cognito = new CognitoIdentityProviderClient(SETTINGS);
const lambda = new LambdaClient(SETTINGS);

let role: string;
let pool: { readonly id: string; readonly arn: string };
let guard: string;
let theirs: string;
let state: string;

beforeAll(async () => {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const made = await new IAMClient(SETTINGS).send(
    new CreateRoleCommand({ RoleName: 'attach-commands', AssumeRolePolicyDocument }),
  );
  role = made.Role?.Arn ?? '';
});

let count = 0;

async function createFunction(name: string, Variables: Record<string, string>): Promise<string> {
  const made = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: EMPTY_ZIP },
      Environment: { Variables },
      Publish: true,
    }),
  );
  return made.FunctionArn?.replace(/:\d+$/u, '') ?? '';
}

beforeEach(async () => {
  count += 1;
  state = mkdtempSync(join(tmpdir(), 'attach-'));
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(FULL_POOL));
  pool = { id: UserPool?.Id ?? '', arn: UserPool?.Arn ?? '' };
  await createFunction(`guard-${count}`, { POLICY_PARAMETER: '/signup-guard/dev/policy' });
  const alias = await lambda.send(
    new CreateAliasCommand({ FunctionName: `guard-${count}`, Name: 'live', FunctionVersion: '1' }),
  );
  guard = alias.AliasArn ?? '';
  theirs = await createFunction(`theirs-${count}`, {});
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: theirs,
      StatementId: 'by-hand',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: pool.arn,
    }),
  );
});

afterEach(() => rmSync(state, { recursive: true }));

function run(...words: readonly string[]): Promise<Ran> {
  return signupGuard([...words, '--user-pool-id', pool.id, '--yes', '--json'], {
    env: {
      AWS_ENDPOINT_URL: ENDPOINT,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      XDG_STATE_HOME: state,
    },
  });
}

async function trigger(): Promise<string | undefined> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: pool.id }));
  return UserPool?.LambdaConfig?.PreSignUp;
}

async function permission(): Promise<string> {
  const policy = await lambda
    .send(new GetPolicyCommand({ FunctionName: `guard-${count}`, Qualifier: 'live' }))
    .catch(() => null);
  return permissionState(policy?.Policy ?? null, pool.arn).kind;
}

describe('the commands', () => {
  it('attach, attach again, detach, and detach again', async () => {
    const first = await run('attach', '--function', guard);
    const second = await run('attach', '--function', guard);

    expect([first.exitCode, second.exitCode], first.complaint + second.complaint).toEqual([0, 0]);
    expect(JSON.parse(first.output)).toMatchObject({ changed: true, permission: 'granted' });
    expect(JSON.parse(second.output)).toMatchObject({ changed: false, permission: 'already' });
    expect([await trigger(), await permission()]).toEqual([guard, 'granted']);

    const third = await run('detach');
    const fourth = await run('detach');

    expect([third.exitCode, fourth.exitCode], third.complaint + fourth.complaint).toEqual([0, 0]);
    expect([await trigger(), await permission()]).toEqual([undefined, 'missing']);
  });

  it('bring the former trigger back, and not when it is gone', async () => {
    await cognito.send(new UpdateUserPoolCommand({ UserPoolId: pool.id, LambdaConfig: { PreSignUp: theirs } }));
    await run('attach', '--function', guard, '--replace');
    await run('detach');
    expect(await trigger()).toBe(theirs);

    await run('attach', '--function', guard, '--replace');
    expect(await trigger()).toBe(guard);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: theirs }));
    const ran = await run('detach');

    expect(JSON.parse(ran.output).notes).toEqual([expect.stringMatching(/does not come back: `.*` no longer exists/u)]);
    expect(await trigger()).toBeUndefined();
  });

  it('refuse a function that is no guard, and one that is gone', async () => {
    const other = await run('attach', '--function', theirs);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: `guard-${count}` }));
    const gone = await run('attach', '--function', guard);

    expect(other).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('is not this trigger') });
    expect(gone).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('there is no function') });
    expect(await trigger()).toBeUndefined();
  });

  it('detach when the guard is gone, by the copy', async () => {
    await cognito.send(new UpdateUserPoolCommand({ UserPoolId: pool.id, LambdaConfig: { PreSignUp: theirs } }));
    await run('attach', '--function', guard, '--replace');
    await lambda.send(new DeleteFunctionCommand({ FunctionName: `guard-${count}` }));
    const ran = await run('detach');

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    expect(await trigger()).toBe(theirs);
  });
});
