/**
 * Lets one pool call a function: one statement with SourceArn and SourceAccount, on the qualifier that the pool calls
 * (F4.9, F4.10). Granting twice changes nothing.
 */
import {
  AddPermissionCommand,
  GetPolicyCommand,
  type LambdaClient,
  RemovePermissionCommand,
  ResourceConflictException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';
import { accountOf, type FunctionArn } from './function-arn.ts';
import { COGNITO, permissionState, statementId } from './resource-policy.ts';

/** A pool as the permission names it. */
export type PermittedPool = { readonly id: string; readonly arn: string };

type Target = { readonly FunctionName: string; readonly Qualifier?: string };

/** Whether the pool may call the function already. */
export async function mayInvoke(
  client: LambdaClient,
  fn: FunctionArn,
  { arn }: PermittedPool,
): Promise<Result<boolean, string>> {
  try {
    return ok(permissionState(await readResourcePolicy(client, fn), arn).kind === 'granted');
  } catch (error) {
    return fail(`the permission of \`${fn.text}\` cannot be read: ${sentenceOf(error)}`);
  }
}

/** Grants, or says why not. A statement of our name that says something else is replaced. */
export async function grantInvoke(
  client: LambdaClient,
  fn: FunctionArn,
  pool: PermittedPool,
): Promise<Result<'granted' | 'already', string>> {
  const allowed = await mayInvoke(client, fn, pool);
  if (!allowed.ok) return allowed;
  if (allowed.value) return ok('already');
  try {
    await addStatement(client, fn, pool);
    return ok('granted');
  } catch (error) {
    return fail(`the pool cannot be allowed to call \`${fn.text}\`: ${sentenceOf(error)}`);
  }
}

async function addStatement(client: LambdaClient, fn: FunctionArn, { id, arn }: PermittedPool): Promise<void> {
  const SourceAccount = accountOf(arn);
  const add = new AddPermissionCommand({
    ...targetOf(fn),
    StatementId: statementId(id),
    Action: 'lambda:InvokeFunction',
    Principal: COGNITO,
    SourceArn: arn,
    ...(SourceAccount === null ? {} : { SourceAccount }),
  });
  try {
    await client.send(add);
  } catch (error) {
    if (!(error instanceof ResourceConflictException)) throw error;
    await client.send(new RemovePermissionCommand({ ...targetOf(fn), StatementId: statementId(id) }));
    await client.send(add);
  }
}

/** Takes back what `grantInvoke` granted; other statements stay. */
export async function revokeInvoke(
  client: LambdaClient,
  fn: FunctionArn,
  userPoolId: string,
): Promise<Result<null, string>> {
  try {
    await client.send(new RemovePermissionCommand({ ...targetOf(fn), StatementId: statementId(userPoolId) }));
    return ok(null);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return ok(null);
    return fail(`the permission of \`${fn.text}\` stays: ${sentenceOf(error)}`);
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

function targetOf({ unqualified, qualifier }: FunctionArn): Target {
  return qualifier === null ? { FunctionName: unqualified } : { FunctionName: unqualified, Qualifier: qualifier };
}
