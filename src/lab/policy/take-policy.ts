/**
 * Where another policy comes from while the lab runs: the file that was saved, or somebody who published one, as `push` does.
 * Either is in force and shown at once.
 */
import { createLocalParameterStore } from '../../aws/operator/local.ts';
import { readLivePolicy } from '../../aws/operator/policy/live-policy.ts';
import { renderPolicy } from '../../policy/file/render-policy.ts';
import { parameterNames } from '../../policy/names.ts';
import type { Lab } from '../lab.ts';
import { LAB_ENVIRONMENT } from '../trigger/trigger-environment.ts';
import { readPublishedPolicy } from './policy-file.ts';

/** Takes the policy that stands in Parameter Store, unless it is the one in force. */
export async function takePushed({
  endpoint,
  policy,
  trigger,
  feed,
  changes,
}: Pick<Lab, 'endpoint' | 'policy' | 'trigger' | 'feed' | 'changes'>): Promise<void> {
  const { policy: parameter } = parameterNames(LAB_ENVIRONMENT);
  const live = await readLivePolicy(createLocalParameterStore(endpoint), parameter);
  if (!live.ok || live.value === null) return;
  const reading = readPublishedPolicy(`ssm:${LAB_ENVIRONMENT}`, renderPolicy(live.value.document));
  if (reading.digest === null || reading.digest === policy.status().inForce.digest) return;
  await trigger.restart();
  policy.took(reading);
  feed.note('a policy was published by command; the trigger was restarted with it');
  changes.fire();
}

/** Looks at the file again. */
export async function takeFile({ policy, trigger, feed }: Pick<Lab, 'policy' | 'trigger' | 'feed'>): Promise<void> {
  const changed = await policy.look();
  const { onDisk, failure } = policy.status();
  if (failure !== null) feed.note(`the policy could not be published: ${failure}`);
  else if (onDisk.document === null) feed.note('the policy was saved with an error: the last good one stays in force');
  if (!changed) return;
  await trigger.restart();
  feed.note('a new policy is in force; the trigger was restarted');
}
