/**
 * Cognito's client for operators, deployments and whoever only looks.
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** A client for operators and deployments, which have minutes. */
export function createPoolClient(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    maxAttempts: 5,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}
