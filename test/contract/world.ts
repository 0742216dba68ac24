/**
 * A Cognito, an SSM and a DynamoDB to put the same questions to, by the real SDK: the lab's, or another local AWS's. A
 * pool as the deployment creates it, without a trigger.
 */
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { listen } from '../../src/lab/server.ts';
import { createLabState } from '../../src/lab/state.ts';

/** Whom a probe asks. */
export type World = {
  readonly cognito: CognitoIdentityProviderClient;
  readonly ssm: SSMClient;
  readonly dynamodb: DynamoDBClient;
  readonly poolId: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly close: () => Promise<void>;
};

/** One question. */
export type Probe = { readonly name: string; readonly ask: (world: World) => Promise<unknown> };

function clients(endpoint: string) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  return {
    cognito: new CognitoIdentityProviderClient(config),
    ssm: new SSMClient(config),
    dynamodb: new DynamoDBClient(config),
  };
}

/** A fresh lab. */
export async function labWorld(): Promise<World> {
  const state = createLabState({ now: Date.now });
  const lab = await listen(state, 0);
  return { ...clients(lab.endpoint), poolId: state.pool.settings.id, client: state.client, close: lab.close };
}

/** A fresh pool and table in another local AWS. */
export async function otherWorld(endpoint: string): Promise<World> {
  const asked = clients(endpoint);
  const { UserPool } = await asked.cognito.send(
    new CreateUserPoolCommand({
      PoolName: 'contract',
      AliasAttributes: ['email', 'phone_number'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] },
    }),
  );
  const poolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await asked.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'contract',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    }),
  );
  // the table outlives the pool: a second one is refused, and the first serves
  await asked.dynamodb.send(claimTable()).catch(() => undefined);
  const client = { id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret ?? '' };
  return { ...asked, poolId, client, close: async () => {} };
}

function claimTable(): CreateTableCommand {
  return new CreateTableCommand({
    TableName: 'claims',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
}
