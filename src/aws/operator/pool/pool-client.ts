/**
 * Cognito's client for operators, deployments and whoever only looks.
 */

import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { OPERATOR_CLIENT } from '../client-config.ts';

/** A client for operators and deployments, which have minutes. */
export function createPoolClient(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient(OPERATOR_CLIENT);
}
