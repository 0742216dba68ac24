/**
 * The resource `AttachedTrigger`: an existing pool calls the stack's function before sign-up, and nothing else of the pool
 * changes. On deletion a fresh read; only if the trigger is still ours does it go back to the former one.
 */
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { isEnvironment } from '../policy/names.ts';
import { applyChange, type PoolAdmin, planAttachment, planChange, type TriggerChange } from '../pool/attachment.ts';
import { preSignUpOf } from '../pool/pool-settings.ts';
import type { CustomResourceEvent, Done, Work } from './custom-resource.ts';

/** What the work is made from. `keep` takes a pool's settings before a write, for whoever has to restore them. */
export type AttacherParts = {
  readonly admin: PoolAdmin;
  readonly store: ParameterStore;
  readonly keep: (change: TriggerChange) => void;
};

type Asked = {
  readonly userPoolId: string;
  readonly functionArn: string;
  readonly replace: boolean;
  /** What this resource set before: its own former function is nobody else's. */
  readonly ownFormer: string | null;
  /** The parameter that remembers whom we replaced. */
  readonly memory: string;
};

/** The work: attach on creation and update, detach on deletion. */
export function createTriggerAttacher(parts: AttacherParts): Work {
  return async (event) => {
    const asked = askedOf(event);
    if (!asked.ok) return asked;
    const result = event.RequestType === 'Delete' ? await detach(parts, asked.value) : await attach(parts, asked.value);
    return result.ok ? ok({ physicalId: physicalIdOf(asked.value) }) : result;
  };
}

/** One id a pool: a stack that moves to another pool detaches from the former one. */
function physicalIdOf({ userPoolId }: Asked): Done['physicalId'] {
  return `pool-trigger-${userPoolId}`;
}

function askedOf({ ResourceProperties, OldResourceProperties }: CustomResourceEvent): Result<Asked, string> {
  const text = (name: string) => String(ResourceProperties[name] ?? '');
  const [userPoolId, functionArn, environment] = [text('UserPoolId'), text('FunctionArn'), text('Environment')];
  if (userPoolId === '' || functionArn === '') return fail('`UserPoolId` and `FunctionArn` are needed');
  if (!isEnvironment(environment)) return fail(`\`${environment}\` is no name of an environment: use a-z, 0-9 and -`);
  return ok({
    userPoolId,
    functionArn,
    replace: text('ReplaceTrigger') === 'true',
    ownFormer: typeof OldResourceProperties?.['FunctionArn'] === 'string' ? OldResourceProperties['FunctionArn'] : null,
    memory: `/signup-guard/${environment}/former-trigger/${userPoolId}`,
  });
}

async function attach({ admin, store, keep }: AttacherParts, asked: Asked): Promise<Result<null, string>> {
  const reading = await admin.read(asked.userPoolId);
  if (!reading.ok) return reading;
  const present = preSignUpOf(reading.value.pool);
  const ours = present !== null && present === asked.ownFormer;
  const planned = planAttachment(asked.userPoolId, reading.value, asked.functionArn, asked.replace || ours);
  if (!planned.ok || planned.value === null) return planned.ok ? ok(null) : planned;
  const replaced = ours ? null : planned.value.former;
  if (replaced !== null) await store.write(asked.memory, replaced);
  keep(planned.value);
  const applied = await applyChange(admin, planned.value);
  if (applied.ok) return ok(null);
  if (replaced !== null) await store.remove([asked.memory]);
  return fail(applied.error.message);
}

async function detach({ admin, store, keep }: AttacherParts, asked: Asked): Promise<Result<null, string>> {
  const reading = await admin.read(asked.userPoolId);
  if (!reading.ok) return isGone(reading.error) ? ok(null) : reading;
  const ours = preSignUpOf(reading.value.pool) === asked.functionArn;
  const former = (await store.read(asked.memory))?.text ?? null;
  const planned = ours ? planChange(asked.userPoolId, reading.value, former) : ok(null);
  if (!planned.ok) return planned;
  if (planned.value !== null) {
    keep(planned.value);
    const applied = await applyChange(admin, planned.value);
    if (!applied.ok) return fail(applied.error.message);
  }
  if (former !== null) await store.remove([asked.memory]);
  return ok(null);
}

/** A pool that no longer exists calls nobody. */
function isGone(error: string): boolean {
  return error.includes('ResourceNotFoundException');
}
