/**
 * The resource `SettledTrigger`: last of all on an existing pool, when nothing of the operation can fail any more. Who sets the
 * trigger is then settled and written down; where that is the pool's owner, the former trigger is forgotten. Never touches
 * the pool.
 */
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import { ok } from '../core/result.ts';
import { askedTrigger } from './asked-trigger.ts';
import type { Work } from './custom-resource.ts';
import { removeIfThere } from './owned-trigger.ts';

/** The work over Parameter Store. */
export function createTriggerSettler(open: (signal: AbortSignal) => ParameterStore): Work {
  return async (event, { signal }) => {
    const asked = askedTrigger(event);
    if (!asked.ok) return asked;
    const { attach, memory, ownerSets, userPoolId } = asked.value;
    const physicalId = `settled-trigger-${userPoolId}`;
    const store = open(signal);
    if (event.RequestType === 'Delete') return ok({ physicalId });
    if (attach) await removeIfThere(store, ownerSets);
    else {
      await removeIfThere(store, memory);
      await store.write(ownerSets, 'with AttachTrigger=false the owner of the pool sets its trigger');
    }
    return ok({ physicalId });
  };
}
