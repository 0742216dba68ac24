/**
 * Where the trigger's parts are put together, once a sandbox. Must hold no rule of its own.
 */
import { createDecisionLog } from '../aws/trigger/decision-log.ts';
import { createDeferredMetrics } from '../aws/trigger/deferred-metrics.ts';
import { createDeferredLimits } from '../aws/trigger/limits/deferred-limits.ts';
import { createParameterProvider, networkThatTells } from '../aws/trigger/parameter-provider.ts';
import { loadReadPublished } from '../aws/trigger/published-policy.ts';
import type { Clock, LimitTable } from '../guard/ports.ts';
import { createCompanion } from './companion.ts';
import { createDeferredStores } from './deferred-stores.ts';
import type { Settings } from './env.ts';
import { composeParameters } from './parameters.ts';
import { createTrigger, type SignUpTrigger } from './trigger.ts';

/** The longest that one SSM call may take, repeats included, in milliseconds. */
const PARAMETER_CALL_MS = 2_000;

/** Builds the trigger of a deployment and begins to read its policy and its key: a sandbox starts with both under way. */
export function composeTrigger(settings: Settings, clock: Clock): SignUpTrigger {
  const stores = createDeferredStores(settings, clock);
  const meanwhile = () => {
    loadReadPublished();
    stores.begin();
  };
  const provider = createParameterProvider(PARAMETER_CALL_MS, networkThatTells(meanwhile));
  const { policySource, hashKey, candidate, prefetch } = composeParameters(provider, settings, clock);
  // not before the bundle is loaded: the reads only wait, so loading must not wait for what prepares them
  setImmediate(prefetch);
  return createTrigger({
    environment: settings.environment,
    hashKey,
    clock,
    log: createDecisionLog(settings.serviceName),
    metrics: createDeferredMetrics(async () => {
      const { createDecisionMetrics } = await import('../aws/trigger/decision-metrics.ts');
      return createDecisionMetrics(settings.serviceName, settings.environment);
    }),
    candidate,
    companion: createCompanion(settings),
    standing: policySource.peek,
    guard: {
      policySource,
      directory: stores.directory,
      claims: stores.claims,
      limits: limitsOf(settings, clock),
      clock,
      whenPolicyUnavailable: settings.whenPolicyUnavailable,
    },
  });
}

function limitsOf({ limitTable, stack }: Settings, clock: Clock): LimitTable | null {
  if (limitTable === null) return null;
  return createDeferredLimits(async () => {
    const [{ createLimitTable }, { createOnceThrottledTableClient }] = await Promise.all([
      import('../aws/trigger/limits/limit-table.ts'),
      import('../aws/trigger/clients.ts'),
    ]);
    return createLimitTable({ client: createOnceThrottledTableClient(), clock, tableName: limitTable, stack });
  });
}
