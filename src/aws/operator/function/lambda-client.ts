/**
 * Lambda's client for operators, deployments and whoever only looks.
 */
import { LambdaClient } from '@aws-sdk/client-lambda';

/** Creates it; throttling is waited out. */
export function createLambdaClient(): LambdaClient {
  return new LambdaClient({ maxAttempts: 5, retryMode: 'standard' });
}
