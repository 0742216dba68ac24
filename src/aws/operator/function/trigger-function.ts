/**
 * The trigger's function as Lambda shows it, for operators' commands. Reads only.
 */
import {
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';
import type { FunctionArn } from './function-arn.ts';

/** What is looked at of a function. */
export type TriggerFunction = {
  readonly memoryMb: number | null;
  readonly timeoutSeconds: number | null;
  readonly roleArn: string | null;
  readonly logGroup: string;
  /** Lambda's own word: `Active`, `Inactive`, `Pending` or `Failed`. */
  readonly state: string | null;
  readonly variables: Readonly<Record<string, string>>;
};

/** A function, or why it cannot be read. `gone` where Lambda says that there is none. */
export type FunctionReading =
  | { readonly kind: 'there'; readonly fn: TriggerFunction }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Looks for a function at exactly that qualifier. */
export async function lookAtFunction(client: LambdaClient, fn: FunctionArn): Promise<FunctionReading> {
  try {
    const answer = await client.send(
      new GetFunctionConfigurationCommand({
        FunctionName: fn.unqualified,
        ...(fn.qualifier === null ? {} : { Qualifier: fn.qualifier }),
      }),
    );
    return { kind: 'there', fn: triggerFunction(fn, answer) };
  } catch (error) {
    const why = `the function \`${fn.text}\` cannot be read: ${sentenceOf(error)}`;
    return { kind: error instanceof ResourceNotFoundException ? 'gone' : 'unreadable', why };
  }
}

function triggerFunction({ name }: FunctionArn, answer: GetFunctionConfigurationCommandOutput): TriggerFunction {
  return {
    memoryMb: answer.MemorySize ?? null,
    timeoutSeconds: answer.Timeout ?? null,
    roleArn: answer.Role ?? null,
    logGroup: answer.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    state: answer.State ?? null,
    variables: answer.Environment?.Variables ?? {},
  };
}

/** Reads the configuration of exactly that qualifier. */
export async function readFunction(client: LambdaClient, fn: FunctionArn): Promise<Result<TriggerFunction, string>> {
  const reading = await lookAtFunction(client, fn);
  return reading.kind === 'there' ? ok(reading.fn) : fail(reading.why);
}

/** Whether a function is this project's trigger: it reads its policy where no other function does. */
export function isGuard({ variables }: TriggerFunction): boolean {
  return variables['POLICY_PARAMETER']?.startsWith('/signup-guard/') === true;
}
