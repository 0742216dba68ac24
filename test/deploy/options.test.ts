/** The parameters that nobody sets at first: another environment, no claims, the pool's own sign-up page, a client for browsers. */
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { outputs, sam } from './project.ts';

const STACK = 'signup-guard-staging';
const OPTIONS = [
  'Environment=staging',
  'Claims=disabled',
  'HostedUiPrefix=guard-staging',
  'PublicClient=true',
  'WhenPolicyUnavailable=deny',
];

describe('a stack with options', () => {
  it('has no table, the page that was asked for, and its settings', async () => {
    const deployed = sam(
      'deploy',
      '--config-env',
      'staging',
      '--no-confirm-changeset',
      '--parameter-overrides',
      ...OPTIONS,
    );
    const stack = outputs(STACK);

    const { UserPool } = await new CognitoIdentityProviderClient().send(
      new DescribeUserPoolCommand({ UserPoolId: stack['UserPoolId'] }),
    );
    const live = await new LambdaClient().send(
      new GetFunctionConfigurationCommand({ FunctionName: stack['PreSignUpFunctionName'], Qualifier: 'live' }),
    );

    expect(deployed.ok).toBe(true);
    expect(stack['PolicyParameterName']).toBe('/signup-guard/staging/policy');
    expect(UserPool?.Domain).toBe('guard-staging');
    expect(live.Environment?.Variables).toMatchObject({
      ENVIRONMENT: 'staging',
      CLAIM_TABLE: '',
      WHEN_POLICY_UNAVAILABLE: 'deny',
    });
  });

  it('has a client for browsers beside the one with a secret', async () => {
    const cognito = new CognitoIdentityProviderClient();
    const { UserPoolId, UserPoolClientId, PublicClientId } = outputs(STACK);
    const read = async (ClientId: string | undefined) =>
      (await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;

    const signedUp = await cognito.send(
      new SignUpCommand({ ClientId: PublicClientId, Username: 'browser', Password: 'Example-Passw0rd!' }),
    );

    expect(signedUp.UserSub).toMatch(/.+/u);
    expect((await read(UserPoolClientId))?.ClientSecret).toMatch(/.+/u);
    expect(await read(PublicClientId)).toMatchObject({
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    expect((await read(PublicClientId))?.ClientSecret ?? '').toBe('');
  });
});
