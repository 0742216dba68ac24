/**
 * A small Parameter Store that speaks the real protocol over HTTP, for the real SDK client. It knows versions, history,
 * paths and refusals; it checks no permissions.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SSMClient } from '@aws-sdk/client-ssm';

type Entry = {
  Name: string;
  Value: string;
  Version: number;
  Type: string;
  LastModifiedDate: number;
  /** Only the history tells it. */
  Description?: string;
};
type Input = {
  Name?: string;
  Names?: string[];
  Value?: string;
  Type?: string;
  Description?: string;
  Overwrite?: boolean;
  Path?: string;
  NextToken?: string;
  MaxResults?: number;
};
type Answer = { readonly status: number; readonly body: unknown };

/** One fake store with its client; `calls` are the requests it saw, `before` runs ahead of each. */
export class FakeParameterStore {
  readonly entries = new Map<string, Entry[]>();
  readonly calls: string[] = [];
  before: (action: string, input: Input) => void = () => undefined;
  now = Date.parse('2026-01-01T00:00:00Z') / 1000;
  readonly #server: Server;
  #client: SSMClient | undefined;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const action = String(request.headers['x-amz-target']).replace('AmazonSSM.', '');
      const { status, body } = this.answer(action, JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  }

  async start(): Promise<SSMClient> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    const { port } = this.#server.address() as AddressInfo;
    this.#client = new SSMClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    return this.#client;
  }

  /** Ends the client as well. */
  async stop(): Promise<void> {
    this.#client?.destroy();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Writes past the protocol, as somebody else would. */
  put(name: string, text: string, type = 'String', Description = ''): number {
    const versions = this.entries.get(name) ?? [];
    const Version = (versions.at(-1)?.Version ?? 0) + 1;
    const entry = { Name: name, Value: text, Version, Type: type, LastModifiedDate: this.now, Description };
    this.entries.set(name, [...versions, entry]);
    return Version;
  }

  text(name: string): string | undefined {
    return this.entries.get(name)?.at(-1)?.Value;
  }

  /** What the store answers, without the wire. */
  answer(action: string, input: Input): Answer {
    this.calls.push(`${action} ${input.Name ?? input.Path ?? input.Names?.join(' ') ?? ''}`);
    try {
      this.before(action, input);
    } catch {
      return refusal('AccessDeniedException', 'not authorized to perform this');
    }
    switch (action) {
      case 'GetParameter':
        return this.#get(input.Name ?? '');
      case 'GetParameterHistory':
        return page(this.entries.get(input.Name ?? '') ?? [], input);
      case 'GetParametersByPath':
        return page(this.#below(input.Path ?? ''), { ...input, MaxResults: 10 });
      case 'PutParameter':
        return this.#put(input);
      case 'DeleteParameter':
        if (!this.entries.delete(input.Name ?? '')) return refusal('ParameterNotFound', '');
        return { status: 200, body: {} };
      default:
        for (const name of input.Names ?? []) this.entries.delete(name);
        return { status: 200, body: { DeletedParameters: input.Names } };
    }
  }

  #get(name: string): Answer {
    const entry = this.entries.get(name)?.at(-1);
    if (entry === undefined) return refusal('ParameterNotFound', '');
    const { Description: _, ...parameter } = entry;
    return { status: 200, body: { Parameter: parameter } };
  }

  #put({ Name = '', Value = '', Type, Overwrite = false, Description }: Input): Answer {
    if (Buffer.byteLength(Value) > 4096) return refusal('ValidationException', 'longer than 4096');
    if (Value.includes('{{')) return refusal('ValidationException', 'holds {{');
    if (!Overwrite && this.entries.has(Name)) return refusal('ParameterAlreadyExists', 'it already exists');
    return { status: 200, body: { Version: this.put(Name, Value, Type, Description), Tier: 'Standard' } };
  }

  #below(path: string): readonly Entry[] {
    return [...this.entries.values()]
      .flatMap((versions) => versions.slice(-1))
      .filter((e) => e.Name.startsWith(`${path}/`));
  }
}

function page(entries: readonly Entry[], { NextToken, MaxResults = 50 }: Input): Answer {
  const start = Number(NextToken ?? 0);
  const end = start + MaxResults;
  const more = end < entries.length ? { NextToken: String(end) } : {};
  return { status: 200, body: { Parameters: entries.slice(start, end), ...more } };
}

function refusal(type: string, message: string): Answer {
  return { status: 400, body: { __type: type, message } };
}
