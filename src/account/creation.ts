/**
 * What CloudFormation calls in the caller's name to create, read, tag and delete a resource, by its type. Source: the handlers' permissions
 * in CloudFormation's resource schemas, without those of features that no template here uses. Pure.
 */

const of = (service: string, ...operations: readonly string[]) =>
  operations.map((operation) => `${service}:${operation}`);

/** Of the types of both templates, and of those that SAM makes of a function. */
export const CREATION: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': of(
    'cloudwatch',
    ...['PutMetricAlarm', 'DescribeAlarms', 'DeleteAlarms', 'TagResource', 'UntagResource', 'ListTagsForResource'],
  ),
  'AWS::CloudWatch::Dashboard': of(
    'cloudwatch',
    ...['PutDashboard', 'GetDashboard', 'DeleteDashboards', 'ListDashboards'],
  ),
  'AWS::Cognito::UserPool': of(
    'cognito-idp',
    ...['CreateUserPool', 'DeleteUserPool', 'DescribeUserPool', 'UpdateUserPool', 'AddCustomAttributes'],
    ...['GetUserPoolMfaConfig', 'SetUserPoolMfaConfig', 'TagResource', 'UntagResource', 'ListTagsForResource'],
  ),
  'AWS::Cognito::UserPoolClient': of(
    'cognito-idp',
    ...['CreateUserPoolClient', 'DeleteUserPoolClient', 'DescribeUserPoolClient', 'UpdateUserPoolClient'],
  ),
  'AWS::DynamoDB::Table': of(
    'dynamodb',
    ...['CreateTable', 'UpdateTable', 'DeleteTable', 'DescribeTable', 'DescribeContinuousBackups'],
    ...['DescribeTimeToLive', 'UpdateTimeToLive', 'UpdateContinuousBackups', 'DescribeContributorInsights'],
    ...['DescribeKinesisStreamingDestination', 'GetResourcePolicy'],
    ...['TagResource', 'UntagResource', 'ListTagsOfResource'],
  ),
  'AWS::Events::Rule': of(
    'events',
    ...['PutRule', 'DescribeRule', 'DeleteRule', 'PutTargets', 'RemoveTargets', 'ListTargetsByRule'],
    ...['TagResource', 'UntagResource', 'ListTagsForResource'],
  ),
  'AWS::IAM::Policy': of('iam', 'PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy'),
  'AWS::IAM::Role': of(
    'iam',
    ...['CreateRole', 'DeleteRole', 'GetRole', 'UpdateRole', 'UpdateRoleDescription', 'UpdateAssumeRolePolicy'],
    ...['PassRole', 'PutRolePolicy', 'DeleteRolePolicy', 'GetRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy'],
    ...['ListRolePolicies', 'ListAttachedRolePolicies', 'ListRoleTags', 'TagRole', 'UntagRole'],
  ),
  'AWS::Lambda::Alias': of('lambda', 'CreateAlias', 'GetAlias', 'UpdateAlias', 'DeleteAlias', 'ListAliases'),
  'AWS::Lambda::Function': of(
    'lambda',
    ...['CreateFunction', 'DeleteFunction', 'GetFunction', 'GetFunctionConfiguration', 'UpdateFunctionCode'],
    ...['UpdateFunctionConfiguration', 'GetFunctionCodeSigningConfig', 'GetFunctionRecursionConfig'],
    ...['GetRuntimeManagementConfig', 'ListTags', 'TagResource', 'UntagResource'],
  ),
  'AWS::Lambda::Permission': of('lambda', 'AddPermission', 'RemovePermission', 'GetPolicy'),
  'AWS::Lambda::Version': of('lambda', ...['PublishVersion', 'ListVersionsByFunction']),
  'AWS::Logs::LogGroup': of(
    'logs',
    ...['CreateLogGroup', 'DeleteLogGroup', 'DescribeLogGroups', 'PutRetentionPolicy', 'DeleteRetentionPolicy'],
    ...['GetDataProtectionPolicy', 'DescribeIndexPolicies', 'TagResource', 'UntagResource', 'ListTagsForResource'],
  ),
  'AWS::Logs::MetricFilter': of('logs', 'PutMetricFilter', 'DescribeMetricFilters', 'DeleteMetricFilter'),
  'AWS::S3::Bucket': of(
    's3',
    ...['CreateBucket', 'DeleteBucket', 'PutBucketTagging', 'GetBucketTagging', 'ListBucket'],
  ),
};

/** What the product's stack is made of as a run deploys it, custom resources aside. */
export const PRODUCT_TYPES: readonly string[] = [
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
];
