/**
 * What `attach` would do, and every reason not to, before anything is written (law 11). Reads only.
 */
import { type FunctionArn, readFunctionArn, strangerTo } from '../../aws/operator/function/function-arn.ts';
import { obstacleTo } from '../../aws/operator/function/invoke-permission.ts';
import { type PermittedPool, permissionOf } from '../../aws/operator/function/permission-reader.ts';
import { type FunctionReading, isGuard, lookAtFunction } from '../../aws/operator/function/trigger-function.ts';
import { deniedLookUps } from '../../aws/operator/function/trigger-rights.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { planAttachment, type TriggerChange } from '../../pool/attachment.ts';
import { type Account, permittedPool } from './account.ts';

/** What is about to be written; no change where the pool calls the function already. */
export type AttachPlan = {
  readonly fn: FunctionArn;
  readonly pool: PermittedPool;
  readonly change: TriggerChange | null;
  /** Whether the pool may call the function already. */
  readonly allowed: boolean;
  /** What could not be told, and is worth a look. */
  readonly warnings: readonly string[];
};

/** A reason not to attach, or a warning where it cannot be told. */
type Concern = { readonly refuses: boolean; readonly sentence: string };

/** Works out an attachment. */
export async function planAttach(
  account: Account,
  userPoolId: string,
  functionArn: string,
  replace: boolean,
): Promise<Result<AttachPlan, string>> {
  const fn = readFunctionArn(functionArn);
  if (!fn.ok) return fn;
  const reading = await account.admin.read(userPoolId);
  if (!reading.ok) return reading;
  const pool = permittedPool(userPoolId, reading.value);
  const stranger = strangerTo(pool.arn, fn.value);
  if (stranger !== null) return fail(stranger);
  const change = planAttachment(userPoolId, reading.value, fn.value.text, replace);
  if (!change.ok) return change;
  const permission = await permissionOf(account.lambda, fn.value, pool);
  if (!permission.ok) return permission;
  const obstacle = obstacleTo(permission.value, fn.value, userPoolId);
  if (obstacle !== null) return fail(obstacle);
  const concerns = await concernsOf(await lookAtFunction(account.lambda, fn.value), fn.value, pool);
  // Where the pool calls the function already, refusing would leave it without the permission that it lacks
  const refusal = change.value === null ? undefined : concerns.find(({ refuses }) => refuses);
  if (refusal !== undefined) return fail(refusal.sentence);
  const allowed = permission.value.kind === 'granted';
  const warnings = concerns.map(({ sentence }) => sentence);
  return ok({ fn: fn.value, pool, change: change.value, allowed, warnings });
}

async function concernsOf(
  reading: FunctionReading,
  { text }: FunctionArn,
  pool: PermittedPool,
): Promise<readonly Concern[]> {
  if (reading.kind === 'gone') return [{ refuses: true, sentence: `there is no function \`${text}\`` }];
  if (reading.kind === 'unreadable') return [{ refuses: false, sentence: `${reading.why}; ${UNTOLD}` }];
  const { fn } = reading;
  if (!isGuard(fn))
    return [{ refuses: true, sentence: `\`${text}\` is not this trigger: it names no policy of its own` }];
  if (fn.roleArn === null) return [{ refuses: false, sentence: `\`${text}\` shows no role; ${UNTOLD}` }];
  const denied = await deniedLookUps(fn.roleArn, pool.arn);
  if (!denied.ok) return [{ refuses: false, sentence: `${denied.error}; ${UNTOLD}` }];
  if (denied.value.length === 0) return [];
  const actions = denied.value.map((action) => `\`${action}\``).join(' and ');
  const sentence = `the function may not call ${actions} on \`${pool.id}\`, so it would approve nobody: allow it to \`${fn.roleArn}\``;
  return [{ refuses: true, sentence }];
}

const UNTOLD = 'whether the function may read the pool cannot be told';
