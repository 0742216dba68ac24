/**
 * Keeps the JSON of every answer as it came over the wire. The SDK drops fields that its model does not have, and a
 * setting that nobody sees is a setting that the next write resets (F4.12).
 */
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { parseJson } from '../../../core/json.ts';

/** The SDK's name of the step that turns a body into an object. */
const DESERIALIZER = 'deserializerMiddleware';

/** What a step near the deserializer hands on. */
type Handled = { readonly response: unknown; readonly output?: object };

/** Finds the raw JSON of an answer that this client gave; undefined for any other object, or a body that is not JSON. */
export type RawAnswers = (output: object) => unknown;

const WATCHED = new WeakMap<CognitoIdentityProviderClient, RawAnswers>();

/** Watches a client, once. The body is read once and handed on as bytes. */
export function keepRawAnswers(client: CognitoIdentityProviderClient): RawAnswers {
  const known = WATCHED.get(client);
  if (known !== undefined) return known;
  const answers = watch(client);
  WATCHED.set(client, answers);
  return answers;
}

function watch(client: CognitoIdentityProviderClient): RawAnswers {
  const bodies = new WeakMap<object, string>();
  const read =
    <A, R extends Handled>(next: (args: A) => Promise<R>) =>
    async (args: A): Promise<R> => {
      const result = await next(args);
      const { response } = result;
      if (!hasBody(response)) return result;
      const bytes = await client.config.streamCollector(response.body);
      bodies.set(response, new TextDecoder().decode(bytes));
      response.body = bytes;
      return result;
    };
  const keep =
    <A, R extends Handled>(next: (args: A) => Promise<R>) =>
    async (args: A): Promise<R> => {
      const result = await next(args);
      const text = hasBody(result.response) ? bodies.get(result.response) : undefined;
      if (text !== undefined && result.output !== undefined) bodies.set(result.output, text);
      return result;
    };
  const { middlewareStack } = client;
  middlewareStack.addRelativeTo(read, { relation: 'after', toMiddleware: DESERIALIZER, name: 'readRawAnswer' });
  middlewareStack.addRelativeTo(keep, { relation: 'before', toMiddleware: DESERIALIZER, name: 'keepRawAnswer' });
  return (output) => parseJson(bodies.get(output) ?? '');
}

function hasBody(response: unknown): response is { body: unknown } {
  return typeof response === 'object' && response !== null && 'body' in response;
}
