/**
 * An HTTP server on the loopback that answers AWS calls as a test scripts them: real SDK clients, real sockets, any
 * fault. Not a model of AWS: the model is `src/sim`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

/** One call as it arrived: the operation (`ListUsers`) and its JSON body; of a function's invocation, what it was given besides. */
export type Call = {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly invoked?: { readonly functionName: string; readonly clientContext: string };
};

/** What to do with a call: answer JSON, an AWS error, raw bytes, or hold the socket in some way. */
export type Answer =
  | { readonly json: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly error: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly raw: string;
      readonly status?: number;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly hang: true }
  | { readonly drip: string }
  | { readonly reset: true }
  | { readonly after: number; readonly then: Answer };

/** The script of a server. */
export type Script = (call: Call, nth: number) => Answer;

/** A running server; `close` ends it and every socket. */
export type FakeAws = {
  readonly endpoint: string;
  readonly calls: readonly Call[];
  /** How many sockets were opened, each with a handshake of its own. */
  readonly sockets: () => number;
  script: Script;
  readonly close: () => Promise<void>;
};

/** Starts a server on the loopback; port 0 takes a free one. With a key and a certificate it speaks HTTPS, as AWS does. */
export async function startFakeAws(script: Script, listenOn = 0, tls: ServerOptions | null = null): Promise<FakeAws> {
  const calls: Call[] = [];
  let sockets = 0;
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(request);
    const nth = calls.filter(({ operation }) => operation === call.operation).length;
    calls.push(call);
    answer(response, fake.script(call, nth));
  };
  const server = tls === null ? createServer(listener) : createTlsServer(tls, listener);
  server.on(tls === null ? 'connection' : 'secureConnection', () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(listenOn, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const endpoint = `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`;
  const fake: FakeAws = { endpoint, calls, sockets: () => sockets, script, close };
  return fake;
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = String(request.headers['x-amz-target'] ?? '');
  const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  const functionName = /\/functions\/([^/]+)\/invocations$/u.exec(request.url ?? '')?.[1];
  if (functionName === undefined) return { operation: target.slice(target.indexOf('.') + 1), body };
  const clientContext = Buffer.from(String(request.headers['x-amz-client-context'] ?? ''), 'base64').toString();
  return { operation: 'Invoke', body, invoked: { functionName: decodeURIComponent(functionName), clientContext } };
}

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

function answer(response: ServerResponse, script: Answer): void {
  if ('after' in script) setTimeout(() => answer(response, script.then), script.after);
  else if ('reset' in script) response.socket?.resetAndDestroy();
  else if ('json' in script)
    response.writeHead(200, { ...JSON_TYPE, ...script.headers }).end(JSON.stringify(script.json));
  else if ('raw' in script)
    response
      .writeHead(script.status ?? 200, { 'content-type': script.contentType ?? 'text/html', ...script.headers })
      .end(script.raw);
  else if ('drip' in script)
    drip(response.writeHead(200, { ...JSON_TYPE, 'content-length': script.drip.length }), script.drip);
  else if ('error' in script) fail(response, script);
}

function fail(response: ServerResponse, { error, status, headers }: Extract<Answer, { error: string }>): void {
  const body = JSON.stringify({ __type: error, message: `scripted ${error}` });
  response.writeHead(status ?? 400, { ...JSON_TYPE, 'x-amzn-errortype': error, ...headers }).end(body);
}

/** One byte every 50 ms, for as long as anybody listens. */
function drip(response: ServerResponse, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent >= text.length || response.destroyed) return clearInterval(timer);
    response.write(text[sent]);
    sent += 1;
  }, 50);
}

/** Variables under which SDK clients made in this process talk to the server. */
export function awsEnv(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}
