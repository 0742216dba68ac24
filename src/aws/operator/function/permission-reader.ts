/**
 * Who may call a function, as Lambda shows it. Reads only; granting is `invoke-permission.ts`'s.
 */
import { GetPolicyCommand, type LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';
import { type FunctionArn, readFunctionArn } from './function-arn.ts';
import { type PermissionState, permissionState } from './resource-policy.ts';

/** A pool as the permission names it. */
export type PermittedPool = { readonly id: string; readonly arn: string };

/** A function and its qualifier as requests name them. */
export type Target = { readonly FunctionName: string; readonly Qualifier?: string };

/** Tells whether a pool may call a function that is there, by one call; an error where that cannot be told. */
export function createPermissionReader(client: LambdaClient) {
  return async (functionArn: string, poolArn: string): Promise<Result<boolean, string>> => {
    const fn = readFunctionArn(functionArn);
    // Cognito calls nothing else, so such a trigger works for nobody
    if (!fn.ok) return ok(false);
    const state = await permissionOf(client, fn.value, { arn: poolArn });
    if (!state.ok) return state;
    const { kind } = state.value;
    if (kind === 'unclear') return fail(`the resource policy of \`${functionArn}\` is not understood whole`);
    return ok(kind !== 'missing');
  };
}

/** How far the pool may call the function already. */
export async function permissionOf(
  client: LambdaClient,
  fn: FunctionArn,
  { arn }: Pick<PermittedPool, 'arn'>,
): Promise<Result<PermissionState, string>> {
  try {
    return ok(permissionState(await readResourcePolicy(client, fn), arn));
  } catch (error) {
    return fail(`the resource policy of \`${fn.text}\` cannot be read: ${sentenceOf(error)}`);
  }
}

/** The resource policy of exactly that qualifier as JSON text, or null where it has none. Throws what the SDK throws. */
export async function readResourcePolicy(client: LambdaClient, fn: FunctionArn): Promise<string | null> {
  try {
    const answer = await client.send(new GetPolicyCommand(targetOf(fn)));
    return answer.Policy ?? null;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

/** Names exactly the qualifier that a pool calls. */
export function targetOf({ unqualified, qualifier }: FunctionArn): Target {
  return qualifier === null ? { FunctionName: unqualified } : { FunctionName: unqualified, Qualifier: qualifier };
}
