/**
 * The stack that the probes work in: pools that send nothing, the function before their sign-ups, a table, and the
 * bucket that deployments of the run go through. One stack, so that CloudFormation takes it all away again. Pure.
 */
import { failingFunctions, type MadeFailure } from './failing-functions.ts';
import { PROBE_FUNCTION } from './probe-function.ts';

/** The tag that everything of a run carries; its value is the run. */
export const RUN_TAG = 'signup-guard-verify';

/** How the names of everything begin that the run makes. */
export const NAME_PREFIX = 'signup-guard-verify';

type Resource = Readonly<Record<string, unknown>> & { readonly Type: string };

/** What differs between the pools: see `ProbeStage`. */
const POOLS = {
  Alias: { AliasAttributes: ['email', 'phone_number'], UsernameConfiguration: { CaseSensitive: false } },
  Username: { UsernameAttributes: ['email', 'phone_number'], UsernameConfiguration: { CaseSensitive: false } },
  Plain: { UsernameConfiguration: { CaseSensitive: true } },
  Barred: {},
  // what attaching must leave as it is: as many settings as need no other service
  Full: {
    AliasAttributes: ['email', 'phone_number', 'preferred_username'],
    UsernameConfiguration: { CaseSensitive: false },
    Policies: { PasswordPolicy: { MinimumLength: 14, RequireNumbers: true, TemporaryPasswordValidityDays: 3 } },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      InviteMessageTemplate: {
        EmailMessage: 'Your user name is {username}, the password {####}',
        EmailSubject: 'Welcome',
      },
    },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailSubject: 'Your code' },
    Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
  },
} as const;

/** The pool that may not call the function. */
const BARRED = 'Barred';

const ref = (name: string) => ({ Ref: name });
const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

function poolResources(name: string, settings: object, run: string): Readonly<Record<string, Resource>> {
  return {
    [`${name}Pool`]: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UserPoolName: `${NAME_PREFIX}-${run}-${name.toLowerCase()}`,
        UserPoolTags: { [RUN_TAG]: run },
        LambdaConfig: { PreSignUp: arn('ProbeFunction') },
        ...settings,
      },
    },
    [`${name}Client`]: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        ...{ UserPoolId: ref(`${name}Pool`), ClientName: 'probes', GenerateSecret: false },
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
    ...(name === BARRED ? {} : permission(name)),
  };
}

/** That a pool may call the function. */
function permission(name: string): Readonly<Record<string, Resource>> {
  return {
    [`${name}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: ref('ProbeFunction'),
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: arn(`${name}Pool`),
      },
    },
  };
}

function functionResources(run: string): Readonly<Record<string, Resource>> {
  const Tags = [{ Key: RUN_TAG, Value: run }];
  const common = { Runtime: 'nodejs24.x', Role: arn('ProbeRole'), Tags };
  return {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        Tags,
      },
    },
    ProbeRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST, Policies: [rights()], Tags },
    },
    ProbeFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: `${NAME_PREFIX}-${run}-probe`,
        ...common,
        Handler: 'index.handler',
        // longer than Cognito waits, so that it is Cognito that gives up
        Timeout: 10,
        Code: { ZipFile: PROBE_FUNCTION },
      },
    },
    ...failingFunctions((failure) => failingFunctionName(run, failure), common),
  };
}

/** The name of the run's function that fails so. */
export function failingFunctionName(run: string, failure: MadeFailure): string {
  return `${NAME_PREFIX}-${run}-${failure.replaceAll(' ', '-')}`;
}

const LAMBDA_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

function rights() {
  const write = {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  };
  const bucket = arn('Bucket');
  return {
    PolicyName: 'probe',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        write,
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket },
        { Effect: 'Allow', Action: 's3:DeleteObject', Resource: { 'Fn::Join': ['', [bucket, '/*']] } },
      ],
    },
  };
}

/** The template of a run, as CloudFormation takes it. */
export function probeTemplate(run: string): string {
  const pools = Object.entries(POOLS).map(([name, settings]) => poolResources(name, settings, run));
  const outputs = [
    ...Object.keys(POOLS).flatMap((name) => [`${name}Pool`, `${name}Client`]),
    'ProbeFunction',
    'Table',
    'Bucket',
  ];
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What a run of signup-guard verify-account asks its questions in. Safe to delete.',
    Resources: Object.assign(functionResources(run), ...pools),
    Outputs: Object.fromEntries(outputs.map((name) => [name, { Value: ref(name) }])),
  });
}

/** The types of everything in the template, for the rights that creating it needs. */
export function probeResourceTypes(): readonly string[] {
  const { Resources }: { Resources: Readonly<Record<string, Resource>> } = JSON.parse(probeTemplate('types'));
  return [...new Set(Object.values(Resources).map(({ Type }) => Type))].toSorted();
}
