/**
 * A pool with every setting switched away from its default, as CreateUserPool and SetUserPoolMfaConfig take it.
 */
import type {
  CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';

const ACCOUNT = '123456789012';

/** The function that the tests attach. */
export const GUARD = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:guard:live`;

/** A function of somebody else's. */
export function theirs(name: string): string {
  return `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
}

/** Every setting that UpdateUserPool takes, none at its default. */
export const FULL_POOL: CreateUserPoolCommandInput = {
  PoolName: 'members',
  Policies: {
    PasswordPolicy: {
      MinimumLength: 17,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      PasswordHistorySize: 5,
      TemporaryPasswordValidityDays: 3,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
  },
  DeletionProtection: 'ACTIVE',
  LambdaConfig: {
    CustomMessage: theirs('message'),
    PostConfirmation: theirs('confirmed'),
    PreAuthentication: theirs('before'),
    PostAuthentication: theirs('after'),
    DefineAuthChallenge: theirs('define'),
    CreateAuthChallenge: theirs('create'),
    VerifyAuthChallengeResponse: theirs('verify'),
    PreTokenGeneration: theirs('token'),
    UserMigration: theirs('migrate'),
    PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: theirs('token') },
    CustomSMSSender: { LambdaVersion: 'V1_0', LambdaArn: theirs('sms') },
    CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: theirs('mail') },
    KMSKeyID: `arn:aws:kms:us-east-1:${ACCOUNT}:key/00000000-0000-0000-0000-000000000000`,
    InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: theirs('inbound') },
  },
  AutoVerifiedAttributes: ['email', 'phone_number'],
  SmsVerificationMessage: 'Members: {####}',
  EmailVerificationMessage: 'Your members code: {####}',
  EmailVerificationSubject: 'Welcome, member',
  VerificationMessageTemplate: {
    SmsMessage: 'Members: {####}',
    EmailMessage: 'Your members code: {####}',
    EmailSubject: 'Welcome, member',
    EmailMessageByLink: 'Follow {##this link##}',
    EmailSubjectByLink: 'Confirm your membership',
    DefaultEmailOption: 'CONFIRM_WITH_LINK',
  },
  SmsAuthenticationMessage: 'Members sign-in: {####}',
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] },
  MfaConfiguration: 'OPTIONAL',
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  EmailConfiguration: {
    SourceArn: `arn:aws:ses:us-east-1:${ACCOUNT}:identity/example.com`,
    ReplyToEmailAddress: 'reply@example.com',
    EmailSendingAccount: 'DEVELOPER',
    From: 'Members <members@example.com>',
    ConfigurationSet: 'members',
  },
  SmsConfiguration: {
    SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms`,
    ExternalId: 'members',
    SnsRegion: 'us-west-2',
    EumsSms: {
      CallerArn: `arn:aws:iam::${ACCOUNT}:role/eums`,
      ExternalId: 'members',
      OriginationIdentity: 'members',
      ConfigurationSetName: 'members',
      InEntityId: '1101111111111111111',
      InTemplateId: '1107111111111111111',
      Region: 'us-west-2',
    },
  },
  UserPoolTags: { owner: 'members', cost: '42' },
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: true,
    InviteMessageTemplate: {
      SMSMessage: 'Members: {username} {####}',
      EmailMessage: 'You are a member now: {username} {####}',
      EmailSubject: 'Your membership',
    },
  },
  UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' } },
  DcrConfiguration: {
    EnableStatus: 'Enabled',
    OpenDcrEnabled: true,
    AuthenticatedGrantTypes: ['client_credentials'],
    OpenDcrGrantTypes: ['code'],
    AllowedScopes: ['openid'],
  },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] },
  UserPoolTier: 'PLUS',
  KeyConfiguration: {
    KeyType: 'CUSTOMER_MANAGED_KEY',
    KmsKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-1111-1111-1111-111111111111`,
  },
  IssuerConfiguration: { Type: 'UPDATED' },
  AcrConfiguration: { Level1: { AcrValue: 'urn:example:members' } },
};

/** MFA settings away from their default. */
export const FULL_MFA: Omit<SetUserPoolMfaConfigCommandInput, 'UserPoolId'> = {
  MfaConfiguration: 'OPTIONAL',
  SoftwareTokenMfaConfiguration: { Enabled: true },
  SmsMfaConfiguration: {
    SmsAuthenticationMessage: 'Members sign-in: {####}',
    SmsConfiguration: {
      SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms`,
      ExternalId: 'members',
      SnsRegion: 'us-west-2',
    },
  },
};
