/**
 * The key of the pseudonyms for people who may read it: to find a user's decisions, and to match addresses of a policy.
 */

import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { fail, ok, type Result } from '../../../core/result.ts';
import { parameterNames } from '../../../policy/names.ts';
import { OPERATOR_CLIENT } from '../client-config.ts';

/** Reads the key of an environment, or says why not. */
export async function readHashKey(environment: string): Promise<Result<string, string>> {
  const name = parameterNames(environment).hashKey;
  try {
    const { Parameter } = await new SSMClient(OPERATOR_CLIENT).send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
    );
    const value = Parameter?.Value ?? '';
    return value === '' ? fail(`\`${name}\` is empty`) : ok(value);
  } catch (error) {
    return fail(`\`${name}\` could not be read: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}
