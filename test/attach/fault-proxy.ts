/**
 * Stands between the SDK and the emulator and spoils writes to order, so that what happens after a bad write is tried over
 * the wire. Everything else passes unchanged.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of UpdateUserPool: refused; done but the connection dies; done without one field; done, and MFA off. */
export type Fault =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'lose'; readonly field: string }
  | { readonly kind: 'mfa-off' };

/** A running proxy. `faults` is consumed write by write; null lets one pass. */
export type FaultProxy = {
  readonly endpoint: string;
  readonly spoil: (...faults: readonly (Fault | null)[]) => void;
  readonly writes: () => number;
  readonly close: () => Promise<void>;
};

type Body = Record<string, unknown>;

/** Starts a proxy on a free port of this machine. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  let faults: (Fault | null)[] = [];
  let writes = 0;
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const write = targetOf(request) === 'UpdateUserPool';
    if (write) writes += 1;
    await pass(upstream, request, response, body, write ? (faults.shift() ?? null) : null);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spoil: (...next) => {
      faults = [...next];
    },
    writes: () => writes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function pass(
  upstream: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  fault: Fault | null,
): Promise<void> {
  if (fault?.kind === 'refuse') {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: 'InvalidParameterException', message: 'the SES identity is gone' }));
    return;
  }
  const answer = await forward(upstream, request, fault?.kind === 'lose' ? without(body, fault.field) : body);
  if (fault?.kind === 'mfa-off') await turnMfaOff(upstream, request, body);
  if (fault?.kind === 'hang-up') {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(await answer.text());
}

function forward(upstream: string, { headers }: IncomingMessage, body: string, target?: string): Promise<Response> {
  return fetch(upstream, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      authorization: String(headers.authorization),
      'x-amz-target': target ?? String(headers['x-amz-target']),
    },
  });
}

async function turnMfaOff(upstream: string, request: IncomingMessage, body: string): Promise<void> {
  const { UserPoolId }: Body = JSON.parse(body);
  const target = 'AWSCognitoIdentityProviderService.SetUserPoolMfaConfig';
  await forward(upstream, request, JSON.stringify({ UserPoolId, MfaConfiguration: 'OFF' }), target);
}

function without(body: string, field: string): string {
  const { [field]: _, ...rest }: Body = JSON.parse(body);
  return JSON.stringify(rest);
}

function targetOf(request: IncomingMessage): string {
  return String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
