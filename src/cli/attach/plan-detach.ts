/**
 * What `detach` would do. Nothing is restored unless the present trigger is ours, and never to a function that is gone, that
 * may not be called, or that is the guard again (law 11). Reads only.
 */
import { type FunctionArn, readFunctionArn } from '../../aws/operator/function/function-arn.ts';
import { holdsGrant } from '../../aws/operator/function/invoke-permission.ts';
import type { PermittedPool } from '../../aws/operator/function/permission-reader.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { planChange, type TriggerChange } from '../../pool/attachment.ts';
import { type PoolReading, preSignUpOf } from '../../pool/pool-settings.ts';
import { type Account, permittedPool } from './account.ts';
import { formerTrigger } from './former-trigger.ts';
import { whoseTrigger } from './present-trigger.ts';
import { guardIn, type SavedCopy, unusedCopies } from './saved-copy.ts';

/** What was asked. */
type DetachOrder = {
  readonly userPoolId: string;
  /** What the operator says is ours. */
  readonly functionArn: string | undefined;
  /** Leave the pool without a trigger, whatever it called before. */
  readonly none: boolean;
  /** Where `attach` saved its copies. */
  readonly copies: string;
};

/** What is about to be written. */
export type DetachPlan = {
  readonly pool: PermittedPool;
  /** Null where the pool does not call us. */
  readonly change: TriggerChange | null;
  /** The function whose permission goes, once the pool does not call it. */
  readonly revoke: FunctionArn | null;
  /** Copies that have had their say afterwards. */
  readonly copies: readonly SavedCopy[];
  /** Where the former trigger is from, and why one does not come back. */
  readonly notes: readonly string[];
  /** What the pool calls now, and why that stays; for a plan without a change. */
  readonly stays: string;
  readonly present: string | null;
};

/** Works out a detachment. */
export async function planDetach(account: Account, order: DetachOrder): Promise<Result<DetachPlan, string>> {
  const reading = await account.admin.read(order.userPoolId);
  if (!reading.ok) return reading;
  const copies = unusedCopies(order.copies, order.userPoolId);
  const present = preSignUpOf(reading.value.pool);
  const nothing = { pool: permittedPool(order.userPoolId, reading.value), change: null, copies, notes: [], present };
  if (present === null) {
    const stays = `${order.userPoolId} has no pre sign-up trigger: nothing to change`;
    return ok({ ...nothing, revoke: await leftover(account, order, copies, null), stays });
  }
  const whose = await whoseTrigger(account.lambda, present, copies, order.functionArn);
  if (whose.kind === 'unclear') return fail(whose.why);
  if (whose.kind === 'ours') return detachment(account, order, reading.value, present, copies);
  return ok({ ...nothing, revoke: await leftover(account, order, copies, present), stays: whose.why });
}

async function detachment(
  { lambda }: Account,
  { userPoolId, none }: DetachOrder,
  reading: PoolReading,
  present: string,
  copies: readonly SavedCopy[],
): Promise<Result<DetachPlan, string>> {
  const pool = permittedPool(userPoolId, reading);
  const former = none ? ok({ next: null, notes: [] }) : await formerTrigger(lambda, copies, present, reading);
  if (!former.ok) return former;
  const change = planChange(userPoolId, reading, former.value.next);
  if (!change.ok) return change;
  const fn = readFunctionArn(present);
  return ok({
    pool,
    change: change.value,
    revoke: fn.ok ? fn.value : null,
    copies,
    notes: former.value.notes,
    stays: '',
    present,
  });
}

/** The function of a detachment that was cut off after the pool's own change: its permission is still there. */
async function leftover(
  { lambda }: Account,
  { userPoolId, functionArn }: DetachOrder,
  copies: readonly SavedCopy[],
  present: string | null,
): Promise<FunctionArn | null> {
  const last = copies.at(-1);
  const former = functionArn ?? (last === undefined ? null : guardIn(last));
  if (former === null || former === present) return null;
  const fn = readFunctionArn(former);
  return fn.ok && (await holdsGrant(lambda, fn.value, userPoolId)) ? fn.value : null;
}
