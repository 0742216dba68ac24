/**
 * How the SDK clients of the trigger wait. The defaults would not do inside five seconds: no request timeout at all, and
 * backoff that starts at a second when throttled.
 */

/**
 * `requestTimeout` alone only warns, and with `throwOnRequestTimeout` it covers the headers only: a body that drips is
 * cut by the abort signal that every call is given besides.
 */
export const CLIENT_CONFIG = {
  maxAttempts: 2,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
};
