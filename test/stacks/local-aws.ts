/**
 * An AWS for the deployment's function, over HTTP: Parameter Store, pools that reset what an update leaves out, functions
 * with their permissions, and the address that takes a custom resource's answer. Every request is judged by the statements
 * of its role, and the one that is meant is done and never answered.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { updatedPool } from '../pool/random-pool.ts';
import { type Answer, answerParameters, type Parameters, refusal } from './parameters.ts';
import { type Asked, allowedBy, askedBy } from './rights.ts';
import { ACCOUNT, type Labelled, REGION } from './template.ts';

type Json = Record<string, unknown>;

/** What became of one request. */
export type Judged = Asked & { readonly role: string; readonly by: readonly string[] };

/** The state of an account, and what it saw. */
export class LocalAws {
  readonly parameters: Parameters = new Map();
  readonly pools = new Map<string, Json>();
  /** By ARN, qualifier included: the pools that may call it. */
  readonly functions = new Map<string, Set<string>>();
  readonly rights = new Map<string, readonly Labelled[]>();
  readonly judged: Judged[] = [];
  /** Called ahead of each request; for whoever comes in between. */
  before: (operation: string, body: Json) => void = () => undefined;
  /** After how many more requests the connection is lost; then `onCut` is called. */
  cutAfter = Number.POSITIVE_INFINITY;
  /** Which request is done all the same and answered with an error; later ones are not even done, up to the next answer. */
  failAt = Number.POSITIVE_INFINITY;
  /** So many requests are denied, although they will be allowed: a role's change is not in force everywhere at once. */
  lag = 0;
  requests = 0;
  onCut: () => void = () => undefined;
  onAnswer: (body: Json) => void = () => undefined;
  onInvoke: (functionArn: string, event: Json) => void = () => undefined;
  endpoint = '';

  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    this.endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** An empty account. What was judged stays, for the whole table. */
  reset(): void {
    for (const map of [this.parameters, this.pools, this.functions, this.rights]) map.clear();
    this.before = () => undefined;
    this.cutAfter = Number.POSITIVE_INFINITY;
    this.failAt = Number.POSITIVE_INFINITY;
    this.lag = 0;
    this.requests = 0;
  }

  /** A pool as somebody has it. */
  addPool(id: string, settings: Json = {}): void {
    this.pools.set(id, {
      Id: id,
      Arn: poolArn(id),
      Name: id,
      MfaConfiguration: 'OFF',
      UserPoolTier: 'PLUS',
      ...settings,
    });
  }

  /** Whom a pool calls before sign-up, or null. */
  triggerOf(id: string): string | null {
    const config = (this.pools.get(id)?.['LambdaConfig'] ?? {}) as Json;
    return typeof config['PreSignUp'] === 'string' ? config['PreSignUp'] : null;
  }

  /** Sets it as another stack's update would, which resets nothing else here. */
  setTrigger(id: string, arn: string | null): void {
    this.pools.set(id, { ...this.pools.get(id), LambdaConfig: arn === null ? {} : { PreSignUp: arn } });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await buffer(request)).toString();
    const body: Json = text === '' ? {} : JSON.parse(text);
    if (request.method === 'PUT') {
      response.writeHead(200).end();
      if (this.requests >= this.failAt) this.failAt = Number.POSITIVE_INFINITY;
      return this.onAnswer(body);
    }
    if (this.lag > 0) {
      this.lag -= 1;
      const early = refusal('AccessDeniedException', 'not in force yet');
      response.writeHead(early.status, { 'x-amzn-errortype': 'AccessDeniedException' }).end(JSON.stringify(early.body));
      return;
    }
    this.requests += 1;
    const outage = refusal('UnheardOfException', 'an outage');
    const done = this.requests > this.failAt ? outage : await this.#answer(request, body);
    if (this.requests === this.cutAfter) return this.onCut();
    const answer = this.requests >= this.failAt ? outage : done;
    const error = answer.status === 200 ? {} : { 'x-amzn-errortype': String((answer.body as Json)['__type']) };
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1', ...error });
    response.end(JSON.stringify(answer.body));
  }

  async #answer(request: IncomingMessage, body: Json): Promise<Answer> {
    const role = /Credential=([^/]+)\//u.exec(String(request.headers.authorization))?.[1] ?? '';
    const [service = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const call = service === '' ? functionCall(request) : null;
    this.before(operation, body);
    const asked = call === null ? askedBy(service === 'AmazonSSM' ? 'ssm' : 'cognito-idp', operation, body) : [call];
    for (const each of asked) {
      const by = await allowedBy(this.rights.get(role) ?? [], each);
      this.judged.push({ ...each, role, by });
      if (by.length === 0) return refusal('AccessDeniedException', `${role} may not ${each.action} ${each.resource}`);
    }
    if (call !== null) return this.#callFunction(call, body);
    return service === 'AmazonSSM'
      ? answerParameters(this.parameters, operation, body)
      : this.#askPool(operation, body);
  }

  #callFunction({ action, resource }: Asked, body: Json): Answer {
    if (action === 'lambda:InvokeFunction') {
      this.onInvoke(resource, body);
      return { status: 200, body: {} };
    }
    const callers = this.functions.get(resource);
    if (action === 'lambda:GetFunctionConfiguration' && callers !== undefined)
      return { status: 200, body: { FunctionArn: resource, State: 'Active' } };
    if (callers === undefined || callers.size === 0) return refusal('ResourceNotFoundException', resource, 404);
    const Statement = [...callers].map((pool) => ({
      Sid: pool,
      Effect: 'Allow',
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: resource,
      Condition: { ArnLike: { 'AWS:SourceArn': poolArn(pool) }, StringEquals: { 'AWS:SourceAccount': ACCOUNT } },
    }));
    return { status: 200, body: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) } };
  }

  #askPool(operation: string, body: Json): Answer {
    const id = String(body['UserPoolId']);
    const pool = this.pools.get(id);
    if (pool === undefined) return refusal('ResourceNotFoundException', `no pool ${id}`);
    if (operation === 'DescribeUserPool') return { status: 200, body: { UserPool: pool } };
    if (operation === 'GetUserPoolMfaConfig')
      return { status: 200, body: { MfaConfiguration: pool['MfaConfiguration'] } };
    if (operation === 'UpdateUserPool') this.pools.set(id, { ...updatedPool(pool, body) });
    return { status: 200, body: {} };
  }
}

/** A pool's ARN. */
export function poolArn(id: string): string {
  return `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`;
}

/** Lambda's protocol is paths: whose policy is read, or who is called. */
function functionCall({ method, url = '' }: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const name = decodeURIComponent(pathname.split('/')[3] ?? '');
  const qualifier = searchParams.get('Qualifier');
  const resource = qualifier === null ? name : `${name}:${qualifier}`;
  const reads = pathname.endsWith('/configuration') ? 'lambda:GetFunctionConfiguration' : 'lambda:GetPolicy';
  return { action: method === 'GET' ? reads : 'lambda:InvokeFunction', resource, context: {} };
}
