/**
 * A pool with a pre sign-up function of its own, as the article has it: the guard is put in front, first observing and then
 * enforcing, and goes again. The function verifies whatever is typed, so it takes addresses away from their holders.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateFunctionCommand, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionArn, readFunctionArn } from '../../src/aws/operator/function/function-arn.ts';
import { grantInvoke } from '../../src/aws/operator/function/invoke-permission.ts';
import { createPoolAdmin } from '../../src/aws/operator/pool/pool-admin.ts';
import { preSignUpOf } from '../../src/pool/pool-settings.ts';
import { decisionIn, logLines } from './people.ts';
import { inProject, outputs, type Run, reasons, sam } from './project.ts';
import { zipOf } from './zip.ts';

const STACK = 'signup-guard-companion';
const POLICY = 'policies/companion.yaml';
const lambda = new LambdaClient();
const cognito = new CognitoIdentityProviderClient();

/** The local AWS calls every error of a function `Runtime.HandlerError`, which is a crash: its words are `test/faults`'s. */
const LOCAL_REFUSAL = 'Please try again in a moment';

/** The article's trigger, and a refusal of its own. */
const FORMER = `export const handler = async (event) => {
  const { email = '' } = event.request.userAttributes;
  if (email.endsWith('@rival.example.com')) throw new Error('Only colleagues may sign up');
  event.response = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };
  return event;
};`;

let pool: UserPoolType;
let former: string;
let client: string;

beforeAll(async () => {
  write('observe');
  expect(sam('build').output).toContain('Build Succeeded');
  // any role that is there: the first stack's own
  const { Configuration } = await lambda.send(
    new GetFunctionCommand({ FunctionName: outputs('signup-guard-dev')['PreSignUpFunctionName'] }),
  );
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'former-trigger',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: Configuration?.Role,
      Code: { ZipFile: zipOf('index.mjs', FORMER) },
    }),
  );
  former = created.FunctionArn ?? '';
  const made = await cognito.send(
    new CreateUserPoolCommand({ PoolName: 'theirs', AliasAttributes: ['email'], LambdaConfig: { PreSignUp: former } }),
  );
  pool = made.UserPool ?? {};
  const granted = await grantInvoke(lambda, functionArn(former), { id: pool.Id ?? '', arn: pool.Arn ?? '' });
  expect(granted.ok).toBe(true);
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: pool.Id, ClientName: 'app' }),
  );
  client = UserPoolClient?.ClientId ?? '';
  expect(await signUp('owner', 'ann@example.com')).toBe(true);
});

afterAll(() => rmSync(inProject(POLICY), { force: true }));

describe('a pool with a function of its own', () => {
  it('is refused, and the refusal names the two parameters that keep the function', async () => {
    expect(deploy().ok).toBe(false);
    expect(await reasons(STACK)).toContain(`ReplaceTrigger=true CompanionFunctionArn=${former}`);
    sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1');
  });

  it('is refused a companion that is not there, with its trigger as it was', async () => {
    expect(deploy('ReplaceTrigger=true', `CompanionFunctionArn=${former}-gone`).ok).toBe(false);
    expect(await reasons(STACK)).toContain(`\`${former}-gone\` does not exist`);
    expect(await trigger()).toBe(former);
    sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1');
  });

  it('goes on as before behind a guard that observes, and the log tells what would change', async () => {
    const deployed = deploy('ReplaceTrigger=true', `CompanionFunctionArn=${former}`);
    expect(deployed.output).toContain('Successfully created/updated stack');
    expect(await trigger()).toMatch(/:live$/u);

    expect(await signUp('second', 'ann@example.com')).toBe(true);
    expect(await signUp('rival', 'bob@rival.example.com')).toContain(LOCAL_REFUSAL);

    const [moved, refused] = await decisions(2);
    expect(moved).toMatchObject({
      applied: false,
      outcome: 'code',
      reason: 'collision',
      withheld: [{ attribute: 'email', because: 'held' }],
      companion: { outcome: 'approve', verified: ['email'] },
    });
    expect(refused).toMatchObject({ applied: false, companion: { outcome: 'unavailable', verified: [] } });
  });

  it('keeps addresses with their holders once the guard enforces, and refuses where the function does', async () => {
    write('enforce');
    expect(sam('build').output).toContain('Build Succeeded');
    expect(deploy('ReplaceTrigger=true', `CompanionFunctionArn=${former}`).ok).toBe(true);

    expect(await signUp('third', 'ann@example.com')).toBe(false);
    expect(await signUp('fourth', 'carol@example.com')).toBe(true);
    expect(await signUp('rival', 'bob@rival.example.com')).toContain(LOCAL_REFUSAL);

    expect((await decisions(5)).slice(2)).toMatchObject([
      { applied: true, outcome: 'code', reason: 'collision', companion: { outcome: 'approve', verified: ['email'] } },
      { applied: true, outcome: 'approve', reason: 'rule', companion: { outcome: 'approve', verified: ['email'] } },
      { applied: true, outcome: 'deny', reason: 'companion-unavailable', companion: { outcome: 'unavailable' } },
    ]);
  });

  it('calls its own function again when the stack goes', async () => {
    expect(sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1').ok).toBe(true);

    expect(await trigger()).toBe(former);
    expect(await signUp('last', 'dora@example.com')).toBe(true);
  });
});

function write(mode: 'observe' | 'enforce'): void {
  const dev = readFileSync(inProject('policies/dev.yaml'), 'utf8');
  writeFileSync(inProject(POLICY), dev.replace(/^mode: \w+/mu, `mode: ${mode}`));
}

/** Whether the user is confirmed at once, or the sentence of the refusal. */
async function signUp(Username: string, email: string): Promise<boolean | string> {
  const UserAttributes = [{ Name: 'email', Value: email }];
  try {
    const answer = await cognito.send(
      new SignUpCommand({ ClientId: client, Username, Password: 'Example-Passw0rd!', UserAttributes }),
    );
    return answer.UserConfirmed === true;
  } catch (error) {
    return String(error);
  }
}

async function decisions(expected: number): Promise<readonly Record<string, unknown>[]> {
  const lines = await logLines({ outputs: outputs(STACK), secret: '' }, expected);
  process.stdout.write(`${lines.filter((line) => line.includes('"sign-up decision"')).join('\n')}\n`);
  return lines.flatMap(decisionIn);
}

async function trigger(): Promise<string | null> {
  const reading = await createPoolAdmin(cognito).read(pool.Id ?? '');
  if (!reading.ok) throw new Error(reading.error);
  return preSignUpOf(reading.value.pool);
}

function functionArn(text: string): FunctionArn {
  const fn = readFunctionArn(text);
  if (!fn.ok) throw new Error(fn.error);
  return fn.value;
}

function deploy(...overrides: readonly string[]): Run {
  const fixed = ['deploy', '--resolve-s3', '--no-confirm-changeset', '--capabilities', 'CAPABILITY_IAM'];
  const given = ['Environment=companion', `UserPoolId=${pool.Id}`, ...overrides];
  return sam(...fixed, '--stack-name', STACK, '--parameter-overrides', ...given);
}
