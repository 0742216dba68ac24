/**
 * Claims in DynamoDB: one conditional PutItem, or one TransactWriteItems for two addresses, with the old items returned.
 * The conditions are `core/claims.ts` in the table's own words; a test holds the two equal.
 */
import {
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type ClaimRequest, MARK_MS, VERIFYING_MS } from '../core/claims.ts';
import { fail, ok } from '../core/result.ts';
import type { Claimant, ClaimTable, Clock } from '../guard/ports.ts';
import { foundIn } from './claim-found.ts';
import { claimKey, ownerKey } from './claim-key.ts';
import { causeOf, retriesOf } from './failure.ts';

type Parts = {
  readonly client: DynamoDBClient;
  readonly clock: Clock;
  readonly tableName: string;
  /** Part of every key: two stacks never meet in one table. */
  readonly stack: string;
};

/** Nothing there, an expired claim, or one's own verifying claim in flight. */
const VERIFYING_CONDITION =
  'attribute_not_exists(pk) OR writtenAt <= :expired OR (#kind = :verifying AND #owner = :me AND writtenAt > :settled)';

/** Everything but a verifying claim in flight, whoever's. */
const MARK_CONDITION = 'attribute_not_exists(pk) OR #kind <> :verifying OR writtenAt <= :settled';

/**
 * Asked for with every write, as proof that the table answered: a successful write says nothing else, so an empty 200 of
 * something in between would pass for one.
 */
const PROOF = 'TOTAL';

/** Creates the table of one sandbox. */
export function createClaimTable({ client, clock, tableName, stack }: Parts): ClaimTable {
  return {
    write: async (claimant, requests, { signal }, calls) => {
      const now = clock.now();
      const owner = ownerKey(stack, claimant.userPoolId, claimant.userName);
      const puts = requests.map((request) => putOf(tableName, stack, claimant, request, owner, now));
      calls.claims += puts.length;
      try {
        const answer = await send(client, puts, signal);
        calls.retries += retriesOf(answer);
        if (answer.ConsumedCapacity === undefined) return fail({ call: 'claims', cause: 'unreadable' });
        return ok(new Map(requests.map(({ alias }) => [alias.attribute, 'clear'] as const)));
      } catch (error) {
        calls.retries += retriesOf(error);
        const found = foundIn(error, requests, owner, now);
        return found === null ? fail({ call: 'claims', cause: causeOf(error) }) : ok(found);
      }
    },
  };
}

function send(client: DynamoDBClient, puts: readonly PutItemCommandInput[], abortSignal: AbortSignal) {
  const [only, ...more] = puts;
  if (only !== undefined && more.length === 0) return client.send(new PutItemCommand(only), { abortSignal });
  const TransactItems = puts.map(({ ReturnConsumedCapacity: _, ...Put }) => ({ Put }));
  return client.send(new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: PROOF }), { abortSignal });
}

function putOf(
  TableName: string,
  stack: string,
  { userPoolId }: Claimant,
  { alias, kind }: ClaimRequest,
  owner: string,
  now: number,
): PutItemCommandInput {
  return {
    TableName,
    Item: {
      pk: { S: claimKey(stack, userPoolId, alias) },
      kind: { S: kind },
      owner: { S: owner },
      writtenAt: { N: String(now) },
      expiresAt: { N: String(Math.ceil((now + MARK_MS) / 1000)) },
    },
    ConditionExpression: kind === 'verifying' ? VERIFYING_CONDITION : MARK_CONDITION,
    ExpressionAttributeNames: { '#kind': 'kind', ...(kind === 'verifying' ? { '#owner': 'owner' } : {}) },
    ExpressionAttributeValues: {
      ':verifying': { S: 'verifying' },
      ':settled': { N: String(now - VERIFYING_MS) },
      ...(kind === 'verifying' ? { ':me': { S: owner }, ':expired': { N: String(now - MARK_MS) } } : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ReturnConsumedCapacity: PROOF,
  };
}
