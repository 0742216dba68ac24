/**
 * Questions about Cognito, each put to a fresh pool. A probe gives what it saw; a refusal is seen by its name.
 */
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { caller, holder, PASSWORD, signIn, signUp, user, verify } from './calls.ts';
import type { Probe, World } from './world.ts';

const EMAIL = 'ann@example.com';

async function createWithEmail(world: World, name: string, ForceAliasCreation: boolean) {
  const UserAttributes = [
    { Name: 'email', Value: EMAIL },
    { Name: 'email_verified', Value: 'true' },
  ];
  const input = { UserPoolId: world.poolId, Username: name, UserAttributes, ForceAliasCreation };
  return world.cognito.send(new AdminCreateUserCommand({ ...input, MessageAction: 'SUPPRESS' }));
}

/** The questions. */
export const COGNITO_PROBES: readonly Probe[] = [
  {
    name: 'SignUp leaves a user unconfirmed and says where the code went',
    ask: async (world) => {
      const { UserConfirmed, CodeDeliveryDetails } = await signUp(world, 'ann', { email: EMAIL });
      const { AttributeName, DeliveryMedium, Destination } = CodeDeliveryDetails ?? {};
      return { UserConfirmed, AttributeName, DeliveryMedium, masked: Destination !== EMAIL };
    },
  },
  {
    name: 'SignUp without an address sends no code',
    ask: async (world) => ({ details: (await signUp(world, 'ann')).CodeDeliveryDetails ?? null }),
  },
  {
    name: 'SignUp refuses a wrong secret hash',
    ask: ({ cognito, ...world }) => {
      const by = { ...caller({ cognito, ...world }, 'bob'), Username: 'ann' };
      return cognito.send(new SignUpCommand({ ...by, Password: PASSWORD }));
    },
  },
  {
    name: 'SignUp refuses a missing secret hash',
    ask: ({ cognito, client }) =>
      cognito.send(new SignUpCommand({ ClientId: client.id, Username: 'ann', Password: PASSWORD })),
  },
  {
    name: 'SignUp refuses a user name that exists',
    ask: async (world) => {
      await signUp(world, 'ann');
      return signUp(world, 'ann');
    },
  },
  {
    name: 'SignUp takes user names in another case for the same',
    ask: async (world) => {
      await signUp(world, 'ann');
      return signUp(world, 'ANN');
    },
  },
  {
    name: 'SignUp keeps an email in lower case',
    ask: async (world) => {
      await signUp(world, 'ann', { email: 'Ann@Example.COM' });
      return (await user(world, 'ann')).email;
    },
  },
  { name: 'SignUp refuses a weak password', ask: (world) => signUp(world, 'ann', {}, 'short') },
  {
    name: 'SignUp refuses a user name in the form of an email',
    ask: (world) => signUp(world, EMAIL, { email: EMAIL }),
  },
  {
    name: 'SignUp refuses a verified flag that its caller sets',
    ask: (world) => signUp(world, 'ann', { email: EMAIL, email_verified: 'true' }),
  },
  {
    name: 'SignUp takes an email that a verified user holds, unverified',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      await signUp(world, 'bob', { email: EMAIL });
      return { ann: (await user(world, 'ann')).verified, bob: (await user(world, 'bob')).verified ?? 'false' };
    },
  },
  {
    name: 'AdminConfirmSignUp confirms without verifying',
    ask: async (world) => {
      await signUp(world, 'ann', { email: EMAIL });
      await world.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: world.poolId, Username: 'ann' }));
      const { status, verified } = await user(world, 'ann');
      return { status, verified: verified ?? 'false' };
    },
  },
  {
    name: 'AdminGetUser finds a user by a verified email',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      return (await user(world, EMAIL)).name;
    },
  },
  {
    name: 'AdminGetUser finds nobody by an unverified email',
    ask: async (world) => {
      await signUp(world, 'ann', { email: EMAIL });
      return user(world, EMAIL);
    },
  },
  {
    name: 'AdminUpdateUserAttributes moves an alias to whom it verifies',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      await holder(world, 'bob', { email: EMAIL });
      return { ann: (await user(world, 'ann')).verified, owner: (await user(world, EMAIL)).name };
    },
  },
  {
    name: 'AdminCreateUser refuses an alias that is held',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      return createWithEmail(world, 'bob', false);
    },
  },
  {
    name: 'AdminCreateUser with ForceAliasCreation moves it',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      await createWithEmail(world, 'bob', true);
      return { ann: (await user(world, 'ann')).verified, bob: (await user(world, 'bob')).verified };
    },
  },
  {
    name: 'AdminDisableUser leaves the alias where it is',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      await world.cognito.send(new AdminDisableUserCommand({ UserPoolId: world.poolId, Username: 'ann' }));
      const { name, enabled } = await user(world, EMAIL);
      return { name, enabled };
    },
  },
  { name: 'AdminGetUser knows who is not there', ask: (world) => user(world, 'nobody') },
  {
    name: 'ConfirmSignUp refuses a wrong code',
    ask: async (world) => {
      await signUp(world, 'ann', { email: EMAIL });
      return world.cognito.send(new ConfirmSignUpCommand({ ...caller(world, 'ann'), ConfirmationCode: '000' }));
    },
  },
  {
    name: 'InitiateAuth refuses an unconfirmed user',
    ask: async (world) => {
      await signUp(world, 'ann', { email: EMAIL });
      return signIn(world, 'ann');
    },
  },
  {
    name: 'InitiateAuth takes a verified email for a user name',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      return signIn(world, EMAIL);
    },
  },
  {
    name: 'InitiateAuth refuses a wrong password and an unknown user alike',
    ask: async (world) => {
      await holder(world, 'ann', { email: EMAIL });
      const refusal = async (name: string) => signIn(world, name, 'Wrong-horse-1').catch((error: Error) => error.name);
      return [await refusal('ann'), await refusal('nobody')];
    },
  },
  {
    name: 'AdminUpdateUserAttributes knows who is not there',
    ask: (world) => verify(world, 'nobody'),
  },
];
