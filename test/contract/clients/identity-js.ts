/**
 * amazon-cognito-identity-js 6, which many older pages and phones use: callbacks, the public client, SRP.
 */
import { nodePackage } from '../../support/node-packages.ts';
import type { Attributes, Open } from './library.ts';

type Done<T> = (error: unknown, result: T) => void;
type Callbacks = { readonly onSuccess: (result: unknown) => void; readonly onFailure: (error: unknown) => void };
type Session = {
  readonly getAccessToken: () => { readonly getJwtToken: () => string };
  readonly getRefreshToken: () => object;
};
type User = {
  readonly confirmRegistration: (code: string, force: boolean, done: Done<unknown>) => void;
  readonly resendConfirmationCode: (done: Done<unknown>) => void;
  readonly authenticateUser: (details: object, on: Callbacks) => void;
  readonly getSignInUserSession: () => Session;
  readonly refreshSession: (token: object, done: Done<Session>) => void;
  readonly getUserAttributes: (done: Done<readonly { readonly Name: string; readonly Value: string }[]>) => void;
  readonly updateAttributes: (list: readonly object[], done: Done<unknown>) => void;
  readonly changePassword: (previous: string, proposed: string, done: Done<unknown>) => void;
  readonly forgotPassword: (on: Callbacks) => void;
  readonly confirmPassword: (code: string, password: string, on: Callbacks) => void;
  readonly globalSignOut: (on: Callbacks) => void;
  readonly deleteUser: (done: Done<unknown>) => void;
};
type Library = {
  readonly CognitoUserPool: new (
    data: object,
  ) => {
    readonly signUp: (
      user: string,
      password: string,
      attributes: readonly object[],
      validation: null,
      done: Done<{ readonly userConfirmed: boolean }>,
    ) => void;
  };
  readonly CognitoUser: new (data: object) => User;
  readonly CognitoUserAttribute: new (data: object) => object;
  readonly AuthenticationDetails: new (data: object) => object;
};

function promised<T>(start: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(error) : resolve(result)));
  });
}

function answered(start: (on: Callbacks) => void): Promise<unknown> {
  return new Promise((resolve, reject) => start({ onSuccess: resolve, onFailure: reject }));
}

/** The library with a pool of the lab. */
export const openIdentityJs: Open = ({ endpoint, userPoolId, publicClientId }) => {
  const library = nodePackage('amazon-cognito-identity-js') as Library;
  const pool = new library.CognitoUserPool({ UserPoolId: userPoolId, ClientId: publicClientId, endpoint });
  const named = (Username: string) => new library.CognitoUser({ Username, Pool: pool });
  const list = (attributes: Attributes) =>
    Object.entries(attributes).map(([Name, Value]) => new library.CognitoUserAttribute({ Name, Value }));
  let user = named('nobody');
  const accessToken = (session: Session) => session.getAccessToken().getJwtToken();
  return {
    signUp: async (name, password, attributes) =>
      (
        await promised<{ readonly userConfirmed: boolean }>((done) =>
          pool.signUp(name, password, list(attributes), null, done),
        )
      ).userConfirmed,
    confirm: (name, code) => promised((done) => named(name).confirmRegistration(code, false, done)),
    resend: (name) => promised((done) => named(name).resendConfirmationCode(done)),
    signIn: async (Username, Password) => {
      user = named(Username);
      const details = new library.AuthenticationDetails({ Username, Password });
      await answered((on) => user.authenticateUser(details, on));
      return accessToken(user.getSignInUserSession());
    },
    refresh: async () => {
      const token = user.getSignInUserSession().getRefreshToken();
      return accessToken(await promised<Session>((done) => user.refreshSession(token, done)));
    },
    attributes: async () => {
      const attributes = await promised<readonly { readonly Name: string; readonly Value: string }[]>((done) =>
        user.getUserAttributes(done),
      );
      return Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value]));
    },
    setName: (name) => promised((done) => user.updateAttributes(list({ name }), done)),
    changePassword: (previous, proposed) => promised((done) => user.changePassword(previous, proposed, done)),
    forgot: (name) => answered((on) => named(name).forgotPassword(on)),
    newPassword: (name, code, password) => answered((on) => named(name).confirmPassword(code, password, on)),
    signOut: () => answered((on) => user.globalSignOut(on)),
    remove: () => promised((done) => user.deleteUser(done)),
    close: async () => {},
  };
};
