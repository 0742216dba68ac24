/**
 * Changing one setting of a pool, its pre sign-up trigger above all: read, write, read again, compare, and put everything
 * back on any difference. The deployment and the command line go through here. Knows the pool only by its port.
 */
import type { RawObject } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Difference, differencesBetween, PRE_SIGN_UP } from './pool-differences.ts';
import { mfaRequest, type PoolReading, preSignUpOf, settingAt, updateRequest } from './pool-settings.ts';

/** Reads and writes a pool's settings. Failures are sentences for the operator; nothing throws. */
export interface PoolAdmin {
  /** DescribeUserPool as it came over the wire, and GetUserPoolMfaConfig. */
  read(userPoolId: string): Promise<Result<PoolReading, string>>;
  /** UpdateUserPool. */
  update(request: RawObject): Promise<Result<null, string>>;
  /** SetUserPoolMfaConfig; needed only to put settings back. */
  setMfa(request: RawObject): Promise<Result<null, string>>;
}

/** One change of one setting, worked out and not yet made; `undo` is the request that writes all as it was. */
type PoolChange = {
  readonly userPoolId: string;
  readonly before: PoolReading;
  readonly path: string;
  readonly next: string | null;
  readonly request: RawObject;
  readonly undo: RawObject;
};

/** One change of a pool's trigger. */
export type TriggerChange = PoolChange & { readonly former: string | null };

/** The setting that keeps a pool from being deleted. */
const DELETION_PROTECTION = 'DeletionProtection';

/** What became of the pool when a change failed. */
type PoolState = 'untouched' | 'put-back' | 'damaged';

/** A change that failed, and the settings that still differ from before. */
export type ChangeFailure = {
  readonly message: string;
  readonly state: PoolState;
  readonly differences: readonly Difference[];
};

/** Works out a change to `next`; no change is needed when the pool stands so already (null). */
export function planChange(
  userPoolId: string,
  before: PoolReading,
  next: string | null,
): Result<TriggerChange | null, string> {
  const former = preSignUpOf(before.pool);
  if (former === next) return ok(null);
  const [request, undo] = [updateRequest(before.pool, next), updateRequest(before.pool, former)];
  if (!request.ok) return request;
  if (!undo.ok) return undo;
  return ok({ userPoolId, before, path: PRE_SIGN_UP, next, request: request.value, undo: undo.value, former });
}

/** Works out whether the pool may be deleted; no change is needed when it stands so already (null). */
export function planProtection(
  userPoolId: string,
  before: PoolReading,
  next: 'ACTIVE' | 'INACTIVE',
): Result<PoolChange | null, string> {
  const present = settingAt(before.pool, DELETION_PROTECTION) ?? 'INACTIVE';
  if (present === next) return ok(null);
  const undo = updateRequest(before.pool, preSignUpOf(before.pool));
  if (!undo.ok) return undo;
  const request = { ...undo.value, [DELETION_PROTECTION]: next };
  return ok({ userPoolId, before, path: DELETION_PROTECTION, next, request, undo: undo.value });
}

/** Works out an attachment. A pool has one place for this trigger (F4.11): another function in it is refused. */
export function planAttachment(
  userPoolId: string,
  before: PoolReading,
  functionArn: string,
  replace: boolean,
): Result<TriggerChange | null, string> {
  const former = preSignUpOf(before.pool);
  if (former !== null && former !== functionArn && !replace) return fail(otherTriggerMessage(userPoolId, former));
  return planChange(userPoolId, before, functionArn);
}

function otherTriggerMessage(userPoolId: string, former: string): string {
  return (
    `the pool \`${userPoolId}\` already calls \`${former}\` before sign-up, and a pool has one such trigger. To keep that ` +
    `function, behind the guard, deploy with \`ReplaceTrigger=true CompanionFunctionArn=${former}\`. To do without it: ` +
    '`ReplaceTrigger=true` alone (deployment) or `--replace` (command line). It is remembered and comes back on detaching'
  );
}

/** Makes a change. `before` must still be the pool's state; whatever else the write changed is put back. */
export async function applyChange(admin: PoolAdmin, change: PoolChange): Promise<Result<null, ChangeFailure>> {
  const now = await admin.read(change.userPoolId);
  if (!now.ok) return untouched(now.error);
  const meanwhile = differencesBetween(change.before, now.value);
  if (meanwhile.length > 0) return untouched(`somebody changed the pool meanwhile (${pathsOf(meanwhile)}); try again`);
  const written = await admin.update(change.request);
  const after = await admin.read(change.userPoolId);
  if (!after.ok) return putBack(admin, change, `the pool could not be read after the write: ${after.error}`);
  const differences = differencesBetween(change.before, after.value);
  const others = differences.filter(({ path }) => path !== change.path);
  const stands = settingAt(after.value.pool, change.path);
  // A third value is what somebody else set since: going back to ours could name a function that they took away
  const isTheirs = others.length === 0 && differences.length > 0 && stands !== change.next;
  if (!written.ok) {
    return differences.length === 0 || isTheirs ? untouched(written.error) : putBack(admin, change, written.error);
  }
  if (others.length > 0) return putBack(admin, change, `the write changed other settings too (${pathsOf(others)})`);
  if (isTheirs) return untouched(`somebody else set \`${change.path}\` right after the write, and theirs stays`);
  if (stands !== change.next) return putBack(admin, change, `the write did not set \`${change.path}\``);
  return ok(null);
}

/** Writes every setting as it was before, the MFA settings too where they moved, and reads once more. */
async function putBack(admin: PoolAdmin, change: PoolChange, message: string): Promise<Result<null, ChangeFailure>> {
  const errors: string[] = [];
  const note = (result: Result<unknown, string>) => (result.ok ? [] : errors.push(result.error));
  note(await admin.update(change.undo));
  const then = await admin.read(change.userPoolId);
  if (then.ok && hasMfaDifference(change.before, then.value)) note(await admin.setMfa(mfaRequest(change.before)));
  const last = await admin.read(change.userPoolId);
  if (!last.ok) return damaged([message, ...errors, last.error], []);
  const left = differencesBetween(change.before, last.value);
  if (left.length > 0) return damaged([message, ...errors], left);
  return fail({ message: `${message}; every setting was put back`, state: 'put-back', differences: [] });
}

function hasMfaDifference(before: PoolReading, after: PoolReading): boolean {
  return differencesBetween(before, after).some(({ path }) => path.startsWith('Mfa'));
}

function untouched(message: string): Result<null, ChangeFailure> {
  return fail({ message, state: 'untouched', differences: [] });
}

function damaged(messages: readonly string[], differences: readonly Difference[]): Result<null, ChangeFailure> {
  const still = differences.length === 0 ? 'its state is not known' : `these still differ: ${pathsOf(differences)}`;
  return fail({
    message: `${messages.join('; ')}; putting the settings back did not succeed, ${still}`,
    state: 'damaged',
    differences,
  });
}

function pathsOf(differences: readonly Difference[]): string {
  return differences.map(({ path }) => `\`${path}\``).join(', ');
}
