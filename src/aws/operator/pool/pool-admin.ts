/**
 * A pool's settings, read raw and written through the SDK. For the deployment and the command line; the trigger has no
 * right to any of this.
 */
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { isObject } from '../../../core/json.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { PoolAdmin } from '../../../pool/attachment.ts';
import type { PoolReading } from '../../../pool/pool-settings.ts';
import { sentenceOf } from '../sentence.ts';
import { keepRawAnswers, type RawAnswers } from './raw-answer.ts';

/** What bounds a call. */
type Bounds = { readonly abortSignal?: AbortSignal };

/** Creates the port. Once `signal` aborts, no call gets out. */
export function createPoolAdmin(client: CognitoIdentityProviderClient, signal?: AbortSignal): PoolAdmin {
  const raw = keepRawAnswers(client);
  const bounds: Bounds = signal === undefined ? {} : { abortSignal: signal };
  return {
    read: (userPoolId) => readPool(client, raw, userPoolId, bounds),
    update: (request) =>
      attempt('UpdateUserPool', () => client.send(new UpdateUserPoolCommand(inputOf(request)), bounds)),
    setMfa: (request) =>
      attempt('SetUserPoolMfaConfig', () => client.send(new SetUserPoolMfaConfigCommand(inputOf(request)), bounds)),
  };
}

/** Requests are built field by field from the SDK's own model, so they have its shape. */
function inputOf<T extends UpdateUserPoolCommandInput | SetUserPoolMfaConfigCommandInput>(request: unknown): T {
  return request as T;
}

async function readPool(
  client: CognitoIdentityProviderClient,
  raw: RawAnswers,
  UserPoolId: string,
  bounds: Bounds,
): Promise<Result<PoolReading, string>> {
  try {
    const described = raw(await client.send(new DescribeUserPoolCommand({ UserPoolId }), bounds));
    const mfa = raw(await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }), bounds));
    const pool = isObject(described) ? described['UserPool'] : undefined;
    if (!isObject(pool) || !isObject(mfa)) return fail(`the settings of \`${UserPoolId}\` came in an unknown shape`);
    return ok({ pool, mfa });
  } catch (error) {
    return fail(`the pool \`${UserPoolId}\` cannot be read: ${sentenceOf(error)}`);
  }
}

async function attempt(call: string, send: () => Promise<unknown>): Promise<Result<null, string>> {
  try {
    await send();
    return ok(null);
  } catch (error) {
    return fail(`${call} failed: ${sentenceOf(error)}`);
  }
}
