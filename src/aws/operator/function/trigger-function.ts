/**
 * The trigger's function as Lambda shows it, for operators' commands. Reads only.
 */
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';
import type { FunctionArn } from './function-arn.ts';

/** What is looked at of a function. */
export type TriggerFunction = {
  readonly memoryMb: number | null;
  readonly timeoutSeconds: number | null;
  readonly roleArn: string | null;
  readonly logGroup: string;
  readonly variables: Readonly<Record<string, string>>;
};

/** Lambda's client for operators. */
export function createLambdaClient(): LambdaClient {
  return new LambdaClient({ maxAttempts: 5, retryMode: 'standard' });
}

/** Reads the configuration of exactly that qualifier. */
export async function readFunction(client: LambdaClient, fn: FunctionArn): Promise<Result<TriggerFunction, string>> {
  try {
    const answer = await client.send(
      new GetFunctionConfigurationCommand({
        FunctionName: fn.unqualified,
        ...(fn.qualifier === null ? {} : { Qualifier: fn.qualifier }),
      }),
    );
    return ok({
      memoryMb: answer.MemorySize ?? null,
      timeoutSeconds: answer.Timeout ?? null,
      roleArn: answer.Role ?? null,
      logGroup: answer.LoggingConfig?.LogGroup ?? `/aws/lambda/${fn.name}`,
      variables: answer.Environment?.Variables ?? {},
    });
  } catch (error) {
    return fail(`the function \`${fn.text}\` cannot be read: ${sentenceOf(error)}`);
  }
}

/** Whether a function is this project's trigger: it reads its policy where no other function does. */
export function isGuard({ variables }: TriggerFunction): boolean {
  return variables['POLICY_PARAMETER']?.startsWith('/signup-guard/') === true;
}
