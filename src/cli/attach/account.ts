/**
 * What `attach` and `detach` talk to, and how a permission is taken back while somebody else may be attaching.
 */
import type { FunctionArn } from '../../aws/operator/function/function-arn.ts';
import { grantInvoke, revokeInvoke } from '../../aws/operator/function/invoke-permission.ts';
import { createLambdaClient } from '../../aws/operator/function/lambda-client.ts';
import type { PermittedPool } from '../../aws/operator/function/permission-reader.ts';
import { createPoolAdmin } from '../../aws/operator/pool/pool-admin.ts';
import { createPoolClient } from '../../aws/operator/pool/pool-client.ts';
import { ok, type Result } from '../../core/result.ts';
import type { PoolAdmin } from '../../pool/attachment.ts';
import { type PoolReading, preSignUpOf } from '../../pool/pool-settings.ts';

/** The pool's settings and Lambda's. */
export type Account = { readonly admin: PoolAdmin; readonly lambda: ReturnType<typeof createLambdaClient> };

/** Opens both as the AWS SDK is configured. */
export function openAccount(): Account {
  return { admin: createPoolAdmin(createPoolClient()), lambda: createLambdaClient() };
}

/** A pool as permissions name it. */
export function permittedPool(userPoolId: string, { pool }: PoolReading): PermittedPool {
  return { id: userPoolId, arn: String(pool['Arn'] ?? '') };
}

/**
 * Takes back the permission of a function that the pool does not call. Looks at the pool before and after: where somebody
 * attached it meanwhile, the permission is there again in the end. `kept` where the pool calls it.
 */
export async function takeBackPermission(
  { admin, lambda }: Account,
  fn: FunctionArn,
  pool: PermittedPool,
): Promise<Result<'taken' | 'kept', string>> {
  const before = await admin.read(pool.id);
  if (!before.ok) return before;
  if (preSignUpOf(before.value.pool) === fn.text) return ok('kept');
  const revoked = await revokeInvoke(lambda, fn, pool.id);
  if (!revoked.ok) return revoked;
  const after = await admin.read(pool.id);
  // a permission too many harms nobody, one too few fails every sign-up
  if (after.ok && preSignUpOf(after.value.pool) !== fn.text) return ok('taken');
  const granted = await grantInvoke(lambda, fn, pool);
  return granted.ok ? ok('kept') : granted;
}
