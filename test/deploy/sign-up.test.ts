/** The main job on the deployed stack: the article's sign-up, the collision it warns of, and what the log tells. */
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from 'vitest';
import { outputs } from './project.ts';

const STACK = 'signup-guard-dev';
const EMAIL = 'first.person@example.com';
const PHONE = '+12065550100';

const cognito = new CognitoIdentityProviderClient();
let stack: Readonly<Record<string, string>>;
let secret: string;

beforeAll(async () => {
  stack = outputs(STACK);
  const described = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: stack['UserPoolId'], ClientId: stack['UserPoolClientId'] }),
  );
  secret = described.UserPoolClient?.ClientSecret ?? '';
});

describe('the deployed stack', () => {
  it('has the outputs that scripts rely on', () => {
    expect(stack).toMatchObject({
      UserPoolId: expect.stringMatching(/^us-east-1_\w+$/u),
      UserPoolClientId: expect.stringMatching(/^\w+$/u),
      PreSignUpFunctionName: expect.stringContaining('PreSignUpFunction'),
      PolicyParameterName: '/signup-guard/dev/policy',
      DecisionLogGroupName: expect.stringMatching(/.+/u),
    });
  });

  it('published the policy and a secret key', async () => {
    const ssm = new SSMClient();

    const policy = await ssm.send(new GetParameterCommand({ Name: stack['PolicyParameterName'] }));
    const key = await ssm.send(new GetParameterCommand({ Name: '/signup-guard/dev/hash-key' }));

    expect(JSON.parse(policy.Parameter?.Value ?? '')).toMatchObject({ stack: STACK, publisher: 'deployment' });
    expect(key.Parameter?.Type).toBe('SecureString');
  });

  it('has a pool with aliases, whose trigger is the alias', async () => {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: stack['UserPoolId'] }));

    expect(UserPool?.AliasAttributes?.toSorted()).toEqual(['email', 'phone_number']);
    expect(UserPool?.UsernameConfiguration?.CaseSensitive).toBe(false);
    expect(UserPool?.LambdaConfig?.PreSignUp).toMatch(/:live$/u);
  });
});

describe('a sign-up', () => {
  it('is confirmed and verified, and the next one takes nothing', async () => {
    const first = await signUp('first_user', EMAIL, PHONE);
    const second = await signUp('second_user', EMAIL);

    expect(first.UserConfirmed).toBe(true);
    expect(second.UserSub).toMatch(/.+/u);
    expect(await attributes('first_user')).toMatchObject({
      status: 'CONFIRMED',
      enabled: true,
      email_verified: 'true',
      phone_number_verified: 'true',
    });
    expect((await attributes('second_user'))['email_verified']).not.toBe('true');
  });

  it('leaves one record each, with nobody named in the log', async () => {
    const lines = await logLines(2);
    const records = lines.flatMap(decisionIn);

    expect(records.map((record) => [record['outcome'], record['reason']])).toEqual([
      ['approve', 'rule'],
      ['code', expect.stringMatching(/collision|claimed/u)],
    ]);
    expect(records[0]?.['response']).toEqual({ autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true });
    expect(records[0]?.['subject']).toMatchObject({ email: expect.stringMatching(/^h:/u), emailDomain: 'example.com' });
    for (const name of [EMAIL, PHONE, 'first.person', 'first_user', 'second_user', '5550100'])
      expect(lines.join('\n')).not.toContain(name);
  });
});

function signUp(username: string, email: string, phone?: string) {
  const ClientId = stack['UserPoolClientId'];
  const phoneAttribute = phone === undefined ? [] : [{ Name: 'phone_number', Value: phone }];
  return cognito.send(
    new SignUpCommand({
      ClientId,
      SecretHash: createHmac('sha256', secret).update(`${username}${ClientId}`).digest('base64'),
      Username: username,
      Password: 'Example-Passw0rd!',
      UserAttributes: [{ Name: 'email', Value: email }, ...phoneAttribute],
    }),
  );
}

async function attributes(Username: string): Promise<Record<string, unknown>> {
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: stack['UserPoolId'], Username }));
  const values = (user.UserAttributes ?? []).map(({ Name, Value }) => [String(Name), Value] as const);
  return { ...Object.fromEntries(values), status: user.UserStatus, enabled: user.Enabled };
}

/** Every line of the decision log, once it holds as many decisions as expected. */
async function logLines(expected: number): Promise<readonly string[]> {
  const logs = new CloudWatchLogsClient();
  for (let tries = 0; tries < 40; tries += 1) {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: stack['DecisionLogGroupName'] }));
    const lines = (events ?? []).map((event) => event.message ?? '');
    if (lines.flatMap(decisionIn).length >= expected) return lines;
    await pause(250);
  }
  throw new Error(`the log holds fewer than ${expected} decisions`);
}

function decisionIn(line: string): readonly Record<string, unknown>[] {
  const start = line.indexOf('{');
  if (start < 0 || !line.includes('"sign-up decision"')) return [];
  return [JSON.parse(line.slice(start)).decision];
}
