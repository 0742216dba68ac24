import { describe, expect, it } from 'vitest';
import { signupGuardHere } from './in-process.ts';

async function event(...words: readonly string[]) {
  return JSON.parse((await signupGuardHere(['event', ...words])).output);
}

describe('a test event', () => {
  it('has the shape that Cognito sends (F1.4)', async () => {
    expect(await event('--email', 'ann@example.com', '--attribute', 'custom:team=sales')).toEqual({
      version: '1',
      region: 'us-east-1',
      userPoolId: 'us-east-1_EXAMPLE',
      userName: 'ann',
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
      triggerSource: 'PreSignUp_SignUp',
      request: { userAttributes: { email: 'ann@example.com', 'custom:team': 'sales' }, validationData: null },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
  });

  it('carries metadata when there is some', async () => {
    expect((await event('--metadata', 'invite=7')).request.clientMetadata).toEqual({ invite: '7' });
  });

  it.each([
    ['admin-create', 'PreSignUp_AdminCreateUser', 'CLIENT_ID_NOT_APPLICABLE', 'ann'],
    ['external-provider', 'PreSignUp_ExternalProvider', '1example23456789', 'Google_1234567890'],
  ])('fits %s', async (trigger, triggerSource, clientId, userName) => {
    expect(await event('--trigger', trigger)).toMatchObject({ triggerSource, callerContext: { clientId }, userName });
  });
});
