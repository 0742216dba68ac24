/**
 * A request as it is: `fetch` would not send another host or origin.
 */
import { request } from 'node:http';

/** What came back; header names in lower case. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** Sends it. */
export function rawRequest(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const sent = request(url, { method, headers }, (answer) => {
    let text = '';
    answer.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
