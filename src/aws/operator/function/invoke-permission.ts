/**
 * Lets one pool call a function: one statement with SourceArn and SourceAccount, on the qualifier that the pool calls
 * (F4.9, F4.10). Granting twice changes nothing.
 */
import {
  AddPermissionCommand,
  type LambdaClient,
  RemovePermissionCommand,
  ResourceConflictException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';
import { accountOf, type FunctionArn } from './function-arn.ts';
import { type PermittedPool, permissionOf, readResourcePolicy, targetOf } from './permission-reader.ts';
import { COGNITO } from './policy-statement.ts';
import { heldAmong, type PermissionState, statementIds } from './resource-policy.ts';

/** Why granting would not help, or null: a denial that may apply, and is not our own, beats whatever is granted. */
export function obstacleTo(state: PermissionState, fn: FunctionArn, userPoolId: string): string | null {
  if (state.kind !== 'unclear' || !state.denies) return null;
  const own: readonly string[] = statementIds(userPoolId);
  const others = state.sids.filter((sid) => !own.includes(sid));
  if (state.sids.length > 0 && others.length === 0) return null;
  const named = others.map((sid) => `\`${sid}\``).join(', ') || 'its shape is not known';
  return `whether the pool may call \`${fn.text}\` cannot be told: statements of its resource policy may deny it (${named})`;
}

/** Grants, or says why not. A statement of our name that says something else goes once the new one is there. */
export async function grantInvoke(
  client: LambdaClient,
  fn: FunctionArn,
  pool: PermittedPool,
): Promise<Result<'granted' | 'already', string>> {
  const state = await permissionOf(client, fn, pool);
  if (!state.ok) return state;
  if (state.value.kind === 'granted') return ok('already');
  const obstacle = obstacleTo(state.value, fn, pool.id);
  if (obstacle !== null) return fail(obstacle);
  const [first, second] = statementIds(pool.id);
  try {
    if (await addStatement(client, fn, pool, first)) return ok('granted');
    await removeStatement(client, fn, second);
    await addStatement(client, fn, pool, second);
    await removeStatement(client, fn, first);
    return ok('granted');
  } catch (error) {
    return fail(`the pool cannot be allowed to call \`${fn.text}\`: ${sentenceOf(error)}`);
  }
}

/** False where a statement of that name stands already. */
async function addStatement(
  client: LambdaClient,
  fn: FunctionArn,
  { arn }: PermittedPool,
  StatementId: string,
): Promise<boolean> {
  const SourceAccount = accountOf(arn);
  const add = new AddPermissionCommand({
    ...targetOf(fn),
    StatementId,
    Action: 'lambda:InvokeFunction',
    Principal: COGNITO,
    SourceArn: arn,
    ...(SourceAccount === null ? {} : { SourceAccount }),
  });
  try {
    await client.send(add);
    return true;
  } catch (error) {
    if (error instanceof ResourceConflictException) return false;
    throw error;
  }
}

/** A statement that is not there, or whose function is gone, is removed already. */
async function removeStatement(client: LambdaClient, fn: FunctionArn, StatementId: string): Promise<void> {
  try {
    await client.send(new RemovePermissionCommand({ ...targetOf(fn), StatementId }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}

/** Takes back what `grantInvoke` granted; other statements stay. */
export async function revokeInvoke(
  client: LambdaClient,
  fn: FunctionArn,
  userPoolId: string,
): Promise<Result<null, string>> {
  try {
    for (const sid of statementIds(userPoolId)) await removeStatement(client, fn, sid);
    return ok(null);
  } catch (error) {
    return fail(`the permission of \`${fn.text}\` stays: ${sentenceOf(error)}`);
  }
}

/** Whether the function still has a statement that `grantInvoke` adds for the pool; no if that cannot be told. */
export async function holdsGrant(client: LambdaClient, fn: FunctionArn, userPoolId: string): Promise<boolean> {
  try {
    return heldAmong(await readResourcePolicy(client, fn), statementIds(userPoolId)).length > 0;
  } catch {
    return false;
  }
}
