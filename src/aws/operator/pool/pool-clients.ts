/**
 * What else of a pool an examination reads: its app clients and its running CSV imports. Reads only.
 */
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserImportJobsCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';

/** An app client as far as it matters here. */
type PoolClient = {
  readonly id: string;
  readonly name: string;
  readonly hidesUserExistence: boolean;
  /** Whether only who knows a secret may call SignUp through it. */
  readonly hasSecret: boolean;
  /** Whether it serves the pool's own pages, where Cognito holds the secret and anybody may sign up. */
  readonly servesPages: boolean;
  /** The attributes it may write; null means all of them. */
  readonly writable: readonly string[] | null;
};

/** The clients that were looked at, and how many there are besides. */
export type PoolClients = { readonly seen: readonly PoolClient[]; readonly unseen: number };

/** A pool has few clients; each costs a call of a quota that the account shares. */
const MOST_CLIENTS = 100;

/** Import jobs in these states create users, or soon will. */
const RUNNING = ['Pending', 'InProgress', 'Stopping'];

/** Reads the clients, at most `MOST_CLIENTS` of them. */
export async function readPoolClients(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<Result<PoolClients, string>> {
  try {
    const ids = await clientIds(client, UserPoolId);
    const seen: PoolClient[] = [];
    for (const ClientId of ids.slice(0, MOST_CLIENTS)) seen.push(await readClient(client, UserPoolId, ClientId));
    return ok({ seen, unseen: ids.length - seen.length });
  } catch (error) {
    return fail(`the app clients cannot be read: ${sentenceOf(error)}`);
  }
}

async function clientIds(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, NextToken }));
    ids.push(...(page.UserPoolClients ?? []).flatMap(({ ClientId }) => ClientId ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return ids;
}

async function readClient(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  ClientId: string,
): Promise<PoolClient> {
  const answer = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const found = answer.UserPoolClient;
  return {
    id: ClientId,
    name: found?.ClientName ?? '',
    hasSecret: typeof found?.ClientSecret === 'string' && found.ClientSecret !== '',
    servesPages: found?.AllowedOAuthFlowsUserPoolClient === true,
    hidesUserExistence: found?.PreventUserExistenceErrors === 'ENABLED',
    writable: found?.WriteAttributes ?? null,
  };
}

/** How many CSV imports run or wait to run. */
export async function countRunningImports(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<Result<number, string>> {
  try {
    const page = await client.send(new ListUserImportJobsCommand({ UserPoolId, MaxResults: 60 }));
    return ok((page.UserImportJobs ?? []).filter(({ Status }) => RUNNING.includes(Status ?? '')).length);
  } catch (error) {
    return fail(`the CSV imports cannot be read: ${sentenceOf(error)}`);
  }
}
