/**
 * Somebody with an account in a lab under test, and the calls that sign in.
 */
import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { createArticleRunner } from '../../../src/lab/trigger/article-trigger.ts';
import { PASSWORD, startLab, type TestLab } from '../lab.ts';

/** The address of the account. */
export const EMAIL = 'ann@example.com';

/** A lab whose clock is the test's, with an account that is confirmed and verified. */
export async function labOfAnn(): Promise<TestLab & { readonly pass: (ms: number) => void }> {
  const clock = { now: Date.now() };
  const lab = await startLab(createArticleRunner(), { now: () => clock.now });
  await lab.signUp('ann', { email: EMAIL });
  return {
    ...lab,
    pass: (ms) => {
      clock.now += ms;
    },
  };
}

/** Signs in by the public client. */
export function signIn(
  { state, cognito }: TestLab,
  USERNAME = 'ann',
  password = PASSWORD,
): Promise<InitiateAuthCommandOutput> {
  const AuthParameters = { USERNAME, PASSWORD: password };
  return cognito.send(
    new InitiateAuthCommand({ ClientId: state.publicClient.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  );
}

/** The tokens of a sign-in, all there. */
export function tokensOf({ AuthenticationResult: given }: InitiateAuthCommandOutput) {
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = given ?? {};
  return { AccessToken, IdToken, RefreshToken };
}

/** Renews tokens by the public client. */
export function refresh({ state, cognito }: TestLab, token: string): Promise<InitiateAuthCommandOutput> {
  const AuthParameters = { REFRESH_TOKEN: token };
  return cognito.send(
    new InitiateAuthCommand({ ClientId: state.publicClient.id, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }),
  );
}

/** An administrator invites somebody. */
export function invite({ state, cognito }: TestLab, more: Partial<AdminCreateUserCommandInput> = {}) {
  const input = { UserPoolId: state.pool.settings.id, Username: 'bob', TemporaryPassword: 'Temporary-1', ...more };
  return cognito.send(new AdminCreateUserCommand(input));
}
