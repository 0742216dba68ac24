/**
 * Tokens: what they say, who can verify them, and what ends them.
 */
import {
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  DeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, PASSWORD, startLab } from '../lab.ts';
import { EMAIL, labOfAnn, refresh, signIn, tokensOf } from './accounts.ts';

let lab: Awaited<ReturnType<typeof labOfAnn>>;
beforeEach(async () => {
  lab = await labOfAnn();
});
afterEach(() => lab.close());

function getUser(AccessToken: string) {
  return lab.cognito.send(new GetUserCommand({ AccessToken }));
}

function issuer() {
  return `${lab.lab.endpoint}/${lab.state.pool.settings.id}`;
}

describe('tokens', () => {
  it('are verified by whoever asks the issuer for its keys', async () => {
    const document = await (await fetch(`${issuer()}/.well-known/openid-configuration`)).json();
    const keys = createRemoteJWKSet(new URL(document.jwks_uri));
    const { AccessToken, IdToken } = tokensOf(await signIn(lab));
    const verified = (token: string) => jwtVerify(token, keys, { issuer: document.issuer });

    const [access, id] = [(await verified(AccessToken)).payload, (await verified(IdToken)).payload];

    const common = { sub: expect.any(String), iss: issuer(), auth_time: expect.any(Number), jti: expect.any(String) };
    expect(access).toMatchObject({
      ...common,
      token_use: 'access',
      client_id: lab.state.publicClient.id,
      username: 'ann',
      scope: 'aws.cognito.signin.user.admin',
    });
    expect(id).toMatchObject({
      ...common,
      token_use: 'id',
      aud: lab.state.publicClient.id,
      'cognito:username': 'ann',
      email: EMAIL,
      email_verified: true,
    });
    expect(access.exp).toBe((access.iat ?? 0) + 3600);
    expect(id['origin_jti']).toBe(access['origin_jti']);
    expect(decodeProtectedHeader(AccessToken)).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
  });

  it('are of this pool: no other path has keys', async () => {
    expect((await fetch(`${lab.lab.endpoint}/us-east-1_other/.well-known/jwks.json`)).status).toBe(404);
  });

  it('show who somebody is until their hour is over', async () => {
    const { AccessToken } = tokensOf(await signIn(lab));

    expect(await getUser(AccessToken)).toMatchObject({
      Username: 'ann',
      UserAttributes: expect.arrayContaining([{ Name: 'email', Value: EMAIL }]),
    });
    lab.pass(3_600_000);
    expect(await errorOf(getUser(AccessToken))).toEqual({
      name: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });

  it('are taken only from the lab’s own key, and of the right kind', async () => {
    const { IdToken, AccessToken } = tokensOf(await signIn(lab));
    const forged = new SignJWT({ token_use: 'access' }).setProtectedHeader({ alg: 'HS256' });
    const other = await startLab();

    for (const token of [IdToken, `${AccessToken}x`, 'x', await forged.sign(new Uint8Array(32))]) {
      expect(await errorOf(getUser(token))).toEqual({
        name: 'NotAuthorizedException',
        message: 'Invalid Access Token',
      });
    }
    expect(await errorOf(other.cognito.send(new GetUserCommand({ AccessToken })))).toMatchObject({
      message: 'Invalid Access Token',
    });
    await other.close();
  });
});

describe('a sign-in', () => {
  it('is renewed by either call, with the same origin, for thirty days', async () => {
    const { RefreshToken } = tokensOf(await signIn(lab));
    const call = { ClientId: lab.state.publicClient.id, RefreshToken };

    const first = tokensOf(await refresh(lab, RefreshToken));
    const second = await lab.cognito.send(new GetTokensFromRefreshTokenCommand(call));

    expect(await getUser(first.AccessToken)).toMatchObject({ Username: 'ann' });
    expect(first.RefreshToken).toBe('');
    expect(await getUser(second.AuthenticationResult?.AccessToken ?? '')).toMatchObject({ Username: 'ann' });
    lab.pass(30 * 86_400_000);
    expect(await errorOf(refresh(lab, RefreshToken))).toMatchObject({ message: 'Invalid Refresh Token' });
  });

  it('ends by RevokeToken, its access tokens with it', async () => {
    const [one, other] = [tokensOf(await signIn(lab)), tokensOf(await signIn(lab))];
    const revoke = (Token: string) =>
      lab.cognito.send(new RevokeTokenCommand({ ClientId: lab.state.publicClient.id, Token }));

    await revoke(one.RefreshToken);
    await revoke('nothing');

    expect(await errorOf(getUser(one.AccessToken))).toMatchObject({ message: 'Access Token has been revoked' });
    expect(await errorOf(refresh(lab, one.RefreshToken))).toMatchObject({ name: 'NotAuthorizedException' });
    expect(await getUser(other.AccessToken)).toMatchObject({ Username: 'ann' });
  });

  it.each([
    ['GlobalSignOut', (AccessToken: string) => lab.cognito.send(new GlobalSignOutCommand({ AccessToken }))],
    [
      'AdminUserGlobalSignOut',
      () =>
        lab.cognito.send(
          new AdminUserGlobalSignOutCommand({ UserPoolId: lab.state.pool.settings.id, Username: EMAIL }),
        ),
    ],
  ])('ends everywhere by %s, and a new one counts at once', async (_, call) => {
    const [one, other] = [tokensOf(await signIn(lab)), tokensOf(await signIn(lab))];

    await call(one.AccessToken);

    for (const { AccessToken } of [one, other]) {
      expect(await errorOf(getUser(AccessToken))).toMatchObject({ message: 'Access Token has been revoked' });
    }
    expect(await getUser(tokensOf(await signIn(lab)).AccessToken)).toMatchObject({ Username: 'ann' });
  });

  it('ends with the user, and is not that of another of the same name', async () => {
    const { AccessToken, RefreshToken } = tokensOf(await signIn(lab));

    await lab.cognito.send(new DeleteUserCommand({ AccessToken }));
    await lab.signUp('ann', { email: EMAIL });

    expect(await errorOf(getUser(AccessToken))).toMatchObject({ name: 'NotAuthorizedException' });
    expect(await errorOf(refresh(lab, RefreshToken))).toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('does not outlast being disabled', async () => {
    const { AccessToken } = tokensOf(await signIn(lab));
    const target = { UserPoolId: lab.state.pool.settings.id, Username: 'ann' };

    await lab.cognito.send(new AdminDisableUserCommand(target));

    expect(await errorOf(getUser(AccessToken))).toMatchObject({ message: 'User is disabled.' });
  });

  it('lets somebody change their password', async () => {
    const { AccessToken } = tokensOf(await signIn(lab));
    const change = (PreviousPassword: string) =>
      lab.cognito.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: 'Other-horse-2' }));

    expect(await errorOf(change('wrong'))).toMatchObject({ message: 'Incorrect username or password.' });
    await change(PASSWORD);
    expect((await signIn(lab, 'ann', 'Other-horse-2')).AuthenticationResult).toBeDefined();
  });
});
