/**
 * The app client without a secret, as browsers and phones use it, and members that are null.
 */
import { DescribeUserPoolClientCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TriggerEvent } from '../../../src/lab/trigger/trigger-event.ts';
import { errorOf, PASSWORD, signUpInput, startLab, type TestLab } from '../lab.ts';
import { rawRequest } from '../raw-request.ts';

let lab: TestLab;
const asked: TriggerEvent[] = [];
beforeEach(async () => {
  asked.length = 0;
  lab = await startLab({
    name: 'a trigger that listens',
    run: async (event) => {
      asked.push(event as TriggerEvent);
      const flags = { autoConfirmUser: true, autoVerifyEmail: false, autoVerifyPhone: false };
      return { kind: 'flags', flags };
    },
    close: async () => {},
  });
});
afterEach(() => lab.close());

function signUp(change: object = {}) {
  const input = { ClientId: lab.state.publicClient.id, Username: 'ann', Password: PASSWORD, ...change };
  return lab.cognito.send(new SignUpCommand(input));
}

async function posted(call: string, body: object) {
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${call}` };
  const { status, body: text } = await rawRequest(lab.lab.endpoint, 'POST', headers, JSON.stringify(body));
  return { status, answer: JSON.parse(text) };
}

describe('the app client without a secret', () => {
  it('signs somebody up, and the trigger is told its id', async () => {
    expect(await signUp()).toMatchObject({ UserConfirmed: true });

    expect(asked[0]?.callerContext.clientId).toBe(lab.state.publicClient.id);
    expect(lab.state.publicClient.id).not.toBe(lab.state.client.id);
  });

  it('may not send a secret hash', async () => {
    const { id } = lab.state.publicClient;

    expect(await errorOf(signUp({ SecretHash: 'bm8=' }))).toEqual({
      name: 'InvalidParameterException',
      message: `App client ${id} is not configured for secret but secret hash was received`,
    });
  });

  it('is described without one', async () => {
    const input = { UserPoolId: lab.state.pool.settings.id, ClientId: lab.state.publicClient.id };

    const { UserPoolClient } = await lab.cognito.send(new DescribeUserPoolClientCommand(input));

    expect(UserPoolClient).toMatchObject({ ClientId: lab.state.publicClient.id });
    expect(UserPoolClient).not.toHaveProperty('ClientSecret');
  });

  it('leaves the one with a secret its own id in events', async () => {
    await lab.cognito.send(new SignUpCommand(signUpInput(lab.state, 'bob', {})));

    expect(asked[0]?.callerContext.clientId).toBe(lab.state.client.id);
  });
});

describe('a member that is null', () => {
  it('counts as absent, at any depth', async () => {
    const body = {
      ClientId: lab.state.publicClient.id,
      Username: 'ann',
      Password: PASSWORD,
      SecretHash: null,
      UserAttributes: [{ Name: 'nickname', Value: null }],
      ValidationData: null,
      ClientMetadata: { kept: 'yes', dropped: null },
    };

    expect(await posted('SignUp', body)).toMatchObject({ status: 200, answer: { UserConfirmed: true } });
    expect(asked[0]?.request).toMatchObject({ validationData: null, clientMetadata: { kept: 'yes' } });
    expect(asked[0]?.request.clientMetadata).not.toHaveProperty('dropped');
  });

  it('is missed by its name where it is required', async () => {
    const body = { ClientId: lab.state.publicClient.id, Username: null, Password: PASSWORD };

    expect((await posted('SignUp', body)).answer).toEqual({
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value null at 'username' failed to satisfy constraint: Member must not be null",
    });
  });
});

describe('what Cognito itself words', () => {
  it.each([
    ['a user name of 130 characters', 'n'.repeat(130), 'Member must have length less than or equal to 128'],
    [
      'a user name with a blank',
      'ann example',
      'Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
    ],
  ])('refuses %s', async (_, Username, constraint) => {
    expect(await errorOf(signUp({ Username }))).toEqual({
      name: 'InvalidParameterException',
      message: `1 validation error detected: Value at 'username' failed to satisfy constraint: ${constraint}`,
    });
  });

  it.each([undefined, ''])('refuses a sign-up whose password is %j', async (Password) => {
    expect(await errorOf(signUp({ Password }))).toEqual({
      name: 'InvalidParameterException',
      message: "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    });
    expect(asked).toEqual([]);
  });

  it('names a member of a list by its place', async () => {
    const body = { ClientId: lab.state.publicClient.id, Username: 'ann', Password: PASSWORD, UserAttributes: [{}] };

    expect((await posted('SignUp', body)).answer.message).toContain("at 'userAttributes.1.member.name'");
  });
});
