/**
 * The real SDK client against the lab: Cognito's calls, their answers and errors by name.
 */
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { federatedSignIn } from '../../src/lab/attempts.ts';
import { createArticleRunner } from '../../src/lab/trigger/article-trigger.ts';
import { errorOf, PASSWORD, signUpInput, startLab, type TestLab } from './lab.ts';

const EMAIL = 'ann@example.com';
const PHONE = '+12065550100';

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => {
  await lab.close();
});

function userPool() {
  return lab.state.pool.settings.id;
}

function lastCode() {
  const sent = lab.events.filter((event) => event.kind === 'code-sent').at(-1);
  return sent?.code ?? '';
}

function caller(userName: string) {
  const { client } = lab.state;
  return { ClientId: client.id, Username: userName, SecretHash: secretHash(userName, client.id, client.secret) };
}

function getUser(userName: string) {
  return lab.cognito.send(new AdminGetUserCommand({ UserPoolId: userPool(), Username: userName }));
}

async function flagOf(userName: string, name = 'email_verified') {
  return (await getUser(userName)).UserAttributes?.find((entry) => entry.Name === name)?.Value;
}

async function signIn(userName: string) {
  const { client } = lab.state;
  const AuthParameters = { USERNAME: userName, PASSWORD, SECRET_HASH: caller(userName).SecretHash };
  const input = { ClientId: client.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  return (await lab.cognito.send(new InitiateAuthCommand(input))).AuthenticationResult?.AccessToken ?? '';
}

describe('signing up by code', () => {
  it('leaves the user unconfirmed until the code is typed', async () => {
    const answer = await lab.cognito.send(new SignUpCommand(signUpInput(lab.state, 'ann', { email: EMAIL })));

    expect(answer).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    await lab.cognito.send(new ConfirmSignUpCommand({ ...caller('ann'), ConfirmationCode: lastCode() }));
    expect(await getUser('ann')).toMatchObject({ UserStatus: 'CONFIRMED', Enabled: true });
    expect(await flagOf('ann')).toBe('true');
  });

  it('replaces the code by a new one', async () => {
    await lab.signUp('ann', { email: EMAIL });
    const first = lastCode();

    await lab.cognito.send(new ResendConfirmationCodeCommand(caller('ann')));
    const typed = lab.cognito.send(new ConfirmSignUpCommand({ ...caller('ann'), ConfirmationCode: `${first}0` }));

    expect(await errorOf(typed)).toMatchObject({ name: 'CodeMismatchException' });
  });

  it('names a taken user name', async () => {
    await lab.signUp('ann', { email: EMAIL });

    expect(await errorOf(lab.signUp('ann', {}))).toEqual({
      name: 'UsernameExistsException',
      message: 'User already exists',
    });
  });
});

describe('the app client', () => {
  it.each([
    ['no hash', { SecretHash: undefined }, 'NotAuthorizedException'],
    ['a wrong hash', { SecretHash: 'bm8=' }, 'NotAuthorizedException'],
    ['another client', { ClientId: 'unknown' }, 'ResourceNotFoundException'],
  ])('is refused with %s', async (_, change, name) => {
    const input = { ...signUpInput(lab.state, 'ann', {}), ...change };

    expect(await errorOf(lab.cognito.send(new SignUpCommand(input)))).toMatchObject({ name });
  });

  it('is described with its secret', async () => {
    const { client } = lab.state;
    const input = { UserPoolId: userPool(), ClientId: client.id };

    const answer = await lab.cognito.send(new DescribeUserPoolClientCommand(input));

    expect(answer.UserPoolClient).toMatchObject({ ClientId: client.id, ClientSecret: client.secret });
  });
});

describe("the article's trigger", () => {
  beforeEach(() => {
    lab.state.trigger = createArticleRunner();
  });

  it('confirms and verifies what was typed', async () => {
    const answer = await lab.signUp('ann', { email: EMAIL, phone_number: PHONE });

    expect(answer.UserConfirmed).toBe(true);
    expect([await flagOf('ann'), await flagOf('ann', 'phone_number_verified')]).toEqual(['true', 'true']);
  });

  it('takes the alias from whoever holds it', async () => {
    await lab.signUp('ann', { email: EMAIL });
    await lab.signUp('bob', { email: EMAIL });

    expect((await getUser(EMAIL)).Username).toBe('bob');
    expect(await flagOf('ann')).toBe('false');
  });
});

describe('administrators', () => {
  it('create users and are refused a held alias', async () => {
    const create = (Username: string, ForceAliasCreation: boolean) =>
      lab.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: userPool(),
          Username,
          ForceAliasCreation,
          UserAttributes: [
            { Name: 'email', Value: EMAIL },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      );

    expect((await create('ann', false)).User).toMatchObject({ Username: 'ann', UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(await errorOf(create('bob', false))).toMatchObject({ name: 'UsernameExistsException' });
    expect((await create('bob', true)).User?.Username).toBe('bob');
    expect(await flagOf('ann')).toBe('false');
  });

  it('confirm, change, disable and delete', async () => {
    await lab.signUp('ann', { email: EMAIL });
    const target = { UserPoolId: userPool(), Username: 'ann' };
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];

    await lab.cognito.send(new AdminConfirmSignUpCommand(target));
    await lab.cognito.send(new AdminUpdateUserAttributesCommand({ ...target, UserAttributes }));
    await lab.cognito.send(new AdminDisableUserCommand(target));

    expect(await getUser(EMAIL)).toMatchObject({ Username: 'ann', Enabled: false, UserStatus: 'CONFIRMED' });
    await lab.cognito.send(new AdminDeleteUserCommand(target));
    expect(await errorOf(getUser('ann'))).toEqual({ name: 'UserNotFoundException', message: 'User does not exist.' });
  });

  it('are refused in another pool', async () => {
    const call = lab.cognito.send(new AdminGetUserCommand({ UserPoolId: 'us-east-1_other', Username: 'ann' }));

    expect(await errorOf(call)).toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the pool', () => {
  it('lists users by filter, page by page', async () => {
    for (const name of ['ann', 'bob', 'cat']) await lab.signUp(name, { email: EMAIL });
    const input = { UserPoolId: userPool(), Filter: `email = "${EMAIL}"`, Limit: 2 };

    const first = await lab.cognito.send(new ListUsersCommand(input));
    const second = await lab.cognito.send(new ListUsersCommand({ ...input, PaginationToken: first.PaginationToken }));

    expect([...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)).toEqual([
      'ann',
      'bob',
      'cat',
    ]);
    expect(second.PaginationToken).toBeUndefined();
    expect(first.Users?.[0]?.UserCreateDate).toBeInstanceOf(Date);
  });

  it('fails a page with a user who lacks a wanted attribute (F3.9)', async () => {
    await lab.signUp('ann', { email: EMAIL });
    const input = { UserPoolId: userPool(), AttributesToGet: ['email_verified'] };

    expect(await errorOf(lab.cognito.send(new ListUsersCommand(input)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('describes itself', async () => {
    const { UserPool } = await lab.cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPool() }));

    expect(UserPool).toMatchObject({
      AliasAttributes: ['email', 'phone_number'],
      UsernameConfiguration: { CaseSensitive: false },
    });
  });
});

describe('a signed-in user', () => {
  it('proves a second address by code', async () => {
    lab.state.trigger = createArticleRunner();
    await lab.signUp('ann', { email: EMAIL });
    await lab.cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: userPool(),
        Username: 'ann',
        UserAttributes: [{ Name: 'phone_number', Value: PHONE }],
      }),
    );
    const token = { AccessToken: await signIn(EMAIL), AttributeName: 'phone_number' };

    await lab.cognito.send(new GetUserAttributeVerificationCodeCommand(token));
    await lab.cognito.send(new VerifyUserAttributeCommand({ ...token, Code: lastCode() }));

    expect(await flagOf('ann', 'phone_number_verified')).toBe('true');
  });

  it('is told nothing of who exists', async () => {
    expect(await errorOf(signIn('nobody'))).toEqual({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });
});

it('the lab signs in through an identity provider', async () => {
  const profile = { provider: 'Corp', id: '7', attributes: new Map([['email', EMAIL]]) };

  await federatedSignIn(lab.state, profile);

  expect(await getUser('corp_7')).toMatchObject({ UserStatus: 'EXTERNAL_PROVIDER' });
});
