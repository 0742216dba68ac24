/**
 * The rights that a run needs, as a policy document: what it calls itself, what the programs that it runs call, and what
 * CloudFormation calls in its name for the resources of its stacks. Bounded to what the run names, wherever the service has
 * names to bound by. Pure.
 */
import type { CallName } from './call.ts';
import { CREATION } from './creation.ts';
import { NAME_PREFIX } from './probe-stack.ts';

/** A statement of the document. */
type Statement = {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

/** An IAM policy document. */
export type RightsDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] };

/** Calls that IAM knows under another name, or that need none. Source: the Service Authorization Reference. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'cognito-idp:SignUp': [],
  'cognito-idp:InitiateAuth': [],
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
};

/** What `sam deploy` and `sam delete` call beside CloudFormation's own calls for resources. */
const SAM = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DescribeStackEvents',
  'cloudformation:GetTemplate',
  'cloudformation:GetTemplateSummary',
  'cloudformation:TagResource',
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:ListBucket',
];

/** What `signup-guard push`, `history`, `rollback`, `promote`, `attach`, `detach`, `doctor`, `decisions` and `review` call. */
const GUARD = [
  ...['GetParameter', 'GetParametersByPath', 'GetParameterHistory', 'PutParameter', 'DeleteParameter'].map(
    (operation) => `ssm:${operation}`,
  ),
  'ssm:DeleteParameters',
  ...['GetUserPoolMfaConfig', 'SetUserPoolMfaConfig', 'UpdateUserPool', 'TagResource', 'ListUserPoolClients'].map(
    (operation) => `cognito-idp:${operation}`,
  ),
  ...['DescribeUserPoolClient', 'ListUserImportJobs', 'GetWebACLForResource'].map(
    (operation) => `cognito-idp:${operation}`,
  ),
  ...['GetFunctionConfiguration', 'GetPolicy', 'AddPermission', 'RemovePermission', 'ListFunctions'].map(
    (operation) => `lambda:${operation}`,
  ),
  ...['DescribeLogGroups', 'ListTagsForResource', 'FilterLogEvents', 'StartQuery', 'GetQueryResults'].map(
    (operation) => `logs:${operation}`,
  ),
  'iam:SimulatePrincipalPolicy',
  'wafv2:GetWebACLForResource',
];

/** What bounds the resources of a service; services whose ids AWS makes up are bounded to their kind. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  cloudformation: [
    `arn:aws:cloudformation:*:*:stack/${NAME_PREFIX}-*/*`,
    'arn:aws:cloudformation:*:aws:transform/Serverless-2016-10-31',
  ],
  cloudwatch: [`arn:aws:cloudwatch:*:*:alarm:${NAME_PREFIX}-*`, `arn:aws:cloudwatch::*:dashboard/${NAME_PREFIX}-*`],
  'cognito-idp': ['arn:aws:cognito-idp:*:*:userpool/*'],
  dynamodb: [`arn:aws:dynamodb:*:*:table/${NAME_PREFIX}-*`],
  events: [`arn:aws:events:*:*:rule/${NAME_PREFIX}-*`],
  iam: [`arn:aws:iam::*:role/${NAME_PREFIX}-*`],
  lambda: [`arn:aws:lambda:*:*:function:${NAME_PREFIX}-*`],
  logs: [`/aws/lambda/${NAME_PREFIX}-`, `${NAME_PREFIX}-`].flatMap((prefix) => [
    `arn:aws:logs:*:*:log-group:${prefix}*`,
    `arn:aws:logs:*:*:log-group:${prefix}*:*`,
  ]),
  s3: [`arn:aws:s3:::${NAME_PREFIX}-*`, `arn:aws:s3:::${NAME_PREFIX}-*/*`],
  ssm: ['arn:aws:ssm:*:*:parameter/signup-guard/verify-*'],
};

/** Actions on no resource in particular. Source: the Service Authorization Reference. */
const UNBOUNDED = [
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplateSummary',
  'cloudwatch:ListDashboards',
  'cognito-idp:ListUserPools',
  'cognito-idp:CreateUserPool',
  'lambda:ListFunctions',
  'logs:DescribeIndexPolicies',
  'logs:DescribeLogGroups',
  'logs:GetQueryResults',
  'logs:TestMetricFilter',
  'ssm:DescribeParameters',
  'wafv2:GetWebACLForResource',
];

/** The document for these calls and resource types, and for the programs that steps run. */
export function permissionsFor(calls: readonly CallName[], types: readonly string[]): RightsDocument {
  const named = [...calls.flatMap(actionsOf), ...types.flatMap((type) => CREATION[type] ?? []), ...SAM, ...GUARD];
  const actions = [...new Set(named)].toSorted();
  const bounded = Object.groupBy(
    actions.filter((action) => !UNBOUNDED.includes(action)),
    (action) => action.slice(0, action.indexOf(':')),
  );
  const statements = Object.entries(bounded).map(([service, Action = []]) =>
    allow(service, Action, RESOURCES[service] ?? ['*']),
  );
  const everywhere = actions.filter((action) => UNBOUNDED.includes(action));
  return { Version: '2012-10-17', Statement: [...statements, allow('everywhere', everywhere, ['*'])] };
}

function actionsOf(call: CallName): readonly string[] {
  return ACTIONS[call] ?? [call];
}

function allow(name: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid: name.replaceAll(/[^A-Za-z]/gu, ''), Effect: 'Allow', Action, Resource };
}
