/**
 * The yardstick of `import.ts`: a handler that creates the SDK clients of the trigger and does nothing else.
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The clients, kept so that no bundler drops them. */
export const clients = [new CognitoIdentityProviderClient({}), new SSMClient({}), new DynamoDBClient({})];

/** Answers every event as it came. */
export async function handler(event: unknown): Promise<unknown> {
  return event;
}
