/**
 * The resource `AttachedTrigger`: a pool calls the stack's function before sign-up, and nothing else of the pool changes.
 * On deletion a fresh read; only if the trigger is still ours does it go back to the former one, or to none where that one
 * can no longer be called. The created pool has its trigger from the template, and here it is only taken away. Where the
 * pool's owner sets the trigger, `owned-trigger.ts` says what is left to do.
 */
import { isSameFunction } from '../aws/operator/function/function-arn.ts';
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { applyChange, type PoolAdmin, planAttachment, planChange, type TriggerChange } from '../pool/attachment.ts';
import { type PoolReading, preSignUpOf } from '../pool/pool-settings.ts';
import { type AskedTrigger, askedTrigger, callsUs } from './asked-trigger.ts';
import type { CustomResourceEvent, Done, Work } from './custom-resource.ts';
import { otherPoolRefusal } from './guarded-pool.ts';
import { letGo, removeIfThere, turnOff, turnOn } from './owned-trigger.ts';
import { isGone, passRoleRefusal } from './pool-refusals.ts';

/** What the work reaches, with calls that end with the work's time. */
type AttacherReach = {
  readonly admin: PoolAdmin;
  readonly store: ParameterStore;
  /** Whether a pool may call a function that is there; an error where that cannot be told. */
  readonly mayCall: (functionArn: string, poolArn: string) => Promise<Result<boolean, string>>;
};

/** What the work is made from. `keep` takes a pool's settings before a write, for whoever has to restore them. */
type AttacherParts = {
  readonly open: (signal: AbortSignal) => AttacherReach;
  readonly keep: (change: TriggerChange) => void;
};

type Job = AttacherReach & Pick<AttacherParts, 'keep'> & { readonly asked: AskedTrigger; readonly begin: () => void };

/** The work: attach on creation and update, detach on deletion. */
export function createTriggerAttacher({ open, keep }: AttacherParts): Work {
  return async (event, run) => {
    const asked = askedTrigger(event);
    if (!asked.ok) return asked;
    const physicalId = idOf(asked.value.userPoolId);
    if (event.RequestType === 'Update' && event.PhysicalResourceId !== physicalId)
      return refuseMove(event, asked.value);
    const job = { ...open(run.signal), keep, asked: asked.value, begin: () => run.mayWrite(physicalId) };
    const result = await asItIsAsked(job, event.RequestType);
    return result.ok ? ok({ physicalId }) : result;
  };
}

async function asItIsAsked(job: Job, kind: CustomResourceEvent['RequestType']): Promise<Result<null, string>> {
  const { asked, admin } = job;
  if (kind === 'Delete') return asked.attach ? detach(job) : letGo(job, () => detach(job));
  if (kind === 'Update' && asked.attach !== asked.attachedBefore)
    return asked.attach ? turnOn(job, () => attach(job, 'Turn')) : turnOff(job, () => detach(job));
  if (asked.attach) return attach(job, kind);
  const reading = await admin.read(asked.userPoolId);
  return reading.ok ? ok(null) : reading;
}

/** One id a pool: what a failed answer names is what a roll-back deletes. */
function idOf(userPoolId: string): Done['physicalId'] {
  return `pool-trigger-${userPoolId}`;
}

/** `GuardedPool` refuses it first; this holds where somebody changed the template. */
function refuseMove(
  { PhysicalResourceId = '' }: CustomResourceEvent,
  { userPoolId }: AskedTrigger,
): Result<Done, string> {
  return fail(otherPoolRefusal(PhysicalResourceId.replace('pool-trigger-', ''), userPoolId));
}

/** `Turn` is a creation in a stack that is there: what it replaces is remembered in any case, for its roll-back. */
async function attach(job: Job, kind: 'Create' | 'Update' | 'Turn'): Promise<Result<null, string>> {
  const { admin, asked, mayCall } = job;
  const reading = await admin.read(asked.userPoolId);
  if (!reading.ok) return reading;
  const present = preSignUpOf(reading.value.pool);
  const ours = callsUs(asked, present);
  // Whoever set another trigger since keeps it, or a refused update could not roll back; `AttachmentCheck` tells of it
  if (kind === 'Update' && present !== null && !ours && !asked.replace) return ok(null);
  const planned = planAttachment(asked.userPoolId, reading.value, asked.functionArn, asked.replace || ours);
  if (!planned.ok || planned.value === null) return planned.ok ? ok(null) : planned;
  const refused = passRoleRefusal(reading.value.pool, asked.smsRole);
  if (refused !== null) return fail(refused);
  if (ours || (present === null && kind !== 'Turn')) return write(job, planned.value);
  const callable = present === null ? ok(false) : await mayCall(present, poolArnOf(reading.value));
  if (!callable.ok) return fail(`whether \`${present}\` could ever be put back cannot be told: ${callable.error}`);
  return remembering(job, callable.value ? present : kind === 'Turn' ? NOBODY : null, planned.value);
}

/** What is remembered where there was no trigger that could come back. */
const NOBODY = 'nobody';

/** Remembers the former trigger before it is replaced; takes that back when the pool kept it. */
async function remembering(job: Job, former: string | null, change: TriggerChange): Promise<Result<null, string>> {
  const { store, asked, begin } = job;
  const remembered = (await store.read(asked.memory))?.text ?? null;
  begin();
  await remember(store, asked.memory, remembered, former);
  const written = await write(job, change);
  const reading = written.ok ? null : await job.admin.read(asked.userPoolId);
  if (reading?.ok && preSignUpOf(reading.value.pool) === change.former)
    await remember(store, asked.memory, former, remembered);
  return written;
}

async function remember(store: ParameterStore, name: string, from: string | null, to: string | null): Promise<void> {
  if (to === from) return;
  if (to === null) await store.remove([name]);
  else await store.write(name, to);
}

async function detach(job: Job): Promise<Result<null, string>> {
  const { admin, store, asked } = job;
  const reading = await admin.read(asked.userPoolId);
  if (!reading.ok) return isGone(reading.error) ? forget(job) : reading;
  const present = preSignUpOf(reading.value.pool);
  if (present === null || !isSameFunction(present, asked.functionArn)) return forget(job);
  const former = (await store.read(asked.memory))?.text ?? null;
  const back = await stillCallable(job, former, reading.value);
  if (!back.ok) return back;
  const planned = planChange(asked.userPoolId, reading.value, back.value);
  if (!planned.ok) return fail(`${planned.error}; ${BY_HAND}`);
  const refused = passRoleRefusal(reading.value.pool, asked.smsRole);
  if (refused !== null) return fail(refused);
  const written = planned.value === null ? ok(null) : await write(job, planned.value);
  return written.ok ? forget(job) : written;
}

const BY_HAND = "or set the pool's pre sign-up trigger to none yourself: the deletion then finds nothing to do";

/** The former trigger if the pool may call it to this day; else none, which is a pool that works. */
async function stillCallable(
  job: Job,
  former: string | null,
  reading: PoolReading,
): Promise<Result<string | null, string>> {
  if (former === null || former === NOBODY) return ok(null);
  const callable = await job.mayCall(former, poolArnOf(reading));
  if (callable.ok) return ok(callable.value ? former : null);
  const { memory } = job.asked;
  return fail(
    `whether \`${former}\` can be put back cannot be told: ${callable.error}; without \`${memory}\` it stays away`,
  );
}

async function write({ admin, keep, begin }: Job, change: TriggerChange): Promise<Result<null, string>> {
  begin();
  keep(change);
  const applied = await applyChange(admin, change);
  return applied.ok ? applied : fail(applied.error.message);
}

/** Nothing of a former trigger outlives the attachment. */
async function forget({ store, asked }: Job): Promise<Result<null, string>> {
  for (const name of [asked.memory, ...(asked.attach ? [asked.ownerSets] : [])]) await removeIfThere(store, name);
  return ok(null);
}

function poolArnOf({ pool }: PoolReading): string {
  return String(pool['Arn'] ?? '');
}
