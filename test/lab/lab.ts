/**
 * A lab that listens on a free port, and the real SDK clients that talk to it.
 */
import { CognitoIdentityProviderClient, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { listen, type RunningLab } from '../../src/lab/server.ts';
import { createLabState, type LabOptions, type LabState } from '../../src/lab/state.ts';
import type { TriggerRunner } from '../../src/lab/trigger/trigger-runner.ts';
import type { PoolEvent } from '../../src/sim/step.ts';

/** A password that the pool takes. */
export const PASSWORD = 'Correct-horse-1';

/** A lab under test. */
export type TestLab = {
  readonly state: LabState;
  readonly lab: RunningLab;
  readonly events: PoolEvent[];
  readonly cognito: CognitoIdentityProviderClient;
  readonly ssm: SSMClient;
  readonly dynamodb: DynamoDBClient;
  readonly signUp: (
    userName: string,
    attributes: Readonly<Record<string, string>>,
  ) => Promise<{ readonly UserConfirmed?: boolean | undefined; readonly UserSub?: string | undefined }>;
  readonly close: () => Promise<void>;
};

/** Starts a lab. */
export async function startLab(
  trigger: TriggerRunner | null = null,
  options: Partial<LabOptions> = {},
): Promise<TestLab> {
  const events: PoolEvent[] = [];
  const state = createLabState({ now: Date.now, onEvents: (some) => events.push(...some), ...options });
  state.trigger = trigger;
  const lab = await listen(state, 0);
  const config = {
    endpoint: lab.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const cognito = new CognitoIdentityProviderClient(config);
  const ssm = new SSMClient(config);
  const dynamodb = new DynamoDBClient(config);
  return {
    state,
    lab,
    events,
    cognito,
    ssm,
    dynamodb,
    signUp: (userName, attributes) => cognito.send(new SignUpCommand(signUpInput(state, userName, attributes))),
    close: async () => {
      for (const client of [cognito, ssm, dynamodb]) client.destroy();
      await lab.close();
    },
  };
}

/** The input of a sign-up with a fitting secret hash. */
export function signUpInput({ client }: LabState, userName: string, attributes: Readonly<Record<string, string>>) {
  return {
    ClientId: client.id,
    SecretHash: secretHash(userName, client.id, client.secret),
    Username: userName,
    Password: PASSWORD,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  };
}

/** The name and message of the error that a call ends in. */
export async function errorOf(call: Promise<unknown>): Promise<{ readonly name: string; readonly message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
  }
  return { name: 'none', message: '' };
}
