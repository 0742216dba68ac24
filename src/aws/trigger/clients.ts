/**
 * The SDK clients of the trigger, made once when the sandbox starts. The defaults would not do inside five seconds: no
 * request timeout at all, and backoff that starts at a second when throttled.
 */
import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';

/**
 * `requestTimeout` alone only warns, and with `throwOnRequestTimeout` it covers the headers only: a body that drips is
 * cut by the abort signal that every call is given besides.
 */
const CLIENT_CONFIG = {
  maxAttempts: 2,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
};

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

/**
 * The parameter store through Powertools, which passes no abort signal: each call is bounded here.
 *
 * @param limitMs how long one call may take, repeats included
 * @param requestHandler what carries the requests, where it is not the network
 */
export function createParameterProvider(
  limitMs: number,
  requestHandler: NonNullable<SSMClientConfig['requestHandler']> = CLIENT_CONFIG.requestHandler,
): SSMProvider {
  const client = new SSMClient({ ...CLIENT_CONFIG, requestHandler });
  const send = client.send.bind(client);
  const bounded = (command: Parameters<typeof send>[0]) => send(command, { abortSignal: AbortSignal.timeout(limitMs) });
  return new SSMProvider({ awsSdkV3Client: Object.assign(client, { send: bounded }) });
}

/** The claim table's client. */
export function createTableClient(): DynamoDBClient {
  return new DynamoDBClient(CLIENT_CONFIG);
}
