/**
 * Law 11 through the real `sam deploy`, on pools that send SMS, are guarded already, get another owner: whatever is done, the
 * pool calls a function that is there and that it may call, or none. Afterwards a second evaluator judges every request that
 * the stack's roles made.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFunctionArn } from '../../src/aws/operator/function/function-arn.ts';
import { grantInvoke } from '../../src/aws/operator/function/invoke-permission.ts';
import { createPermissionReader } from '../../src/aws/operator/function/permission-reader.ts';
import { createPoolAdmin } from '../../src/aws/operator/pool/pool-admin.ts';
import { differencesBetween, PRE_SIGN_UP } from '../../src/pool/pool-differences.ts';
import { type PoolReading, preSignUpOf } from '../../src/pool/pool-settings.ts';
import { manyDomains } from '../aws/operator/policy/sample-policy.ts';
import { allowedBy } from '../stacks/rights.ts';
import { statementsByRole } from '../stacks/template.ts';
import { inProject, outputs, type Run, reasons, sam, stackStatus } from './project.ts';
import { authorisedFor, resourcesOf } from './resources.ts';

const STACK = 'signup-guard-members';
const OWN = 'signup-guard-own';
const ACCOUNT = '000000000000';
const LARGE = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
    verify: [email]
    acknowledge: Nobody but the tests of this project signs up here.
  - id: many
    when: { emailDomain: [${manyDomains().join(', ')}] }
    then: code
otherwise: code
`;

const cognito = new CognitoIdentityProviderClient();
const lambda = new LambdaClient();
const ssm = new SSMClient();
const mayCall = createPermissionReader(lambda);
const tally: string[] = [];

let id: string;
let other: string;
let theirs: string;
let smsRole: string;
let before: PoolReading;

beforeAll(async () => {
  writePolicy('first');
  cpSync(inProject('policies/dev.yaml'), inProject('policies/own.yaml'));
  expect(sam('build').output).toContain('Build Succeeded');
  smsRole = await makeRole();
  const fn = await lambda.send(
    new GetFunctionCommand({ FunctionName: outputs('signup-guard-dev')['PreSignUpFunctionName'] }),
  );
  theirs = fn.Configuration?.FunctionArn ?? '';
  const pool = await makePool('members', {
    LambdaConfig: { PreSignUp: theirs },
    SmsConfiguration: { SnsCallerArn: smsRole },
  });
  id = pool.id;
  other = (await makePool('others', {})).id;
  const arn = readFunctionArn(theirs);
  expect(arn.ok && (await grantInvoke(lambda, arn.value, pool)).ok).toBe(true);
  before = await read(id);
});

afterAll(() => {
  for (const name of ['members', 'own']) rmSync(inProject(`policies/${name}.yaml`), { force: true });
  process.stdout.write(`${tally.length} cells by \`sam\`: ${tally.join(', ')}\n`);
});

describe('an existing pool that sends SMS', () => {
  it('is refused without its role, by name, and nothing is written', async () => {
    const refused = deploy('ReplaceTrigger=true');

    expect(refused.ok).toBe(false);
    expect(await reasons(STACK)).toContain(`deploy with \`SmsRoleArn=${smsRole}\``);
    await holds('refused for its SMS role');
    expect(differencesBetween(before, await read(id))).toEqual([]);
    expect(await groupsOf(STACK)).toEqual([]);
    expect(remove(STACK).ok).toBe(true);
  });

  it('is guarded with it, by a policy in parts', async () => {
    expect(deploy('ReplaceTrigger=true', `SmsRoleArn=${smsRole}`).output).toContain('Successfully created');

    await holds('attached');
    expect(differencesBetween(before, await read(id)).map(({ path }) => path)).toEqual([PRE_SIGN_UP]);
    expect((await signUp('first')).UserConfirmed).toBe(true);
  });

  it('takes the same policy in parts again', async () => {
    writePolicy('second');
    expect(sam('build').ok).toBe(true);

    expect(deploy('ReplaceTrigger=true', `SmsRoleArn=${smsRole}`).output).toContain('Successfully');
    await holds('deployed again unchanged');
    expect((await signUp('second')).UserConfirmed).toBe(true);
  });

  it('keeps its trigger when its stack is told another pool', async () => {
    const moved = deploy(`UserPoolId=${other}`, 'ReplaceTrigger=true', `SmsRoleArn=${smsRole}`);

    expect(moved.ok).toBe(false);
    expect(await reasons(STACK)).toContain(`this stack guards the pool \`${id}\` and stays with it`);
    expect(await stackStatus(STACK)).toBe('UPDATE_ROLLBACK_COMPLETE');
    await holds('refused another pool');
    expect([preSignUpOf((await read(id)).pool), preSignUpOf((await read(other)).pool)]).toEqual([
      expect.stringMatching(/:live$/u),
      null,
    ]);
  });

  it('is looked at, and a reset is told', async () => {
    const reset = async (PreSignUp?: string) =>
      cognito.send(
        new UpdateUserPoolCommand({
          UserPoolId: id,
          LambdaConfig: PreSignUp === undefined ? {} : { PreSignUp },
          SmsConfiguration: { SnsCallerArn: smsRole },
        }),
      );
    const ours = preSignUpOf((await read(id)).pool) ?? '';

    const well = await look();
    await reset();
    const gone = await look();
    await holds('reset by others');
    await reset(ours);

    expect(well).toBe('attached');
    expect(gone).toContain('calls nobody before sign-up');
    expect(await look()).toBe('attached');
  });

  it('has nothing but the requests that its statements are for, and uses them all', async () => {
    const unused = await judgedAgain();

    // Lambda writes the logs itself; only a roll-back calls a former version, only a refusal has one parameter read alone, and
    // only a policy with limits counts
    const seldom = /write-log|DeploymentVersions|PreSignUpRole\/(?:read-policy 1|count-limits)/u;
    expect(unused.filter((label) => !seldom.test(label))).toEqual([]);
  });

  it('gets its former trigger back when the stack goes', async () => {
    expect(remove(STACK).ok).toBe(true);

    await holds('deleted');
    expect(preSignUpOf((await read(id)).pool)).toBe(theirs);
  });
});

describe('a created pool', () => {
  let pool: string;
  let key: string;

  it('stays with its stack', async () => {
    expect(own().output).toContain('Successfully created');
    pool = outputs(OWN)['UserPoolId'] ?? '';
    key = await keyOf('own');
    await holds('created', pool);

    const moved = own(`UserPoolId=${other}`);

    expect(moved.ok).toBe(false);
    expect(await reasons(OWN)).toContain('this stack guards the pool that it creates and stays with it');
    await holds('refused an existing pool', pool);
    expect(outputs(OWN)['UserPoolClientId']).toMatch(/.+/u);
  });

  it('works without a trigger when the stack is gone', async () => {
    const name = outputs(OWN)['DecisionLogGroupName'];
    expect(remove(OWN).ok).toBe(true);

    await holds('deleted with its pool', pool);
    expect(preSignUpOf((await read(pool)).pool)).toBeNull();
    expect(await groupsOf(OWN)).toContain(name);
    expect(await keyOf('own')).toBe(key);
  });

  it('has a successor with the same key', async () => {
    expect(own().output).toContain('Successfully created');

    await holds('created again', outputs(OWN)['UserPoolId']);
    expect(await keyOf('own')).toBe(key);
    expect(remove(OWN).ok).toBe(true);
    await holds('deleted again', pool);
  });
});

/** The law, for one pool or for those of the first stack. */
async function holds(cell: string, ...pools: readonly (string | undefined)[]): Promise<void> {
  tally.push(cell);
  for (const one of pools.length === 0 ? [id, other] : pools) {
    const { pool } = await read(one ?? '');
    const trigger = preSignUpOf(pool);
    if (trigger !== null) expect(await mayCall(trigger, String(pool['Arn'])), cell).toEqual({ ok: true, value: true });
  }
}

/** Every request of the stack's roles under the template's own statements; returns the statements that none needed. */
async function judgedAgain(): Promise<readonly string[]> {
  const ids = await resourcesOf(STACK);
  const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${ids[name]}`;
  const names = {
    ...ids,
    // A policy names its roles by reference, and here they keep their logical names
    PreSignUpRole: 'PreSignUpRole',
    DeploymentRole: 'DeploymentRole',
    'PreSignUpFunction.Arn': functionArn('PreSignUpFunction'),
    'PreSignUpFunction.Alias': `${functionArn('PreSignUpFunction')}:live`,
    'DeploymentFunction.Arn': functionArn('DeploymentFunction'),
    'ClaimTable.Arn': `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${ids['ClaimTable']}`,
    'LimitTable.Arn': `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${ids['LimitTable']}`,
  };
  const parameters = { Environment: 'members', UserPoolId: id, ReplaceTrigger: 'true', SmsRoleArn: smsRole };
  const unused: string[] = [];
  for (const [role, statements] of statementsByRole({ stack: STACK, parameters, names, account: ACCOUNT })) {
    const requests = authorisedFor(ids[role] ?? '');
    const used = new Set<string>();
    for (const { action, resource, context, allowed } of requests) {
      const by = await allowedBy(statements, { action, resource, context: plain(context) }, ACCOUNT);
      expect([allowed, by.length], `${role} ${action} ${resource}`).toEqual([true, 1]);
      for (const label of by) used.add(label);
    }
    process.stdout.write(`${role}: ${requests.length} requests, all allowed by both\n`);
    unused.push(...statements.map(({ label }) => label).filter((label) => !used.has(label)));
  }
  return unused;
}

/** The two keys that the statements look at. */
function plain(context: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const kept = { 'ssm:overwrite': 'ssm:Overwrite', 'iam:passedtoservice': 'iam:PassedToService' };
  return Object.fromEntries(
    Object.entries(kept).flatMap(([key, name]) => (typeof context[key] === 'string' ? [[name, context[key]]] : [])),
  );
}

async function look(): Promise<string> {
  const { AttachmentCheck: FunctionName } = await resourcesOf(STACK);
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  const payload = JSON.parse(new TextDecoder().decode(answer.Payload));
  return answer.FunctionError === undefined
    ? payload.attached === true
      ? 'attached'
      : 'unknown'
    : payload.errorMessage;
}

function writePolicy(comment: string): void {
  writeFileSync(inProject('policies/members.yaml'), `# ${comment}\n${LARGE}`);
  expect(readFileSync(inProject('policies/members.yaml'), 'utf8')).toContain(comment);
}

async function read(pool: string): Promise<PoolReading> {
  const reading = await createPoolAdmin(cognito).read(pool);
  if (!reading.ok) throw new Error(reading.error);
  return reading.value;
}

async function makePool(PoolName: string, more: Partial<ConstructorParameters<typeof CreateUserPoolCommand>[0]>) {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName,
      AutoVerifiedAttributes: ['email'],
      UserPoolTags: { owner: PoolName },
      ...more,
    }),
  );
  const described = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: UserPool?.Id }));
  return { id: UserPool?.Id ?? '', arn: described.UserPool?.Arn ?? '' };
}

async function makeRole(): Promise<string> {
  const trust = { Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await new IAMClient({}).send(
    new CreateRoleCommand({
      RoleName: 'members-sms',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  return Role?.Arn ?? '';
}

async function signUp(Username: string) {
  const { UserPoolClient } = await cognito.send(new CreateUserPoolClientCommand({ UserPoolId: id, ClientName: 'app' }));
  return cognito.send(
    new SignUpCommand({
      ClientId: UserPoolClient?.ClientId,
      Username,
      Password: 'Sufficient-1-and-long',
      UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
    }),
  );
}

async function keyOf(environment: string): Promise<string> {
  const Name = `/signup-guard/${environment}/hash-key`;
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
  return Parameter?.Value ?? '';
}

/** The decision logs that a stack left or has. */
async function groupsOf(stack: string): Promise<readonly string[]> {
  const { logGroups = [] } = await new CloudWatchLogsClient().send(new DescribeLogGroupsCommand({}));
  const names = logGroups.map(({ logGroupName = '' }) => logGroupName);
  return names.filter((name) => name.includes(stack) && name.includes('PreSignUpLogGroup'));
}

function remove(stack: string): Run {
  return sam('delete', '--stack-name', stack, '--no-prompts', '--region', 'us-east-1');
}

function deploy(...overrides: readonly string[]): Run {
  const pool = overrides.some((override) => override.startsWith('UserPoolId=')) ? [] : [`UserPoolId=${id}`];
  return deployAs(STACK, 'Environment=members', ...pool, ...overrides);
}

function own(...overrides: readonly string[]): Run {
  return deployAs(OWN, 'Environment=own', ...overrides);
}

function deployAs(stack: string, ...overrides: readonly string[]): Run {
  const fixed = ['deploy', '--resolve-s3', '--no-confirm-changeset', '--capabilities', 'CAPABILITY_IAM'];
  return sam(...fixed, '--stack-name', stack, '--parameter-overrides', ...overrides);
}
