/**
 * AWS's JSON protocol over HTTP: the call is named by `X-Amz-Target`, errors by `__type` and `x-amzn-errortype`. Bodies
 * are bounded, and only requests addressed to this machine by name are answered, so that no web page can reach the lab
 * through a name of its own (DNS rebinding).
 */
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { discoveryRoutes } from '../browser/discovery.ts';
import { welcomeOrigins } from '../browser/origins.ts';
import { whyNotServed } from '../cognito/not-served.ts';
import { COGNITO_OPERATIONS } from '../cognito/registry.ts';
import { DYNAMODB } from '../dynamodb/dynamodb.ts';
import { suffer } from '../faults.ts';
import { lambdaRoutes } from '../lambda/lambda.ts';
import { LOGS } from '../logs/logs.ts';
import type { Operation } from '../operation.ts';
import { SSM } from '../ssm/ssm.ts';
import type { LabState } from '../state.ts';
import { WAF } from '../waf.ts';
import type { WireError } from '../wire-error.ts';

type Service = {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly contentType: string;
  /** DynamoDB qualifies its error names. */
  readonly errorPrefix: string;
};

const SERVICES: Readonly<Record<string, Service>> = {
  AWSCognitoIdentityProviderService: {
    operations: COGNITO_OPERATIONS,
    contentType: 'application/x-amz-json-1.1',
    errorPrefix: '',
  },
  Logs_20140328: { operations: LOGS, contentType: 'application/x-amz-json-1.1', errorPrefix: '' },
  AmazonSSM: { operations: SSM, contentType: 'application/x-amz-json-1.1', errorPrefix: '' },
  AWSWAF_20190729: { operations: WAF, contentType: 'application/x-amz-json-1.1', errorPrefix: '' },
  DynamoDB_20120810: {
    operations: DYNAMODB,
    contentType: 'application/x-amz-json-1.0',
    errorPrefix: 'com.amazonaws.dynamodb.v20120810#',
  },
};

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The HTTP side of a lab. `port` is asked for at each request, since it is known only once the server listens; `routes`
 * is what the lab serves besides the protocol.
 */
export function createProtocol(state: LabState, port: () => number, routes?: Hono): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const host = c.req.header('host');
    if (host === `127.0.0.1:${port()}` || host === `localhost:${port()}`) return next();
    return send(c, null, problem('AccessDeniedException', 'only requests to 127.0.0.1 or localhost are answered', 403));
  });
  const onError = (c: Context) =>
    send(c, null, problem('RequestEntityTooLargeException', `the body is larger than ${MAX_BODY_BYTES} bytes`, 413));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError }));
  const welcome = welcomeOrigins(state.origins, (c, sentence) =>
    send(c, null, problem('ForbiddenException', sentence, 403)),
  );
  app.on(['POST', 'OPTIONS'], '/', welcome);
  app.use('/:pool/.well-known/*', welcome);
  app.use('/lab/*', welcome);
  app.post('/', (c) => answer(c, state));
  app.route('/2015-03-31/functions', lambdaRoutes(state));
  app.route('/', discoveryRoutes(state));
  if (routes !== undefined) app.route('/', routes);
  app.onError((_, c) => send(c, null, problem('InternalFailure', 'the lab failed on this request', 500)));
  return app;
}

async function answer(c: Context, state: LabState): Promise<Response> {
  const target = c.req.header('x-amz-target') ?? '';
  const [serviceName = '', operationName = ''] = target.split('.');
  // what names its target is no query, whatever it calls its body: `curl -d` calls each a form
  if (target === '' && c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return refuseQuery(c);
  const service = own(SERVICES, serviceName);
  const operation = service === undefined ? undefined : own(service.operations, operationName);
  if (service === undefined || operation === undefined) {
    const why = whyNotServed(operationName);
    const words = `the lab does not serve \`${serviceName}.${operationName}\`${why === null ? '' : `: it has ${why}`}`;
    return send(c, service ?? null, problem('UnknownOperationException', words, 400));
  }
  if (operation.signed && !(c.req.header('authorization') ?? '').startsWith('AWS4-HMAC-SHA256 ')) {
    return send(c, service, problem('MissingAuthenticationTokenException', 'Missing Authentication Token', 400));
  }
  const fault = await suffer(state.faults, serviceName, operationName);
  if (fault !== null) return send(c, service, fault);
  const body = parseBody(await c.req.text());
  if (body === undefined) {
    return send(c, service, problem('SerializationException', 'the body is not a JSON object', 400));
  }
  const result = await operation.serve(state, body);
  return result.ok ? reply(c, service, 200, result.value) : send(c, service, result.error);
}

/** The older protocol, IAM's among others, whose clients read XML. */
async function refuseQuery(c: Context): Promise<Response> {
  const action = /^\w{1,64}$/u.exec(new URLSearchParams(await c.req.text()).get('Action') ?? '')?.[0] ?? '';
  const error = `<Code>AccessDenied</Code><Message>the lab does not serve ${action}</Message>`;
  c.header('content-type', 'text/xml');
  return c.body(`<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`, 403);
}

/** Looks up a name that a caller sent; never an inherited one. */
function own<T>(registry: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(registry, name) ? registry[name] : undefined;
}

function parseBody(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text === '' ? '{}' : text, withoutNulls);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** A member that is null counts as absent, as in every JSON protocol of AWS. */
function withoutNulls(this: unknown, _: string, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}

function problem(name: string, message: string, status: WireError['status']): WireError {
  return { name, message, status, members: {} };
}

function send(c: Context, service: Service | null, { name, message, status, members }: WireError): Response {
  c.header('x-amzn-errortype', name);
  return reply(c, service, status, { __type: `${service?.errorPrefix ?? ''}${name}`, message, ...members });
}

function reply(c: Context, service: Service | null, status: 200 | WireError['status'], body: object): Response {
  c.header('content-type', service?.contentType ?? 'application/x-amz-json-1.1');
  c.header('x-amzn-requestid', randomUUID());
  return c.body(JSON.stringify(body), status);
}
