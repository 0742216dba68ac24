/**
 * An AWS account in process, with one pool and its trigger: a healthy one, and one made wrong in every way.
 */
import { DEFAULT_SETTINGS, type PolicyDocument } from '../../../src/core/policy.ts';
import { encodePolicy } from '../../../src/policy/manifest.ts';
import type { Operation } from '../../aws/json-server.ts';

/** The pool of these tests. */
export const ID = 'us-east-1_EXAMPLE';

const ACCOUNT = '123456789012';
const POOL_ARN = `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${ID}`;
/** The alias that the pool calls. */
export const GUARD = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:guard:live`;
const FUNCTIONS = '/2015-03-31/functions/*';

/** Everything that the account answers; tests change what they are about. */
export type World = {
  pool: Record<string, unknown>;
  clients: Record<string, unknown>[];
  imports: string[];
  configuration: Record<string, unknown>;
  /** Resource policies by qualifier; the empty one is the function's own. */
  permissions: Record<string, object[]>;
  denied: string[];
  webAcl: string | null;
  /** What the checks of the account's stacks are told: the pool, the alias, and whether the stack sets it. */
  guards: readonly Record<string, string>[];
  policy: PolicyDocument | null;
  published: Date;
  decisions: object[];
};

function permission(condition: object): object {
  return {
    Sid: 'pool',
    Effect: 'Allow',
    Principal: { Service: 'cognito-idp.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Condition: condition,
  };
}

const RULES: PolicyDocument['rules'] = [
  { id: 'suspended', then: 'deny', when: { attribute: { 'custom:state': ['suspended'] } } },
];

/** A pool as the guide wants it. */
export function healthyWorld(): World {
  return {
    pool: {
      Id: ID,
      Name: 'members',
      Arn: POOL_ARN,
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      LambdaConfig: { PreSignUp: GUARD },
    },
    clients: [{ ClientId: 'app', PreventUserExistenceErrors: 'ENABLED', WriteAttributes: ['email'] }],
    imports: ['Succeeded'],
    configuration: {
      MemorySize: 1024,
      Timeout: 5,
      Role: `arn:aws:iam::${ACCOUNT}:role/guard`,
      Environment: { Variables: { POLICY_PARAMETER: '/signup-guard/dev/policy', CLAIM_TABLE: 'claims' } },
    },
    permissions: {
      live: [permission({ ArnLike: { 'AWS:SourceArn': POOL_ARN }, StringEquals: { 'AWS:SourceAccount': ACCOUNT } })],
    },
    denied: [],
    webAcl: 'members',
    guards: [{ USER_POOL_ID: ID, FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'true' }],
    policy: { ...DEFAULT_SETTINGS, version: 1, mode: 'enforce', otherwise: 'code', rules: RULES },
    published: new Date(Date.now() - 1000),
    decisions: [{ userPoolId: ID, calls: { listUsers: 1 }, policy: { source: 'ssm' }, failures: [] }],
  };
}

/** Everything wrong that can be wrong at once. */
export function brokenWorld(): World {
  const healthy = healthyWorld();
  const decision = {
    userPoolId: ID,
    calls: { listUsers: 16 },
    policy: { source: 'last-good' },
    failures: [
      { call: 'listUsers', cause: 'throttled' },
      { call: 'adminGetUser', cause: 'access-denied' },
    ],
  };
  return {
    ...healthy,
    pool: {
      Id: ID,
      Name: 'members',
      Arn: POOL_ARN,
      AliasAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: true },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DcrConfiguration: { OpenDcrEnabled: true },
      LambdaConfig: { PreSignUp: GUARD, UserMigration: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:migrate` },
    },
    clients: [{ ClientId: 'app', PreventUserExistenceErrors: 'LEGACY' }],
    imports: ['InProgress'],
    configuration: {
      MemorySize: 128,
      Timeout: 3,
      Role: `arn:aws:iam::${ACCOUNT}:role/guard`,
      Environment: { Variables: { POLICY_PARAMETER: '/signup-guard/dev/policy' } },
    },
    permissions: { '': healthy.permissions['live'] ?? [] },
    denied: ['cognito-idp:ListUsers'],
    webAcl: null,
    guards: [],
    policy: { ...DEFAULT_SETTINGS, version: 1, mode: 'observe', otherwise: 'code', rules: RULES },
    published: new Date('2020-01-01T00:00:00Z'),
    decisions: [decision],
  };
}

/** The permission that any pool of anybody may use. */
export const WIDE_PERMISSION = permission({});

/** The account's answers. */
export function operationsOf(world: World): Readonly<Record<string, Operation>> {
  return {
    DescribeUserPool: () => ({ body: { UserPool: world.pool } }),
    GetUserPoolMfaConfig: () => ({ body: {} }),
    ListUserPoolClients: () => ({ body: { UserPoolClients: world.clients } }),
    DescribeUserPoolClient: ({ ClientId }) => ({
      body: { UserPoolClient: world.clients.find((client) => client['ClientId'] === ClientId) },
    }),
    ListUserImportJobs: () => ({ body: { UserImportJobs: world.imports.map((Status) => ({ Status })) } }),
    GetWebACLForResource: () => ({ body: world.webAcl === null ? {} : { WebACL: { Name: world.webAcl } } }),
    GetParameter: () => parameterOf(world),
    FilterLogEvents: () => ({
      body: {
        events: world.decisions.map((decision) => ({
          timestamp: world.published.getTime(),
          message: JSON.stringify({
            message: 'sign-up decision',
            decision: { schema: 1, outcome: 'code', ...decision },
          }),
        })),
      },
    }),
    SimulatePrincipalPolicy: () => ({ body: simulation(world.denied) }),
    'GET /2015-03-31/functions': (_input, path) => functionsOf(world, path),
    [`GET ${FUNCTIONS}/configuration`]: () => ({ body: world.configuration }),
    [`GET ${FUNCTIONS}/policy`]: (_input, path) => {
      const Statement = world.permissions[new URL(path, 'http://x').searchParams.get('Qualifier') ?? ''];
      if (Statement === undefined) return { error: 'ResourceNotFoundException', status: 404 };
      return { body: { Policy: JSON.stringify({ Statement }) } };
    },
  };
}

/** Two pages: somebody's function without variables, then the checks of the stacks. */
function functionsOf({ guards }: World, path: string): ReturnType<Operation> {
  const isFirst = !path.includes('Marker=');
  if (isFirst) return { body: { Functions: [{ FunctionName: 'theirs' }], NextMarker: 'more' } };
  return { body: { Functions: guards.map((Variables) => ({ Environment: { Variables } })) } };
}

function parameterOf({ policy, published }: World): ReturnType<Operation> {
  if (policy === null) return { error: 'ParameterNotFound' };
  const { manifest } = encodePolicy(policy, { stack: 'guard', publisher: 'deployment' });
  return { body: { Parameter: { Value: manifest, Version: 1, LastModifiedDate: published.getTime() / 1000 } } };
}

function simulation(denied: readonly string[]): string {
  const members = ['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'].map((action) => {
    const decision = denied.includes(action) ? 'implicitDeny' : 'allowed';
    return `<member><EvalActionName>${action}</EvalActionName><EvalDecision>${decision}</EvalDecision></member>`;
  });
  const results = `<EvaluationResults>${members.join('')}</EvaluationResults>`;
  return `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>${results}</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
}
