/** An app with the construct, deployed by CDK itself: what the article warns of does not happen, and the policy decides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { APP, cdk, writeApp, writePolicies } from './app.ts';

const POOL = `
const userPool = new UserPool(stack, 'Pool', {
  selfSignUpEnabled: true,
  signInAliases: { username: true, email: true, phone: true },
});
const client = userPool.addClient('app', { authFlows: { userPassword: true } });
new SignupGuard(stack, 'Guard', { userPool, policies: 'policies', environment: 'prod' });
new CfnOutput(stack, 'ClientId', { value: client.userPoolClientId });`;

const cognito = new CognitoIdentityProviderClient();
let outputs: Readonly<Record<string, string>>;

beforeAll(() => {
  writePolicies();
  const deployed = cdk(
    writeApp('deployed.ts', POOL),
    'deploy',
    '--require-approval',
    'never',
    '--outputs-file',
    'outputs.json',
  );
  expect(deployed.ok, deployed.output).toBe(true);
  outputs = JSON.parse(readFileSync(join(APP, 'outputs.json'), 'utf8')).Members;
});

describe('a stack of CDK', () => {
  it('confirms and verifies whom the policy approves, and the next one takes nothing', async () => {
    const first = await signUp('first_user');
    const second = await signUp('second_user');

    expect(first.UserConfirmed).toBe(true);
    expect(second.UserConfirmed).toBe(false);
    expect(await verified('first_user')).toBe('true');
    expect(await verified('second_user')).not.toBe('true');
  });
});

function signUp(Username: string) {
  const UserAttributes = [{ Name: 'email', Value: 'first.person@example.com' }];
  return cognito.send(
    new SignUpCommand({ ClientId: outputs['ClientId'], Username, Password: 'Example-Passw0rd!', UserAttributes }),
  );
}

async function verified(Username: string): Promise<string | undefined> {
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: outputs['UserPoolId'], Username }));
  return user.UserAttributes?.find(({ Name }) => Name === 'email_verified')?.Value;
}
