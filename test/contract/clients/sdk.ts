/**
 * The AWS SDK for JavaScript, as a server of one's own uses it: the client with a secret, passwords as they are typed.
 */
import {
  type AuthFlowType,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { secretHash } from '../../../src/identity/secret-hash.ts';
import type { Open } from './library.ts';

/** The SDK with credentials that mean nothing. */
export const openSdk: Open = ({ endpoint, clientId, clientSecret }) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1', credentials });
  const caller = (Username: string) => ({
    ClientId: clientId,
    Username,
    SecretHash: secretHash(Username, clientId, clientSecret),
  });
  let [user, AccessToken, refreshToken] = ['', '', ''];
  const begin = async (AuthFlow: AuthFlowType, given: Readonly<Record<string, string>>) => {
    const AuthParameters = { ...given, SECRET_HASH: caller(user).SecretHash };
    const answer = await client.send(new InitiateAuthCommand({ ClientId: clientId, AuthFlow, AuthParameters }));
    AccessToken = answer.AuthenticationResult?.AccessToken ?? '';
    refreshToken = answer.AuthenticationResult?.RefreshToken ?? refreshToken;
    return AccessToken;
  };
  return {
    signUp: async (name, Password, attributes) => {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      const answer = await client.send(new SignUpCommand({ ...caller(name), Password, UserAttributes }));
      return answer.UserConfirmed ?? false;
    },
    confirm: (name, ConfirmationCode) => client.send(new ConfirmSignUpCommand({ ...caller(name), ConfirmationCode })),
    resend: (name) => client.send(new ResendConfirmationCodeCommand(caller(name))),
    signIn: (USERNAME, PASSWORD) => {
      user = USERNAME;
      return begin('USER_PASSWORD_AUTH', { USERNAME, PASSWORD });
    },
    refresh: () => begin('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: refreshToken }),
    attributes: async () => {
      const { UserAttributes = [] } = await client.send(new GetUserCommand({ AccessToken }));
      return Object.fromEntries(UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value]));
    },
    setName: (Value) =>
      client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'name', Value }] })),
    changePassword: (PreviousPassword, ProposedPassword) =>
      client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword })),
    forgot: (name) => client.send(new ForgotPasswordCommand(caller(name))),
    newPassword: (name, ConfirmationCode, Password) =>
      client.send(new ConfirmForgotPasswordCommand({ ...caller(name), ConfirmationCode, Password })),
    signOut: () => client.send(new GlobalSignOutCommand({ AccessToken })),
    remove: () => client.send(new DeleteUserCommand({ AccessToken })),
    close: async () => client.destroy(),
  };
};
