/**
 * aws-amplify 6, which web applications use: the public client, SRP, tokens in memory.
 */
import { nodePackage } from '../../support/node-packages.ts';
import type { Attributes, Open } from './library.ts';

type Auth = {
  readonly signUp: (input: object) => Promise<{ readonly nextStep: { readonly signUpStep: string } }>;
  readonly fetchAuthSession: (
    options?: object,
  ) => Promise<{ readonly tokens?: { readonly accessToken: { toString(): string } } }>;
  readonly fetchUserAttributes: () => Promise<Attributes>;
} & Readonly<Record<string, (input?: object) => Promise<unknown>>>;

/** Amplify, which is one for the whole process. */
export const openAmplify: Open = ({ endpoint, userPoolId, publicClientId }) => {
  const { Amplify } = nodePackage('aws-amplify') as { Amplify: { configure: (config: object) => void } };
  const auth = nodePackage('aws-amplify', 'auth') as Auth;
  const cognito = { userPoolId, userPoolClientId: publicClientId, userPoolEndpoint: endpoint };
  Amplify.configure({ Auth: { Cognito: cognito } });
  const call = (name: string, input?: object) => auth[name]?.(input);
  const accessToken = async (options?: object) => {
    const { tokens } = await auth.fetchAuthSession(options);
    return tokens?.accessToken.toString() ?? '';
  };
  return {
    signUp: async (username, password, userAttributes) => {
      const { nextStep } = await auth.signUp({ username, password, options: { userAttributes } });
      return nextStep.signUpStep === 'DONE';
    },
    confirm: async (username, confirmationCode) => call('confirmSignUp', { username, confirmationCode }),
    resend: async (username) => call('resendSignUpCode', { username }),
    signIn: async (username, password) => {
      await call('signIn', { username, password });
      return accessToken();
    },
    refresh: () => accessToken({ forceRefresh: true }),
    attributes: () => auth.fetchUserAttributes(),
    setName: async (value) => call('updateUserAttribute', { userAttribute: { attributeKey: 'name', value } }),
    changePassword: async (oldPassword, newPassword) => call('updatePassword', { oldPassword, newPassword }),
    forgot: async (username) => call('resetPassword', { username }),
    newPassword: async (username, confirmationCode, newPassword) =>
      call('confirmResetPassword', { username, confirmationCode, newPassword }),
    signOut: async () => call('signOut', { global: true }),
    remove: async () => call('deleteUser'),
    close: async () => {},
  };
};
