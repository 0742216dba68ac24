/**
 * Signing in: what each flow takes and refuses, and the challenge of a temporary password.
 */
import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  type AuthFlowType,
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '../../../src/identity/secret-hash.ts';
import { errorOf, PASSWORD } from '../lab.ts';
import { EMAIL, invite, labOfAnn, refresh, signIn, tokensOf } from './accounts.ts';

let lab: Awaited<ReturnType<typeof labOfAnn>>;
beforeEach(async () => {
  lab = await labOfAnn();
});
afterEach(() => lab.close());

const WRONG = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const OVER = { name: 'NotAuthorizedException', message: 'Invalid session for the user, session is expired.' };

function pool() {
  return lab.state.pool.settings.id;
}

function begin(AuthFlow: string, AuthParameters: Record<string, string> = {}) {
  const input = { ClientId: lab.state.publicClient.id, AuthFlow: AuthFlow as AuthFlowType, AuthParameters };
  return lab.cognito.send(new InitiateAuthCommand(input));
}

function answer(ChallengeName: string, ChallengeResponses: Record<string, string>, Session?: string) {
  const named = { ClientId: lab.state.publicClient.id, ChallengeName: ChallengeName as ChallengeNameType };
  return lab.cognito.send(new RespondToAuthChallengeCommand({ ...named, ChallengeResponses, Session }));
}

describe('by password', () => {
  it.each(['ann', EMAIL, 'ANN'])('lets in by %s', async (name) => {
    const { AuthenticationResult, ChallengeName } = await signIn(lab, name);

    expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
    expect(ChallengeName).toBeUndefined();
  });

  it.each([
    ['a wrong password', 'ann', 'wrong'],
    ['nobody', 'nobody', PASSWORD],
  ])('refuses %s alike', async (_, name, password) => {
    expect(await errorOf(signIn(lab, name, password))).toEqual(WRONG);
  });

  it('refuses somebody who is not confirmed', async () => {
    lab.state.trigger = null;
    await lab.signUp('bob', {});

    expect(await errorOf(signIn(lab, 'bob'))).toEqual({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
  });
});

describe('a flow', () => {
  it.each([
    ['USER_AUTH', 'USER_AUTH flow not enabled for this client'],
    ['CUSTOM_AUTH', 'CUSTOM_AUTH flow not enabled for this client'],
    ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported: ADMIN_USER_PASSWORD_AUTH'],
  ])('that is not served is refused by its name: %s', async (flow, message) => {
    expect(await errorOf(begin(flow))).toEqual({ name: 'InvalidParameterException', message });
  });

  it('that nobody knows is refused with those that there are', async () => {
    const { name, message } = await errorOf(begin('MAGIC'));

    expect(name).toBe('InvalidParameterException');
    expect(message).toContain(
      "at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [USER_SRP",
    );
  });

  it.each([
    ['USER_PASSWORD_AUTH', { USERNAME: 'ann' }, 'PASSWORD'],
    ['USER_PASSWORD_AUTH', { PASSWORD }, 'USERNAME'],
    ['USER_SRP_AUTH', { USERNAME: 'ann' }, 'SRP_A'],
    ['REFRESH_TOKEN_AUTH', {}, 'REFRESH_TOKEN'],
  ])('%s says what it misses of %j', async (flow, given, missing) => {
    expect(await errorOf(begin(flow, { ...given } as Record<string, string>))).toEqual({
      name: 'InvalidParameterException',
      message: `Missing required parameter ${missing}`,
    });
  });

  it.each(['0', 'no number', '0'.repeat(2000)])('by SRP takes no client number %j', async (SRP_A) => {
    expect(await errorOf(begin('USER_SRP_AUTH', { USERNAME: 'ann', SRP_A }))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('asks somebody who does not exist as anybody, the same each time', async () => {
    const asked = () => begin('USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: 'abcdef' });
    const [first, second] = [(await asked()).ChallengeParameters, (await asked()).ChallengeParameters];

    expect(first).toMatchObject({ USER_ID_FOR_SRP: expect.stringMatching(/^[0-9a-f-]{36}$/u) });
    expect([first?.['SALT'], first?.['USER_ID_FOR_SRP']]).toEqual([second?.['SALT'], second?.['USER_ID_FOR_SRP']]);
    const proof = { USERNAME: 'nobody', PASSWORD_CLAIM_SECRET_BLOCK: first?.['SECRET_BLOCK'] ?? '' };
    expect(await errorOf(answer('PASSWORD_VERIFIER', proof))).toEqual(WRONG);
  });

  it('by SRP takes one answer to a challenge, within three minutes', async () => {
    const asked = async () =>
      (await begin('USER_SRP_AUTH', { USERNAME: 'ann', SRP_A: 'abcdef' })).ChallengeParameters?.['SECRET_BLOCK'] ?? '';
    const proof = (block: string) =>
      answer('PASSWORD_VERIFIER', { USERNAME: 'ann', PASSWORD_CLAIM_SECRET_BLOCK: block });
    const [first, second] = [await asked(), await asked()];

    expect(await errorOf(proof(first))).toEqual(WRONG);
    expect(await errorOf(proof(first))).toEqual(OVER);
    lab.pass(3 * 60_000);
    expect(await errorOf(proof(second))).toEqual(OVER);
  });

  it.each(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'constructor'])('sets no challenge %s', async (name) => {
    const { message } = await errorOf(answer(name, { USERNAME: 'ann' }));

    expect(message).toContain(`no challenge ${name}`);
  });
});

describe('an invited user', () => {
  const NEW = 'Chosen-horse-3';

  it('chooses a password before there are tokens, and may add attributes', async () => {
    await invite(lab);
    const asked = await signIn(lab, 'bob', 'Temporary-1');
    const chosen = { USERNAME: 'bob', NEW_PASSWORD: NEW, 'userAttributes.name': 'Bob' };

    expect(asked).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    expect(asked.AuthenticationResult).toBeUndefined();
    expect(JSON.parse(asked.ChallengeParameters?.['userAttributes'] ?? '')).toHaveProperty('sub');
    const done = await answer('NEW_PASSWORD_REQUIRED', chosen, asked.Session);

    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    const user = await lab.cognito.send(new AdminGetUserCommand({ UserPoolId: pool(), Username: 'bob' }));
    expect(user).toMatchObject({ UserStatus: 'CONFIRMED' });
    expect(user.UserAttributes).toContainEqual({ Name: 'name', Value: 'Bob' });
    expect((await signIn(lab, 'bob', NEW)).AuthenticationResult).toBeDefined();
    expect(await errorOf(answer('NEW_PASSWORD_REQUIRED', chosen, asked.Session))).toEqual(OVER);
  });

  it.each([
    ['a password that the rules refuse', { USERNAME: 'bob', NEW_PASSWORD: 'short' }, 'InvalidPasswordException'],
    [
      'an attribute that is not theirs to set',
      { USERNAME: 'bob', NEW_PASSWORD: NEW, 'userAttributes.email_verified': 'true' },
      'NotAuthorizedException',
    ],
    ['the session of another', { USERNAME: 'ann', NEW_PASSWORD: NEW }, 'NotAuthorizedException'],
  ])('is refused with %s, and nothing changes', async (_, given, name) => {
    await invite(lab);
    const before = lab.state.pool;
    const { Session } = await signIn(lab, 'bob', 'Temporary-1');

    expect(
      await errorOf(answer('NEW_PASSWORD_REQUIRED', { ...given } as Record<string, string>, Session)),
    ).toMatchObject({
      name,
    });
    expect(lab.state.pool).toBe(before);
  });

  it('has seven days, and again after the invitation was sent again', async () => {
    await invite(lab);
    lab.pass(7 * 86_400_000 + 1);

    expect(await errorOf(signIn(lab, 'bob', 'Temporary-1'))).toMatchObject({
      message: 'Temporary password has expired and must be reset by an administrator.',
    });
    await invite(lab, { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' });
    expect(await signIn(lab, 'bob', 'Temporary-2')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('has a password made up where none was given', async () => {
    await invite(lab, { TemporaryPassword: undefined });

    expect(await signIn(lab, 'bob', lab.state.pool.users.get('bob')?.password ?? '')).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
    expect(await errorOf(invite(lab, { Username: 'ann', MessageAction: 'RESEND' }))).toEqual({
      name: 'UnsupportedUserStateException',
      message: 'Resend not possible. ann status is not FORCE_CHANGE_PASSWORD',
    });
  });
});

describe('an administrator', () => {
  it.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const)('signs somebody in by %s', async (AuthFlow) => {
    await invite(lab);
    const { id, secret } = lab.state.client;
    const SECRET_HASH = secretHash('bob', id, secret);
    const target = { UserPoolId: pool(), ClientId: id };

    const asked = await lab.cognito.send(
      new AdminInitiateAuthCommand({
        ...target,
        AuthFlow,
        AuthParameters: { USERNAME: 'bob', PASSWORD: 'Temporary-1', SECRET_HASH },
      }),
    );
    const done = await lab.cognito.send(
      new AdminRespondToAuthChallengeCommand({
        ...target,
        ChallengeName: asked.ChallengeName,
        Session: asked.Session,
        ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: 'Chosen-horse-3', SECRET_HASH },
      }),
    );

    expect(done.AuthenticationResult?.IdToken).toBeDefined();
  });

  it('sets a password for good', async () => {
    const input = { UserPoolId: pool(), Username: 'ann', Password: 'Chosen-horse-3', Permanent: true };
    await lab.cognito.send(new AdminSetUserPasswordCommand(input));

    expect((await signIn(lab, 'ann', 'Chosen-horse-3')).AuthenticationResult).toBeDefined();
    expect(await errorOf(signIn(lab))).toEqual(WRONG);
  });
});

describe('a client with a secret', () => {
  it('renews tokens with the hash of the user’s own name', async () => {
    const { id, secret } = lab.state.client;
    const hash = (name: string) => secretHash(name, id, secret);
    const begun = await lab.cognito.send(
      new InitiateAuthCommand({
        ClientId: id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: EMAIL, PASSWORD, SECRET_HASH: hash(EMAIL) },
      }),
    );
    const { RefreshToken } = tokensOf(begun);
    const renew = (SECRET_HASH: string) =>
      lab.cognito.send(
        new InitiateAuthCommand({
          ClientId: id,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH },
        }),
      );

    expect((await renew(hash('ann'))).AuthenticationResult?.RefreshToken).toBeUndefined();
    expect(await errorOf(renew(hash('bob')))).toMatchObject({
      message: `Unable to verify secret hash for client ${id}`,
    });
    expect(await errorOf(refresh(lab, RefreshToken))).toMatchObject({ message: 'Invalid Refresh Token' });
  });
});
