/**
 * Lambda's client for operators, deployments and whoever only looks.
 */

import { LambdaClient } from '@aws-sdk/client-lambda';
import { OPERATOR_CLIENT } from '../client-config.ts';

/** Creates it; throttling is waited out. */
export function createLambdaClient(): LambdaClient {
  return new LambdaClient(OPERATOR_CLIENT);
}
