/**
 * The rights that a run needs, as a policy document: what it calls itself, and what CloudFormation calls in its name for
 * the resources of its stacks. Bounded to what the run names, wherever the service has names to bound by. Pure.
 */
import type { CallName } from './call.ts';
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

/** What creating, tagging and deleting a resource calls, by its type in CloudFormation. */
const CREATION: Readonly<Record<string, readonly string[]>> = {
  'AWS::Cognito::UserPool': [
    'cognito-idp:CreateUserPool',
    'cognito-idp:DeleteUserPool',
    'cognito-idp:DescribeUserPool',
    'cognito-idp:UpdateUserPool',
    'cognito-idp:GetUserPoolMfaConfig',
    'cognito-idp:TagResource',
    'cognito-idp:ListTagsForResource',
  ],
  'AWS::Cognito::UserPoolClient': [
    'cognito-idp:CreateUserPoolClient',
    'cognito-idp:DeleteUserPoolClient',
    'cognito-idp:DescribeUserPoolClient',
    'cognito-idp:UpdateUserPoolClient',
  ],
  'AWS::DynamoDB::Table': [
    'dynamodb:CreateTable',
    'dynamodb:DeleteTable',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:UpdateTimeToLive',
    'dynamodb:UpdateContinuousBackups',
    'dynamodb:TagResource',
    'dynamodb:ListTagsOfResource',
  ],
  'AWS::IAM::Role': [
    'iam:CreateRole',
    'iam:DeleteRole',
    'iam:GetRole',
    'iam:PassRole',
    'iam:PutRolePolicy',
    'iam:DeleteRolePolicy',
    'iam:GetRolePolicy',
    'iam:AttachRolePolicy',
    'iam:DetachRolePolicy',
    'iam:ListRolePolicies',
    'iam:ListAttachedRolePolicies',
    'iam:TagRole',
  ],
  'AWS::Lambda::Function': [
    'lambda:CreateFunction',
    'lambda:DeleteFunction',
    'lambda:GetFunction',
    'lambda:GetFunctionConfiguration',
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
    'lambda:ListTags',
    'lambda:TagResource',
  ],
  'AWS::Lambda::Permission': ['lambda:AddPermission', 'lambda:RemovePermission', 'lambda:GetPolicy'],
  'AWS::S3::Bucket': [
    's3:CreateBucket',
    's3:DeleteBucket',
    's3:PutBucketTagging',
    's3:GetBucketTagging',
    's3:PutObject',
    's3:GetObject',
    's3:ListBucket',
    's3:DeleteObject',
  ],
};

/** What bounds the resources of a service; services whose ids AWS makes up are bounded to their kind. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  cloudformation: [`arn:aws:cloudformation:*:*:stack/${NAME_PREFIX}-*/*`],
  'cognito-idp': ['arn:aws:cognito-idp:*:*:userpool/*'],
  dynamodb: [`arn:aws:dynamodb:*:*:table/${NAME_PREFIX}-*`],
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
  'cognito-idp:ListUserPools',
  'cognito-idp:CreateUserPool',
  'logs:DescribeLogGroups',
  'logs:TestMetricFilter',
  'ssm:DescribeParameters',
];

/** The document for these calls and resource types. */
export function permissionsFor(calls: readonly CallName[], types: readonly string[]): RightsDocument {
  const actions = [
    ...new Set([...calls.flatMap(actionsOf), ...types.flatMap((type) => CREATION[type] ?? [])]),
  ].toSorted();
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
