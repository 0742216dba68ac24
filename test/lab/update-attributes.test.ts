/**
 * UpdateUserAttributes over the wire, with the real SDK.
 */
import {
  AdminGetUserCommand,
  InitiateAuthCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { createArticleRunner } from '../../src/lab/trigger/article-trigger.ts';
import { errorOf, PASSWORD, startLab, type TestLab } from './lab.ts';

const EMAIL = 'ann@example.com';

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => {
  await lab.close();
});

function lastCode() {
  const sent = lab.events.filter((event) => event.kind === 'code-sent').at(-1);
  return sent?.code ?? '';
}

async function emailOf(Username: string) {
  const found = await lab.cognito.send(new AdminGetUserCommand({ UserPoolId: lab.state.pool.settings.id, Username }));
  return found.UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
}

async function signIn(USERNAME: string) {
  const { id, secret } = lab.state.client;
  const AuthParameters = { USERNAME, PASSWORD, SECRET_HASH: secretHash(USERNAME, id, secret) };
  const input = { ClientId: id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  return (await lab.cognito.send(new InitiateAuthCommand(input))).AuthenticationResult?.AccessToken ?? '';
}

describe('a signed-in user who changes an address', () => {
  it('keeps the old one until the code proves the new', async () => {
    lab.state.trigger = createArticleRunner();
    await lab.signUp('ann', { email: EMAIL });
    const AccessToken = await signIn('ann');

    const answer = await lab.cognito.send(
      new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: 'new@example.com' }] }),
    );

    expect(answer.CodeDeliveryDetailsList).toMatchObject([{ AttributeName: 'email', Destination: 'n***@e***' }]);
    expect(await emailOf('ann')).toBe(EMAIL);
    await lab.cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: lastCode() }));
    expect(await emailOf('ann')).toBe('new@example.com');
  });

  it('is nobody without a token', async () => {
    const call = new UpdateUserAttributesCommand({ AccessToken: 'x', UserAttributes: [] });

    expect(await errorOf(lab.cognito.send(call))).toMatchObject({ name: 'NotAuthorizedException' });
  });
});
