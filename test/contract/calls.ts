/**
 * The calls that probes make, short: what they give is what a difference could show in, and no more.
 */
import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { secretHash } from '../../src/identity/secret-hash.ts';
import type { World } from './world.ts';

/** A password that both pools take. */
export const PASSWORD = 'Correct-horse-1';

type Attributes = Readonly<Record<string, string>>;

function list(attributes: Attributes) {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** Whoever calls as the app client does. */
export function caller({ client }: World, Username: string) {
  return { ClientId: client.id, Username, SecretHash: secretHash(Username, client.id, client.secret) };
}

/** SignUp. */
export function signUp(world: World, name: string, attributes: Attributes = {}, password = PASSWORD) {
  const input = { ...caller(world, name), Password: password, UserAttributes: list(attributes) };
  return world.cognito.send(new SignUpCommand(input));
}

/** A confirmed user with a verified address. */
export async function holder(world: World, name: string, attributes: Attributes): Promise<void> {
  await signUp(world, name, attributes);
  await world.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: world.poolId, Username: name }));
  await verify(world, name);
}

/** An administrator verifies the email. */
export async function verify(world: World, name: string): Promise<void> {
  const UserAttributes = list({ email_verified: 'true' });
  await world.cognito.send(
    new AdminUpdateUserAttributesCommand({ UserPoolId: world.poolId, Username: name, UserAttributes }),
  );
}

/** AdminGetUser, as far as it tells of aliases. */
export async function user({ cognito, poolId }: World, name: string) {
  const found = await cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: name }));
  const attribute = (wanted: string) => found.UserAttributes?.find(({ Name }) => Name === wanted)?.Value ?? null;
  return {
    name: found.Username,
    status: found.UserStatus,
    enabled: found.Enabled,
    email: attribute('email'),
    verified: attribute('email_verified'),
  };
}

/** ListUsers: the names, and whether there is more. */
export async function users({ cognito, poolId }: World, Filter?: string, Limit?: number) {
  const input = { UserPoolId: poolId, ...(Filter === undefined ? {} : { Filter }), ...(Limit ? { Limit } : {}) };
  const page = await cognito.send(new ListUsersCommand(input));
  return { names: (page.Users ?? []).map(({ Username }) => Username).sort(), more: page.PaginationToken !== undefined };
}

/** Signs in; gives whether it worked. */
export async function signIn(world: World, name: string, password = PASSWORD) {
  const { SecretHash } = caller(world, name);
  const AuthParameters = { USERNAME: name, PASSWORD: password, SECRET_HASH: SecretHash };
  const input = { ClientId: world.client.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  const answer = await world.cognito.send(new InitiateAuthCommand(input));
  return { signedIn: answer.AuthenticationResult?.AccessToken !== undefined };
}
