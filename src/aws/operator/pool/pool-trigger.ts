/**
 * Whom a pool calls before sign-up, by one read: for whoever looks and never writes.
 */
import { type CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';

/** A pool's ARN and its trigger, or null. */
type PoolTrigger = { readonly arn: string; readonly preSignUp: string | null };

/** Reads it, or says why not. */
export async function readPoolTrigger(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<Result<PoolTrigger, string>> {
  try {
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    return ok({ arn: UserPool?.Arn ?? '', preSignUp: UserPool?.LambdaConfig?.PreSignUp || null });
  } catch (error) {
    return fail(`the pool \`${UserPoolId}\` cannot be read: ${sentenceOf(error)}`);
  }
}
