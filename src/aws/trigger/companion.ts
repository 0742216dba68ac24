/**
 * Calls the companion: the pre sign-up function that the pool had before, by Lambda's Invoke. Once and never again, since
 * it may write; never ourselves; and with a mark, by which a guard knows that another one calls it. Loaded only where there
 * is a companion.
 */
import { pipeline, type Readable, Transform } from 'node:stream';
import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { type CompanionAnswer, noAnswer, readFailed, readReturned } from '../../core/companion/answer.ts';
import { fieldsOf, parseJson } from '../../core/json.ts';
import { CALLED_BY_GUARD } from '../../guard/called-by-guard.ts';
import type { CompanionFunction } from '../../guard/ports.ts';
import { causeOf } from '../failure.ts';

/** The longest answer that is read, in bytes: an event and its flags are a few thousand. */
const MOST_BYTES = 1_048_576;

/**
 * A connection of its own for each call: one that was kept while the sandbox slept may be dead, and a dead one would need
 * the second attempt that there must not be. The abort signal bounds the rest.
 */
const CLIENT_CONFIG = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 500, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
};

const MARK = Buffer.from(JSON.stringify({ custom: { [CALLED_BY_GUARD]: 'true' } })).toString('base64');

/** The companion of a deployment. `ownName` is the name of the function that this code runs in. */
export function createCompanionFunction(functionArn: string, ownName: string): CompanionFunction {
  const client = new LambdaClient(CLIENT_CONFIG);
  limitAnswers(client);
  const isOurself = functionArn.split(':')[NAME_IN_ARN] === ownName;
  return {
    call: async (event, signal) => {
      if (isOurself) return noAnswer('invalid');
      try {
        const Payload = Buffer.from(JSON.stringify(event));
        const input = { FunctionName: functionArn, Payload, ClientContext: MARK };
        return answerIn(await client.send(new InvokeCommand(input), { abortSignal: signal }));
      } catch (error) {
        return noAnswer(error instanceof AnswerTooLong ? 'unreadable' : causeOf(error));
      }
    },
  };
}

const NAME_IN_ARN = 6;

function answerIn({ FunctionError, Payload }: InvokeCommandOutput): CompanionAnswer {
  const returned = parseJson(Buffer.from(Payload ?? []).toString());
  if (FunctionError !== undefined) return readFailed(returned);
  return returned === undefined ? noAnswer('unreadable') : readReturned(returned);
}

class AnswerTooLong extends Error {}

/** Stops reading where an answer grows too long, before it is held whole. */
function limitAnswers(client: LambdaClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      const body = fieldsOf(response)['body'];
      if (isReadable(body)) Object.assign(fieldsOf(response), { body: pipeline(body, limit(), () => {}) });
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
}

function limit(): Transform {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      done(bytes > MOST_BYTES ? new AnswerTooLong() : null, chunk);
    },
  });
}

function isReadable(value: unknown): value is Readable {
  return typeof fieldsOf(value)['pipe'] === 'function';
}
