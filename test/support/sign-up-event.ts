/**
 * A sign-up event as Cognito sends it, for tests and benches.
 */

const BOTH = { email: 'bob@example.com', phone_number: '+12065550100' };

/** A sign-up event as Cognito sends it (F1.4). */
export function aSignUp(
  fields: Readonly<Record<string, unknown>> = {},
  attributes: Readonly<Record<string, unknown>> = BOTH,
): Record<string, unknown> {
  return {
    version: '1',
    region: 'us-east-1',
    userPoolId: 'us-east-1_example',
    userName: 'newcomer',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    triggerSource: 'PreSignUp_SignUp',
    request: { userAttributes: attributes, validationData: null },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    ...fields,
  };
}
