/**
 * The clients of pool and claim table, made once a sandbox. Loaded while the policy is on its way: what needs them comes after it.
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CLIENT_CONFIG } from './client-settings.ts';

/** The pool's client. Throttled calls are not repeated: ListUsers has 30 requests a second for the account (F3.11). */
export function createCognitoClient(): CognitoIdentityProviderClient {
  return withoutThrottledRepeats(new CognitoIdentityProviderClient(CLIENT_CONFIG));
}

/** The client of the table of limits: a key that is throttled is flooded, and asking again would only add to it. */
export function createOnceThrottledTableClient(): DynamoDBClient {
  return withoutThrottledRepeats(new DynamoDBClient(CLIENT_CONFIG));
}

/** A client that repeats what failed, but not what was throttled. */
function withoutThrottledRepeats<C extends CognitoIdentityProviderClient | DynamoDBClient>(client: C): C {
  const standard = client.config.retryStrategy;
  client.config.retryStrategy = async () => {
    const strategy = await standard();
    if (!('refreshRetryTokenForRetry' in strategy)) return strategy;
    return {
      acquireInitialRetryToken: (scope) => strategy.acquireInitialRetryToken(scope),
      recordSuccess: (token) => strategy.recordSuccess(token),
      refreshRetryTokenForRetry: (token, error) =>
        error.errorType === 'THROTTLING'
          ? Promise.reject(new Error('throttled calls are not repeated'))
          : strategy.refreshRetryTokenForRetry(token, error),
    };
  };
  return client;
}

/** The claim table's client. */
export function createTableClient(): DynamoDBClient {
  return new DynamoDBClient(CLIENT_CONFIG);
}
