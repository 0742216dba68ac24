/**
 * A pool that another stack owns, by the snippet of docs/infrastructure.md: the guard stands beside it, what is set by hand goes
 * with the owner's next update, what the owner sets stays, and the guard's stack does not go while its ARN is imported. That it
 * does not go while it is called is `test/stacks`': the local AWS deletes what a resource rests on that would not go.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPermissionReader } from '../../src/aws/operator/function/permission-reader.ts';
import { createPoolAdmin } from '../../src/aws/operator/pool/pool-admin.ts';
import type { Finding } from '../../src/cli/doctor/examination.ts';
import { differencesBetween } from '../../src/pool/pool-differences.ts';
import { type PoolReading, preSignUpOf } from '../../src/pool/pool-settings.ts';
import { signupGuard } from '../cli/run.ts';
import { inProject, outputs, type Run, reasons, required, sam, stackStatus } from './project.ts';
import { resourcesOf } from './resources.ts';

const STACK = 'signup-guard-owned';
const OWNER = 'members-owner';
const PAGE = readFileSync(join(import.meta.dirname, '../../docs/infrastructure.md'), 'utf8');
const [, SNIPPET = ''] = /## CloudFormation and SAM\n\n```yaml\n(.*?)```/su.exec(PAGE) ?? [];

const cognito = new CognitoIdentityProviderClient();
const lambda = new LambdaClient();
const mayCall = createPermissionReader(lambda);

let id: string;
let before: PoolReading;
let people = 0;

beforeAll(async () => {
  cpSync(inProject('policies/dev.yaml'), inProject('policies/owned.yaml'));
  expect(sam('build').output).toContain('Build Succeeded');
  expect(owner({ length: 8, trigger: false }).output).toContain('Successfully created/updated');
  id = (await resourcesOf(OWNER))['Members'] ?? '';
  before = await read();
});

afterAll(() => {
  for (const name of ['policies/owned.yaml', 'owner.yaml']) rmSync(inProject(name), { force: true });
});

describe('a pool of another stack', () => {
  it('is not touched by a guard beside it', async () => {
    expect(guard('AttachTrigger=false').output).toContain('Successfully created/updated');

    expect(differencesBetween(before, await read())).toEqual([]);
    expect(outputs(STACK)['PreSignUpFunctionArn']).toMatch(/:live$/u);
    expect(await mayCall(outputs(STACK)['PreSignUpFunctionArn'] ?? '', String(before.pool['Arn']))).toEqual({
      ok: true,
      value: true,
    });
    expect(await look()).toContain('whoever owns the pool sets `LambdaConfig.PreSignUp`');
    expect(await doctor()).toContainEqual(['owner-not-attached', 'danger']);
    expect(await signUp()).toBe(false);
    told('AttachTrigger=false, before the owner');
  });

  it('loses what is set by hand at its next update, and that is noticed', async () => {
    const ARN = outputs(STACK)['PreSignUpFunctionArn'] ?? '';
    const attached = await signupGuard(['attach', '--user-pool-id', id, '--function', ARN, '--yes'], {
      env: { ...awsVariables(), HOME: inProject() },
    });
    expect(attached.exitCode, attached.complaint).toBe(0);
    expect([await look(), await signUp()]).toEqual(['attached', true]);

    expect(owner({ length: 10, trigger: false }).ok).toBe(true);

    expect(preSignUpOf((await read()).pool)).toBeNull();
    expect(await look()).toContain('calls nobody before sign-up');
    expect(await signUp()).toBe(false);
    told('set by hand, then the owner updated');
  });

  it('calls the guard when its owner sets it from the output, and keeps it through its updates', async () => {
    expect(owner({ length: 10, trigger: true }).output).toContain('Successfully created/updated');
    expect([await look(), await signUp()]).toEqual(['attached', true]);
    expect(await doctor()).toContainEqual(['owner-attached', 'note']);

    expect(owner({ length: 12, trigger: true }).ok).toBe(true);

    expect([await look(), await signUp()]).toEqual(['attached', true]);
    told('set by the owner, then updated by the owner');
  });

  it('keeps its trigger while the guard is turned on and off again', async () => {
    const state = await read();

    expect(guard('AttachTrigger=true').output).toContain('Successfully created/updated');
    expect(differencesBetween(state, await read())).toEqual([]);
    expect(guard('AttachTrigger=false').output).toContain('Successfully created/updated');

    expect(differencesBetween(state, await read())).toEqual([]);
    expect(await look()).toBe('attached');
  });

  it('keeps the guard from going while its owner imports the ARN', async () => {
    expect(remove().ok).toBe(false);

    expect(await stackStatus(STACK)).toMatch(/^UPDATE_COMPLETE$/u);
    expect([await look(), await signUp()]).toEqual(['attached', true]);
    told('deletion refused for the import');
  });

  it('works without the guard when its owner has let go', async () => {
    expect(owner({ length: 14, trigger: false }).ok).toBe(true);
    expect(remove().ok).toBe(true);

    expect(preSignUpOf((await read()).pool)).toBeNull();
    expect(await signUp()).toBe(false);
    told('let go, then deleted');
  });
});

describe('a stack that creates its pool', () => {
  it('does not leave the trigger to somebody else', async () => {
    const deployed = deployAs('signup-guard-nobodys', 'Environment=owned', 'AttachTrigger=false');

    expect(deployed.ok).toBe(false);
    expect(await reasons('signup-guard-nobodys')).toContain(
      '`AttachTrigger=false` is for a pool that somebody else owns',
    );
    sam('delete', '--stack-name', 'signup-guard-nobodys', '--no-prompts', '--region', 'us-east-1');
  });
});

/** The owner's stack, with another setting of its own to change and the snippet's trigger or none. */
function owner({ length, trigger }: { readonly length: number; readonly trigger: boolean }): Run {
  const members = SNIPPET.replace('signup-guard-prod', STACK);
  const [head = '', config = ''] = members.split(/(?= {4}LambdaConfig:)/u);
  const own = `    AutoVerifiedAttributes: [email]\n    Policies: { PasswordPolicy: { MinimumLength: ${length} } }\n`;
  const resource = `${head}${own}${trigger ? config : ''}`.replaceAll(/^/gmu, '  ').trimEnd();
  writeFileSync(inProject('owner.yaml'), `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${resource}\n`);
  return sam('deploy', '--template-file', inProject('owner.yaml'), '--stack-name', OWNER, ...FIXED);
}

const FIXED = ['--resolve-s3', '--no-confirm-changeset', '--capabilities', 'CAPABILITY_IAM'];

function guard(attach: string): Run {
  return deployAs(STACK, 'Environment=owned', `UserPoolId=${id}`, attach);
}

function deployAs(stack: string, ...overrides: readonly string[]): Run {
  return sam('deploy', ...FIXED, '--stack-name', stack, '--parameter-overrides', ...overrides);
}

function remove(): Run {
  return sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1');
}

async function read(): Promise<PoolReading> {
  const reading = await createPoolAdmin(cognito).read(id);
  if (!reading.ok) throw new Error(reading.error);
  return reading.value;
}

async function look(): Promise<string> {
  const { AttachmentCheck: FunctionName } = await resourcesOf(STACK);
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  const payload = JSON.parse(new TextDecoder().decode(Payload));
  return FunctionError === undefined && payload.attached === true ? 'attached' : payload.errorMessage;
}

async function doctor(): Promise<readonly (readonly [string, string])[]> {
  const { output } = await signupGuard(['doctor', '--json', '--user-pool-id', id], { env: awsVariables() });
  const findings: readonly Finding[] = JSON.parse(output).findings;
  return findings.map(({ check, severity }) => [check, severity] as const);
}

/** Whether somebody new is confirmed at once, which only the guard does. */
async function signUp(): Promise<boolean> {
  people += 1;
  const { UserPoolClient } = await cognito.send(new CreateUserPoolClientCommand({ UserPoolId: id, ClientName: 'app' }));
  const answer = await cognito.send(
    new SignUpCommand({
      ClientId: UserPoolClient?.ClientId,
      Username: `person${people}`,
      Password: 'Sufficient-1-and-long',
      UserAttributes: [{ Name: 'email', Value: `person.${people}@example.com` }],
    }),
  );
  return answer.UserConfirmed === true;
}

function awsVariables(): Readonly<Record<string, string>> {
  const given = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    AWS_REGION: required('AWS_REGION'),
  };
}

/** A line of the transcript. */
function told(step: string): void {
  process.stdout.write(`owner: ${step}\n`);
}
