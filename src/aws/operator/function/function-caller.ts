/**
 * Hands an event to another version of a function. Does not wait for what becomes of it: the other version answers whoever
 * asked.
 */

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { causeOf } from '../../failure.ts';
import { OPERATOR_CLIENT } from '../client-config.ts';

/** Hands events over; an error is a sentence for the operator. */
interface FunctionCaller {
  handOver(functionArn: string, event: unknown): Promise<Result<null, string>>;
}

/** Creates the caller with a client of its own. */
export function createFunctionCaller(client = new LambdaClient(OPERATOR_CLIENT)): FunctionCaller {
  return {
    handOver: async (FunctionName, event) => {
      try {
        await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }));
        return ok(null);
      } catch (error) {
        return fail(`the former version \`${FunctionName}\` cannot be called: ${causeOf(error)}`);
      }
    },
  };
}
