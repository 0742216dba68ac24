/**
 * The key of the pseudonyms for people who may read it: to find a user's decisions, and to match addresses of a policy.
 */

import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { fail, ok, type Result } from '../../../core/result.ts';
import { parameterNames } from '../../../policy/names.ts';
import { type ClientAccount, OPERATOR_CLIENT } from '../client-config.ts';
import { remedyFor } from '../sentence.ts';

/** Reads the key of an environment, or says why not. */
export async function readHashKey(environment: string, account: ClientAccount = {}): Promise<Result<string, string>> {
  const name = parameterNames(environment).hashKey;
  try {
    const { Parameter } = await new SSMClient({ ...OPERATOR_CLIENT, ...account }).send(
      new GetParameterCommand({ Name: name, WithDecryption: true }),
    );
    const value = Parameter?.Value ?? '';
    return value === '' ? fail(`\`${name}\` is empty`) : ok(value);
  } catch (error) {
    return fail(
      `\`${name}\` could not be read: ${remedyFor(error) ?? (error instanceof Error ? error.name : 'unknown error')}`,
    );
  }
}
