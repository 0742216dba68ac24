/** A pool that was there before the stack: the deployment attaches to it, changes nothing else, and leaves as it came. */
import { cpSync, rmSync } from 'node:fs';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetFunctionCommand, GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionArn, readFunctionArn } from '../../src/aws/operator/function/function-arn.ts';
import { grantInvoke } from '../../src/aws/operator/function/invoke-permission.ts';
import { permissionState } from '../../src/aws/operator/function/resource-policy.ts';
import { createPoolAdmin } from '../../src/aws/operator/pool/pool-admin.ts';
import { differencesBetween, PRE_SIGN_UP } from '../../src/pool/pool-differences.ts';
import { type PoolReading, preSignUpOf } from '../../src/pool/pool-settings.ts';
import { inProject, outputs, type Run, reasons, sam } from './project.ts';

const STACK = 'signup-guard-attached';
const lambda = new LambdaClient();
const cognito = new CognitoIdentityProviderClient();

let id: string;
let theirs: string;
let before: PoolReading;

beforeAll(async () => {
  cpSync(inProject('policies/dev.yaml'), inProject('policies/attached.yaml'));
  expect(sam('build').output).toContain('Build Succeeded');
  // Any function that is there: the first stack's own
  const { Configuration } = await lambda.send(
    new GetFunctionCommand({ FunctionName: outputs('signup-guard-dev')['PreSignUpFunctionName'] }),
  );
  theirs = Configuration?.FunctionArn ?? '';
  const created = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: 'members',
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      LambdaConfig: { PreSignUp: theirs },
      UserPoolTags: { owner: 'members' },
    }),
  );
  id = created.UserPool?.Id ?? '';
  const granted = await grantInvoke(lambda, functionArn(theirs), { id, arn: created.UserPool?.Arn ?? '' });
  expect(granted.ok).toBe(true);
  before = await read();
});

afterAll(() => rmSync(inProject('policies/attached.yaml')));

describe('a stack on an existing pool', () => {
  it('is refused by a pool with another trigger', async () => {
    const deployed = deploy();

    expect(deployed.ok).toBe(false);
    expect(await reasons(STACK)).toContain(`already calls \`${theirs}\``);
    expect(differencesBetween(before, await read())).toEqual([]);
    sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1');
  });

  it('takes its place when told, and nothing else changes', async () => {
    const deployed = deploy('ReplaceTrigger=true');
    const after = await read();

    expect(deployed.output).toContain('Successfully created/updated stack');
    expect(differencesBetween(before, after).map(({ path }) => path)).toEqual([PRE_SIGN_UP]);
    expect(preSignUpOf(after.pool)).toMatch(/:live$/u);
  });

  it('may be called by that pool alone, on the alias', async () => {
    const FunctionName = outputs(STACK)['PreSignUpFunctionName'];
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName, Qualifier: 'live' }));

    expect(permissionState(Policy ?? null, String(before.pool['Arn'])).kind).toBe('granted');
  });

  it('decides the sign-ups of that pool', async () => {
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId: id, ClientName: 'app' }),
    );
    const answer = await cognito.send(
      new SignUpCommand({
        ClientId: UserPoolClient?.ClientId,
        Username: 'first',
        Password: 'Sufficient-1-and-long',
        UserAttributes: [{ Name: 'email', Value: 'first.person@example.com' }],
      }),
    );

    expect(answer.UserConfirmed).toBe(true);
  });

  it('gives the pool back as it was when it goes', async () => {
    expect(sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1').ok).toBe(true);

    expect(differencesBetween(before, await read())).toEqual([]);
    expect(preSignUpOf((await read()).pool)).toBe(theirs);
  });
});

describe('a trigger that somebody else set', () => {
  it('outlives the stack', async () => {
    await cognito.send(new UpdateUserPoolCommand({ UserPoolId: id, LambdaConfig: {} }));
    expect(deploy().ok).toBe(true);
    await cognito.send(new UpdateUserPoolCommand({ UserPoolId: id, LambdaConfig: { PreSignUp: theirs } }));

    expect(sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1').ok).toBe(true);

    expect(preSignUpOf((await read()).pool)).toBe(theirs);
  });
});

function functionArn(text: string): FunctionArn {
  const fn = readFunctionArn(text);
  if (!fn.ok) throw new Error(fn.error);
  return fn.value;
}

async function read(): Promise<PoolReading> {
  const reading = await createPoolAdmin(cognito).read(id);
  if (!reading.ok) throw new Error(reading.error);
  return reading.value;
}

function deploy(...overrides: readonly string[]): Run {
  const fixed = ['deploy', '--resolve-s3', '--no-confirm-changeset', '--capabilities', 'CAPABILITY_IAM'];
  // An environment of its own: `dev` belongs to the first stack
  return sam(
    ...fixed,
    '--stack-name',
    STACK,
    '--parameter-overrides',
    'Environment=attached',
    `UserPoolId=${id}`,
    ...overrides,
  );
}
