/**
 * Lambda's calls on the one function there is, the trigger, as `doctor`, `attach` and `detach` make them: its configuration and
 * who may call it. A REST protocol, so that these are routes.
 */
import { type Context, Hono } from 'hono';
import { LAB_LOG_GROUP } from '../logs/logs.ts';
import type { LabState } from '../state.ts';
import { triggerEnvironment } from '../trigger/trigger-environment.ts';

/** The account that the lab pretends to be in. */
const ACCOUNT = '000000000000';

const NAME = 'signup-guard-lab';

/** The trigger as the pool calls it. */
export function triggerArn({ region }: Pick<LabState, 'region'>): string {
  return `arn:aws:lambda:${region}:${ACCOUNT}:function:${NAME}:live`;
}

type Statement = Readonly<Record<string, unknown>>;
type Statements = Map<string, Statement>;

/** The routes. The deployment's own permission stands from the start. */
export function lambdaRoutes(state: LabState): Hono {
  const { id } = state.pool.settings;
  const sid = `signup-guard-${id}`;
  const policies = new Map<string, Statements>([['live', new Map([[sid, allowing(sid, poolArnOf(state), ACCOUNT)]])]]);
  const statementsAt = (c: Context): Statements => policies.get(c.req.query('Qualifier') ?? '') ?? new Map();
  const app = new Hono();
  app.use(async (c, next) => {
    if ((c.req.header('authorization') ?? '').startsWith('AWS4-HMAC-SHA256 ')) return next();
    return refusal(c, 'MissingAuthenticationTokenException', 403);
  });
  app.get('/', (c) => c.json({ Functions: [] }));
  app.use('/:fn/*', async (c, next) => (isTrigger(state, c) ? next() : refusal(c, 'ResourceNotFoundException', 404)));
  app.get('/:fn/configuration', (c) => c.json(configuration(state)));
  app.get('/:fn/policy', (c) => {
    const statements = [...statementsAt(c).values()];
    if (statements.length === 0) return refusal(c, 'ResourceNotFoundException', 404);
    return c.json({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) });
  });
  app.post('/:fn/policy', async (c) => {
    const given: Record<string, string> = await c.req.json().catch(() => ({}));
    const { StatementId = '', SourceArn = '', SourceAccount = '' } = given;
    const statements = statementsAt(c);
    if (statements.has(StatementId)) return refusal(c, 'ResourceConflictException', 409);
    const statement = allowing(StatementId, SourceArn, SourceAccount);
    policies.set(c.req.query('Qualifier') ?? '', statements.set(StatementId, statement));
    return c.json({ Statement: JSON.stringify(statement) }, 201);
  });
  app.delete('/:fn/policy/:sid', (c) =>
    statementsAt(c).delete(c.req.param('sid')) ? c.body(null, 204) : refusal(c, 'ResourceNotFoundException', 404),
  );
  return app;
}

function poolArnOf({ region, pool }: LabState): string {
  return `arn:aws:cognito-idp:${region}:${ACCOUNT}:userpool/${pool.settings.id}`;
}

function isTrigger(state: LabState, c: Context): boolean {
  const unqualified = triggerArn(state).replace(/:live$/u, '');
  const qualifier = c.req.query('Qualifier') ?? '';
  return [NAME, unqualified].includes(c.req.param('fn') ?? '') && ['', 'live'].includes(qualifier);
}

/** A statement as Lambda writes it. */
function allowing(Sid: string, arn: string, account: string): Statement {
  return {
    Sid,
    Effect: 'Allow',
    Principal: { Service: 'cognito-idp.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Condition: {
      ...(account === '' ? {} : { StringEquals: { 'AWS:SourceAccount': account } }),
      ...(arn === '' ? {} : { ArnLike: { 'AWS:SourceArn': arn } }),
    },
  };
}

function configuration(state: LabState) {
  const { ENVIRONMENT, POLICY_PARAMETER, HASH_KEY_PARAMETER, CLAIM_TABLE, LIMIT_TABLE } = triggerEnvironment('');
  return {
    FunctionName: NAME,
    FunctionArn: triggerArn(state),
    Role: `arn:aws:iam::${ACCOUNT}:role/${NAME}`,
    MemorySize: 512,
    Timeout: 5,
    State: 'Active',
    LoggingConfig: { LogFormat: 'JSON', LogGroup: LAB_LOG_GROUP },
    Environment: { Variables: { ENVIRONMENT, POLICY_PARAMETER, HASH_KEY_PARAMETER, CLAIM_TABLE, LIMIT_TABLE } },
  };
}

function refusal(c: Context, name: string, status: 403 | 404 | 409): Response {
  c.header('x-amzn-errortype', name);
  return c.json({ Type: 'User', Message: `the lab refuses this: ${name}` }, status);
}
