/**
 * The pools that a lab can be started with, and the attributes of their schema.
 */
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  DescribeUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { POOL_KINDS, poolKindOf, signInOf } from '../../../src/lab/cognito/pool-kinds.ts';
import { errorOf, signUpInput, startLab, type TestLab } from '../lab.ts';

const EMAIL = 'ann@example.com';
const UNKNOWN = 'Attributes did not conform to the schema: custom:plan: Attribute does not exist in the schema.\n';

let lab: TestLab;
afterEach(() => lab.close());

function target(Username: string) {
  return { UserPoolId: lab.state.pool.settings.id, Username };
}

describe('a pool whose user name is the email', () => {
  it('makes the user name itself, and takes an address once', async () => {
    lab = await startLab(null, { settings: { signIn: signInOf('username') } });

    const { UserSub } = await lab.signUp(EMAIL, {});

    expect(await lab.cognito.send(new AdminGetUserCommand(target(EMAIL)))).toMatchObject({ Username: UserSub });
    expect(await errorOf(lab.signUp(EMAIL, {}))).toEqual({
      name: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    });
    expect(await errorOf(lab.signUp('ann', {}))).toMatchObject({ message: 'Username should be an email.' });
  });

  it('describes itself as one', async () => {
    lab = await startLab(null, { settings: { signIn: signInOf('username') } });

    const { UserPool } = await lab.cognito.send(new DescribeUserPoolCommand(target('')));

    expect(UserPool).toMatchObject({ UsernameAttributes: ['email'] });
    expect(UserPool).not.toHaveProperty('AliasAttributes');
  });
});

it('the lab takes an email as a user name where there are no aliases', async () => {
  lab = await startLab(null, { settings: { signIn: signInOf('plain') } });

  await lab.signUp(EMAIL, { email: EMAIL });

  expect(await lab.cognito.send(new AdminGetUserCommand(target(EMAIL)))).toMatchObject({ Username: EMAIL });
});

it.each(POOL_KINDS)('the lab tells the kind of a pool that is %s', async (kind) => {
  lab = await startLab(null, { settings: { signIn: signInOf(kind) } });

  expect(poolKindOf(lab.state.pool.settings.signIn)).toBe(kind);
});

describe('the schema', () => {
  it.each([
    [
      'SignUp',
      () =>
        lab.cognito.send(new SignUpCommand(signUpInput(lab.state, 'bob', { 'custom:team': 'a', 'custom:plan': 'b' }))),
    ],
    [
      'AdminCreateUser',
      () =>
        lab.cognito.send(
          new AdminCreateUserCommand({ ...target('bob'), UserAttributes: [{ Name: 'custom:plan', Value: 'b' }] }),
        ),
    ],
    [
      'AdminUpdateUserAttributes',
      () =>
        lab.cognito.send(
          new AdminUpdateUserAttributesCommand({
            ...target('ann'),
            UserAttributes: [{ Name: 'custom:plan', Value: 'b' }],
          }),
        ),
    ],
  ])('the lab refuses in %s what it does not declare', async (_, call) => {
    lab = await startLab(null, { settings: { customAttributes: ['custom:team'] } });
    await lab.signUp('ann', { 'custom:team': 'sales' });

    expect(await errorOf(call())).toEqual({ name: 'InvalidParameterException', message: UNKNOWN });
  });

  it('is described with what was declared', async () => {
    lab = await startLab(null, { settings: { customAttributes: ['custom:team'] } });

    const { UserPool } = await lab.cognito.send(new DescribeUserPoolCommand(target('')));

    expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['email', 'custom:team']),
    );
  });
});
