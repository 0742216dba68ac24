/**
 * The trigger: where the parts are put together, once a sandbox, and each event is answered. All calls happen inside the
 * handler, since middy's early timer does not guard what runs before it. Must hold no rule of its own.
 */
import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createClaimTable } from '../aws/claim-table.ts';
import { createCognitoClient, createParameterClient, createTableClient } from '../aws/clients.ts';
import { createDecisionLog } from '../aws/decision-log.ts';
import { createCognitoDirectory } from '../aws/directory.ts';
import { createHashKeySource } from '../aws/hash-key.ts';
import { createPolicyReader } from '../aws/policy-reader.ts';
import { createThrottleBreaker } from '../aws/throttle-breaker.ts';
import { createPolicyCache } from '../guard/policy-cache.ts';
import { systemClock } from './clock.ts';
import { readSettings } from './env.ts';
import { createTrigger } from './trigger.ts';

/** The longest that one SSM call may take, repeats included, in milliseconds. */
const PARAMETER_CALL_MS = 2_000;

/** Before Lambda's own end, in milliseconds: the net below the budget, for a wait that nothing else bounds. */
const EARLY_MS = 400;

const settings = readSettings();
const clock = systemClock;
const provider = new SSMProvider({ awsSdkV3Client: createParameterClient(PARAMETER_CALL_MS) });
const policySource = createPolicyCache({
  reader: createPolicyReader(provider, settings.policyParameter),
  clock,
  maxAgeMs: settings.policyMaxAgeMs,
  random: Math.random(),
});
const hashKey = createHashKeySource(provider, settings.hashKeyParameter, clock);
const trigger = createTrigger({
  environment: settings.environment,
  hashKey,
  clock,
  log: createDecisionLog(settings.serviceName),
  guard: {
    policySource,
    directory: createCognitoDirectory({ client: createCognitoClient(), breaker: createThrottleBreaker(clock) }),
    claims:
      settings.claimTable === null
        ? null
        : createClaimTable({
            client: createTableClient(),
            clock,
            tableName: settings.claimTable,
            stack: settings.stack,
          }),
    clock,
    whenPolicyUnavailable: settings.whenPolicyUnavailable,
  },
});

policySource.prefetch();
hashKey.prefetch();

/** Cognito's pre sign-up trigger. */
export const handler = middy<unknown, unknown, Error, Context>({ timeoutEarlyInMillis: EARLY_MS })
  .use({ onError: trigger.recover })
  .handler((event, context) => trigger.answer(event, context.getRemainingTimeInMillis()));
