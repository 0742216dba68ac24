/** What the template's roles may not do, by an evaluator that is not ours: the requests nearest to those that they make. */
import { describe, expect, it } from 'vitest';
import { type Asked, allowedBy } from './rights.ts';
import { ACCOUNT, REGION, statementsByRole } from './template.ts';

const POOL = 'us-east-1_EXISTING';
const SMS_ROLE = `arn:aws:iam::${ACCOUNT}:role/sms`;
const ALIAS = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:guard:live`;
const names = {
  'PreSignUpFunction.Alias': ALIAS,
  'PreSignUpFunction.Arn': ALIAS.replace(/:live$/u, ''),
  'DeploymentFunction.Arn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:deployment`,
  'ClaimTable.Arn': `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/claims`,
  'LimitTable.Arn': `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/limits`,
};
const FORMER = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:former`;
const parameters = { Environment: 'prod', UserPoolId: POOL, SmsRoleArn: SMS_ROLE, CompanionFunctionArn: FORMER };
const ROLES = statementsByRole({ stack: 'guard', parameters, names });
const WITHOUT_SMS = statementsByRole({ stack: 'guard', parameters: { ...parameters, SmsRoleArn: '' }, names });

const parameter = (name: string) => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/signup-guard/${name}`;
const pool = (id: string) => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`;
const asked = (action: string, resource: string, context: Asked['context'] = {}): Asked => ({
  action,
  resource,
  context,
});
const passing = { 'iam:PassedToService': 'cognito-idp.amazonaws.com' };

const ALLOWED: readonly (readonly [string, Asked])[] = [
  ['PreSignUpRole', asked('ssm:GetParameter', parameter('prod/policy'))],
  ['PreSignUpRole', asked('ssm:GetParameter', parameter('prod/hash-key'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('prod/policy'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('prod/hash-key'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('prod/candidate'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('prod/policy-parts/abc/0001'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('prod/candidate-parts/abc/0001'))],
  ['PreSignUpRole', asked('cognito-idp:AdminGetUser', pool(POOL))],
  ['PreSignUpRole', asked('dynamodb:PutItem', `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/claims`)],
  ['PreSignUpRole', asked('lambda:InvokeFunction', FORMER)],
  ['DeploymentRole', asked('lambda:GetFunctionConfiguration', FORMER)],
  ['AttachmentCheckRole', asked('lambda:GetFunctionConfiguration', FORMER)],
  ['DeploymentRole', asked('ssm:GetParametersByPath', parameter('prod/policy-parts'))],
  ['DeploymentRole', asked('ssm:GetParametersByPath', parameter('prod/policy-parts/abc'))],
  ['DeploymentRole', asked('ssm:PutParameter', parameter('prod/hash-key'), { 'ssm:Overwrite': 'false' })],
  ['DeploymentRole', asked('iam:PassRole', SMS_ROLE, passing)],
  ['AttachmentCheckRole', asked('lambda:GetPolicy', ALIAS)],
];

const DENIED: readonly (readonly [string, Asked])[] = [
  ['PreSignUpRole', asked('ssm:PutParameter', parameter('prod/policy'), { 'ssm:Overwrite': 'true' })],
  ['PreSignUpRole', asked('lambda:InvokeFunction', `${FORMER}-2`)],
  ['PreSignUpRole', asked('lambda:InvokeFunction', `${FORMER}:live`)],
  ['PreSignUpRole', asked('lambda:InvokeFunction', ALIAS)],
  ['DeploymentRole', asked('lambda:InvokeFunction', FORMER)],
  ['AttachmentCheckRole', asked('lambda:InvokeFunction', FORMER)],
  ['PreSignUpRole', asked('ssm:GetParameter', parameter('dev/policy'))],
  ['PreSignUpRole', asked('ssm:GetParameter', parameter('prod/candidate'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('dev/policy'))],
  ['PreSignUpRole', asked('ssm:GetParameters', parameter('prod/former-trigger/us-east-1_EXISTING'))],
  ['PreSignUpRole', asked('ssm:GetParametersByPath', parameter('prod/policy-parts'))],
  ['PreSignUpRole', asked('cognito-idp:AdminGetUser', pool('us-east-1_OTHER'))],
  ['PreSignUpRole', asked('cognito-idp:AdminUpdateUserAttributes', pool(POOL))],
  ['PreSignUpRole', asked('cognito-idp:UpdateUserPool', pool(POOL))],
  ['PreSignUpRole', asked('dynamodb:DeleteItem', `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/claims`)],
  ['DeploymentRole', asked('ssm:PutParameter', parameter('prod/hash-key'), { 'ssm:Overwrite': 'true' })],
  ['DeploymentRole', asked('ssm:DeleteParameter', parameter('prod/hash-key'))],
  ['DeploymentRole', asked('ssm:GetParameter', parameter('prod/hash-key'))],
  ['DeploymentRole', asked('ssm:PutParameter', parameter('staging/policy'), { 'ssm:Overwrite': 'true' })],
  ['DeploymentRole', asked('ssm:GetParametersByPath', parameter('prod'))],
  ['DeploymentRole', asked('cognito-idp:UpdateUserPool', pool('us-east-1_OTHER'))],
  ['DeploymentRole', asked('cognito-idp:DeleteUserPool', pool(POOL))],
  ['DeploymentRole', asked('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`, passing)],
  ['DeploymentRole', asked('iam:PassRole', SMS_ROLE, { 'iam:PassedToService': 'ec2.amazonaws.com' })],
  ['DeploymentRole', asked('lambda:InvokeFunction', ALIAS)],
  ['DeploymentRole', asked('lambda:AddPermission', ALIAS)],
  ['AttachmentCheckRole', asked('cognito-idp:UpdateUserPool', pool(POOL))],
  ['AttachmentCheckRole', asked('cognito-idp:ListUsers', pool(POOL))],
  ['AttachmentCheckRole', asked('lambda:GetPolicy', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:other`)],
];

const titled = (rows: typeof ALLOWED) =>
  rows.map(([role, one]) => [`${role} ${one.action} ${one.resource}`, role, one] as const);

describe('the roles of the template', () => {
  it.each(titled(ALLOWED))('may %s', async (_title, role, one) => {
    expect(await allowedBy(ROLES.get(role) ?? [], one)).toHaveLength(1);
  });

  it.each(titled(DENIED))('may not %s', async (_title, role, one) => {
    expect(ROLES.get(role)?.length).toBeGreaterThan(1);
    expect(await allowedBy(ROLES.get(role) ?? [], one)).toEqual([]);
  });

  it('hand on no role where none is given', async () => {
    expect(await allowedBy(WITHOUT_SMS.get('DeploymentRole') ?? [], asked('iam:PassRole', SMS_ROLE, passing))).toEqual(
      [],
    );
  });
});
