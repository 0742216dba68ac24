/**
 * Signing up and looking a user up, for people at a terminal. Takes profile, region and endpoint as the AWS SDK does,
 * unless told of a local one.
 */

import {
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { fail, ok, type Result } from '../../../core/result.ts';
import { OPERATOR_CLIENT } from '../client-config.ts';
import { type LocalConfig, localConfig } from '../local.ts';
import { remedyFor } from '../sentence.ts';

/** A call that AWS refused or that never got there, by AWS's own name. */
type CallFailure = { readonly name: string; readonly message: string };

/** A sign-up to be made. */
type SignUpCall = {
  readonly clientId: string;
  readonly secretHash: string | null;
  readonly userName: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What the trigger gets beside the attributes. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
};

/** What SignUp answers. */
export type SignUpAnswer = {
  readonly userConfirmed: boolean;
  readonly userSub: string;
  readonly codeSentTo: string | null;
};

/** A user as the pool has it. */
export type PoolUser = {
  readonly userName: string;
  readonly status: string;
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
};

/** The two calls. */
interface CognitoUsers {
  signUp(call: SignUpCall): Promise<Result<SignUpAnswer, CallFailure>>;
  getUser(userPoolId: string, userName: string): Promise<Result<PoolUser, CallFailure>>;
}

/** Over the SDK; `endpoint` is a lab's, left out the environment decides. */
export function createCognitoUsers(endpoint?: string): CognitoUsers {
  const config: Partial<LocalConfig> = endpoint === undefined ? {} : localConfig(endpoint);
  const client = new CognitoIdentityProviderClient({ ...OPERATOR_CLIENT, ...config });
  return {
    signUp: async (call) => settled(() => signUp(client, call)),
    getUser: async (userPoolId, userName) => settled(() => getUser(client, userPoolId, userName)),
  };
}

async function signUp(client: CognitoIdentityProviderClient, call: SignUpCall): Promise<SignUpAnswer> {
  const answer = await client.send(
    new SignUpCommand({
      ClientId: call.clientId,
      Username: call.userName,
      Password: call.password,
      UserAttributes: Object.entries(call.attributes).map(([Name, Value]) => ({ Name, Value })),
      ...(call.secretHash === null ? {} : { SecretHash: call.secretHash }),
      ...(call.clientMetadata === undefined ? {} : { ClientMetadata: call.clientMetadata }),
    }),
  );
  return {
    userConfirmed: answer.UserConfirmed ?? false,
    userSub: answer.UserSub ?? '',
    codeSentTo: answer.CodeDeliveryDetails?.Destination ?? null,
  };
}

async function getUser(client: CognitoIdentityProviderClient, UserPoolId: string, Username: string): Promise<PoolUser> {
  const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
  return {
    userName: user.Username ?? '',
    status: user.UserStatus ?? '',
    enabled: user.Enabled ?? false,
    attributes: attributesOf(user.UserAttributes ?? []),
  };
}

function attributesOf(list: readonly AttributeType[]): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]));
}

async function settled<T>(call: () => Promise<T>): Promise<Result<T, CallFailure>> {
  try {
    return ok(await call());
  } catch (error) {
    if (!(error instanceof Error)) return fail({ name: 'Error', message: String(error) });
    return fail({ name: error.name, message: remedyFor(error) ?? error.message });
  }
}
