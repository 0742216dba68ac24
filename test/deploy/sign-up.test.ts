/** The main job on the deployed stack: the article's sign-up, the collision it warns of, and what the log tells. */
import { CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/cli/doctor/examination.ts';
import { signupGuard } from '../cli/run.ts';
import { attributes, type DeployedStack, decisionIn, deployedStack, logLines, signUp } from './people.ts';

const STACK = 'signup-guard-dev';
const EMAIL = 'first.person@example.com';
const PHONE = '+12065550100';
const ROUNDS = 20;

/** A call of the doctor's that the local AWS does not have. */
const BEYOND_THE_LOCAL_AWS = 'Unknown Cognito IDP action: ListUserImportJobs';

const cognito = new CognitoIdentityProviderClient();
let stack: DeployedStack;

beforeAll(async () => {
  stack = await deployedStack(STACK);
});

describe('the deployed stack', () => {
  it('has the outputs that scripts rely on', () => {
    expect(stack.outputs).toMatchObject({
      UserPoolId: expect.stringMatching(/^us-east-1_\w+$/u),
      UserPoolClientId: expect.stringMatching(/^\w+$/u),
      PreSignUpFunctionName: expect.stringContaining('PreSignUpFunction'),
      PolicyParameterName: '/signup-guard/dev/policy',
      DecisionLogGroupName: expect.stringMatching(/.+/u),
    });
  });

  it('published the policy and a secret key', async () => {
    const ssm = new SSMClient();

    const policy = await ssm.send(new GetParameterCommand({ Name: stack.outputs['PolicyParameterName'] }));
    const key = await ssm.send(new GetParameterCommand({ Name: '/signup-guard/dev/hash-key' }));

    expect(JSON.parse(policy.Parameter?.Value ?? '')).toMatchObject({ stack: STACK, publisher: 'deployment' });
    expect(key.Parameter?.Type).toBe('SecureString');
  });

  it('has a pool with aliases, whose trigger is the alias', async () => {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: stack.outputs['UserPoolId'] }));

    expect(UserPool?.AliasAttributes?.toSorted()).toEqual(['email', 'phone_number']);
    expect(UserPool?.UsernameConfiguration?.CaseSensitive).toBe(false);
    expect(UserPool?.LambdaConfig?.PreSignUp).toMatch(/:live$/u);
  });
});

describe('the doctor', () => {
  it('passes the fresh stack, and its notes say what is left to its owner', async () => {
    const { output, complaint } = await signupGuard(
      ['doctor', '--json', '--user-pool-id', stack.outputs['UserPoolId'] ?? ''],
      { env: awsVariables() },
    );
    const findings: readonly Finding[] = JSON.parse(output).findings;
    const found = findings.filter(({ message }) => !message.includes(BEYOND_THE_LOCAL_AWS));

    expect(
      found.filter(({ severity }) => severity !== 'note'),
      complaint,
    ).toEqual([]);
    expect(found.map(({ check }) => check).toSorted()).toEqual(['force-alias-creation', 'no-sms', 'no-waf']);
  });
});

/** What the suite gives to every process. */
function awsVariables(): Readonly<Record<string, string>> {
  const given = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

describe('a sign-up', () => {
  it('is confirmed and verified, and the next one takes nothing', async () => {
    const first = await signUp(stack, 'first_user', EMAIL, PHONE);
    const second = await signUp(stack, 'second_user', EMAIL);

    expect(first.UserConfirmed).toBe(true);
    expect(second.UserSub).toMatch(/.+/u);
    expect(await attributes(stack, 'first_user')).toMatchObject({
      status: 'CONFIRMED',
      enabled: true,
      email_verified: 'true',
      phone_number_verified: 'true',
    });
    expect((await attributes(stack, 'second_user'))['email_verified']).not.toBe('true');
  });

  it('leaves one record each, with nobody named in the log', async () => {
    const lines = await logLines(stack, 2);
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

describe('six sign-ups at once for one address', () => {
  it('leave one verified holder, twenty times over', { timeout: 240_000 }, async () => {
    const rounds: { readonly verified: number; readonly refused: readonly string[] }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await race(round));
    const refusals = rounds.flatMap(({ refused }) => refused);

    expect(rounds.map(({ verified }) => verified)).toEqual(Array.from({ length: ROUNDS }, () => 1));
    expect(refusals.filter((text) => !text.includes('Please try again in a moment'))).toEqual([]);
    process.stdout.write(`${ROUNDS} rounds of six: 1 verified holder each, ${refusals.length} asked to try again\n`);
  });
});

/** Six people sign up at once with one address; says how many hold it verified, and how the others were refused. */
async function race(round: number) {
  const names = Array.from({ length: 6 }, (_, index) => `racer_${round}_${index}`);
  const tries = await Promise.allSettled(names.map((name) => signUp(stack, name, `race.${round}@example.com`)));
  const refused = tries.flatMap((tried) => (tried.status === 'rejected' ? [String(tried.reason)] : []));
  const created = names.filter((_, index) => tries[index]?.status === 'fulfilled');
  const users = await Promise.all(created.map((name) => attributes(stack, name)));
  return { verified: users.filter((user) => user['email_verified'] === 'true').length, refused };
}
