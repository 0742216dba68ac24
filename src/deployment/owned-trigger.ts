/**
 * `AttachTrigger=false`: the pool's owner sets the trigger, and this resource only sees to the ends. Turned off it leaves the
 * pool as it is; turned on it attaches; deleted while the pool still calls us it refuses. Events of CloudFormation do not say
 * which operation they belong to, but each operation ends with `settled-trigger.ts`: a turn to what was settled last is a
 * roll-back, and puts the pool back.
 */
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import type { RawObject } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { PoolAdmin } from '../pool/attachment.ts';
import { preSignUpOf } from '../pool/pool-settings.ts';
import { type AskedTrigger, callsUs } from './asked-trigger.ts';
import { isGone, passRoleRefusal } from './pool-refusals.ts';

type Reach = { readonly admin: PoolAdmin; readonly store: ParameterStore; readonly asked: AskedTrigger };
type Step = () => Promise<Result<null, string>>;

/** From the owner's hands into ours; a roll-back finds the pool as it was left. */
export async function turnOn({ store, asked }: Reach, attach: Step): Promise<Result<null, string>> {
  return (await isOwners(store, asked)) ? attach() : ok(null);
}

/** From ours into the owner's: the pool stays. A roll-back undoes what turning on wrote, and remembered before. */
export async function turnOff(reach: Reach, detach: Step): Promise<Result<null, string>> {
  if (!(await isUndone(reach))) return ok(null);
  const reading = await reach.admin.read(reach.asked.userPoolId);
  // The role that was given for turning on went with it: the pool cannot be written, and calls a function that works
  if (reading.ok && passRoleRefusal(reading.value.pool, reach.asked.smsRole) !== null) return ok(null);
  return detach();
}

/** The stack goes: not while the pool still calls, by its owner's choice, what would go with it. */
export async function letGo(reach: Reach, detach: Step): Promise<Result<null, string>> {
  const { admin, store, asked } = reach;
  const undone = (await isUndone(reach)) ? await detach() : ok(null);
  if (!undone.ok) return undone;
  const reading = await admin.read(asked.userPoolId);
  if (!reading.ok && !isGone(reading.error)) return reading;
  if (reading.ok && callsUs(asked, preSignUpOf(reading.value.pool)))
    return fail(stillCalledRefusal(asked, reading.value.pool));
  for (const name of [asked.memory, asked.ownerSets]) await removeIfThere(store, name);
  return ok(null);
}

/** Whether turning on wrote the pool and was never settled: under an owner nothing else is remembered. */
async function isUndone({ store, asked }: Reach): Promise<boolean> {
  return (await isOwners(store, asked)) && (await store.read(asked.memory)) !== null;
}

async function isOwners(store: ParameterStore, { ownerSets }: AskedTrigger): Promise<boolean> {
  return (await store.read(ownerSets)) !== null;
}

/** Why the stack stays, and whose setting comes first. CloudFormation tags what its stacks own. */
function stillCalledRefusal({ userPoolId, functionArn }: AskedTrigger, pool: RawObject): string {
  const owner = Object(pool['UserPoolTags'])['aws:cloudformation:stack-name'];
  const whose = typeof owner === 'string' ? `the stack \`${owner}\`` : 'its owner (CDK, Terraform, another template)';
  return (
    `the pool \`${userPoolId}\` still calls \`${functionArn}\` before sign-up, and under \`AttachTrigger=false\` that is the ` +
    `setting of ${whose}: take \`LambdaConfig.PreSignUp\` out there and deploy it, then delete this stack again`
  );
}

/** Removes a parameter, without a request to remove what is not there. */
export async function removeIfThere(store: ParameterStore, name: string): Promise<void> {
  if ((await store.read(name)) !== null) await store.remove([name]);
}
