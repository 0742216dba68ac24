/**
 * Answers AWS calls in process: one handler an operation, by the last word of `X-Amz-Target`, by
 * `Action` for services of the query protocol, or by method and path for REST services. What has no handler is refused as an unknown operation. Remembers what was called.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an operation answers: a body, or an AWS error by name. */
export type Answer = { readonly body: unknown } | { readonly error: string; readonly status?: number };

/** Answers one call, given its parsed JSON body. */
export type Operation = (input: Record<string, unknown>, path: string) => Answer | Promise<Answer>;

/** A running server. */
export type JsonServer = {
  readonly endpoint: string;
  readonly calls: string[];
  readonly close: () => Promise<void>;
};

/** Starts a server on a free port of this machine. REST calls are looked up as `GET /2015-03-31/functions/*`-like keys. */
export async function startJsonServer(operations: Readonly<Record<string, Operation>>): Promise<JsonServer> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const name = nameOf(request, text, operations);
    calls.push(name);
    const operation = operations[name];
    const input = text.startsWith('{') ? JSON.parse(text) : { text };
    const answer =
      operation === undefined ? { error: 'UnknownOperationException' } : await operation(input, request.url ?? '');
    const failed = 'error' in answer;
    response.writeHead(failed ? (answer.status ?? 400) : 200, {
      'content-type': !failed && typeof answer.body === 'string' ? 'text/xml' : 'application/x-amz-json-1.1',
      ...(failed ? { 'x-amzn-errortype': answer.error } : {}),
    });
    const body = failed ? refusal(answer.error, text.startsWith('Action=')) : answer.body;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The query protocol refuses in XML. */
function refusal(error: string, query: boolean): unknown {
  const message = 'as the test says';
  if (!query) return { __type: error, message };
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

function nameOf(request: IncomingMessage, text: string, operations: Readonly<Record<string, Operation>>): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const action = request.url === '/' ? new URLSearchParams(text).get('Action') : null;
  if (action !== null) return action;
  const path = (request.url ?? '').split('?')[0] ?? '';
  const known = Object.keys(operations).find((key) => matches(key, `${request.method} ${path}`));
  return known ?? `${request.method} ${path}`;
}

/** `*` in a key stands for one segment of the path. */
function matches(key: string, call: string): boolean {
  const wanted = key.split('/');
  const given = call.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part === '*' || part === given[index]);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
