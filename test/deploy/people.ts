/** People who sign up on a deployed stack, what the pool then says of them, and what the log tells. */
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { outputs } from './project.ts';

const cognito = new CognitoIdentityProviderClient();

/** A stack's outputs and the secret of its app client. */
export type DeployedStack = { readonly outputs: Readonly<Record<string, string>>; readonly secret: string };

/** Looks a stack up. */
export async function deployedStack(name: string): Promise<DeployedStack> {
  const found = outputs(name);
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: found['UserPoolId'], ClientId: found['UserPoolClientId'] }),
  );
  return { outputs: found, secret: UserPoolClient?.ClientSecret ?? '' };
}

/** Signs somebody up as the article does, with the secret hash. */
export function signUp({ outputs: found, secret }: DeployedStack, username: string, email: string, phone?: string) {
  const ClientId = found['UserPoolClientId'];
  const phoneAttribute = phone === undefined ? [] : [{ Name: 'phone_number', Value: phone }];
  return cognito.send(
    new SignUpCommand({
      ClientId,
      SecretHash: createHmac('sha256', secret).update(`${username}${ClientId}`).digest('base64'),
      Username: username,
      Password: 'Example-Passw0rd!',
      UserAttributes: [{ Name: 'email', Value: email }, ...phoneAttribute],
    }),
  );
}

/** A user's attributes, status and whether they are enabled. */
export async function attributes(stack: DeployedStack, Username: string): Promise<Record<string, unknown>> {
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: stack.outputs['UserPoolId'], Username }));
  const values = (user.UserAttributes ?? []).map(({ Name, Value }) => [String(Name), Value] as const);
  return { ...Object.fromEntries(values), status: user.UserStatus, enabled: user.Enabled };
}

/** Every line of the decision log, once it holds as many decisions as expected. */
export async function logLines(stack: DeployedStack, expected: number): Promise<readonly string[]> {
  const logs = new CloudWatchLogsClient();
  for (let tries = 0; tries < 40; tries += 1) {
    const input = { logGroupName: stack.outputs['DecisionLogGroupName'] };
    const { events } = await logs.send(new FilterLogEventsCommand(input));
    const lines = (events ?? []).map((event) => event.message ?? '');
    if (lines.flatMap(decisionIn).length >= expected) return lines;
    await pause(250);
  }
  throw new Error(`the log holds fewer than ${expected} decisions`);
}

/** The decision on a line of the log, if there is one. */
export function decisionIn(line: string): readonly Record<string, unknown>[] {
  const start = line.indexOf('{');
  if (start < 0 || !line.includes('"sign-up decision"')) return [];
  return [JSON.parse(line.slice(start)).decision];
}
