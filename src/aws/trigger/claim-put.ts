/**
 * One claim as a conditional write: the item, and what may stand in its place.
 */
import type { Put } from '@aws-sdk/client-dynamodb';
import { type ClaimRequest, MARK_MS, VERIFYING_MS } from '../../core/claims.ts';
import { claimKey } from './claim-key.ts';

/** A conditional write of one item. */
export type ClaimPut = Put & Required<Pick<Put, 'TableName' | 'Item'>>;

/** Where and when a claim is written, and by whom. `since` is set when one's own claim is renewed. */
type PutContext = {
  readonly tableName: string;
  readonly stack: string;
  readonly userPoolId: string;
  readonly owner: string;
  readonly now: number;
  readonly since: number | null;
};

/** Nothing there, or an expired claim. */
const NEW_CONDITION = 'attribute_not_exists(pk) OR writtenAt <= :expired';

/** The same, or one's own verifying claim in flight, as it was found. */
const RENEWAL_CONDITION = `${NEW_CONDITION} OR (#kind = :verifying AND #owner = :me AND since = :since AND writtenAt > :settled)`;

/** Everything but a verifying claim in flight, whoever's. */
const MARK_CONDITION = 'attribute_not_exists(pk) OR #kind <> :verifying OR writtenAt <= :settled';

/** The write of one claim. */
export function putOf(
  { tableName, stack, userPoolId, owner, now, since }: PutContext,
  request: ClaimRequest,
): ClaimPut {
  const { alias, kind } = request;
  return {
    TableName: tableName,
    Item: {
      pk: { S: claimKey(stack, userPoolId, alias) },
      kind: { S: kind },
      owner: { S: owner },
      writtenAt: { N: String(now) },
      since: { N: String(since ?? now) },
      // DynamoDB removes items by a time in seconds
      expiresAt: { N: String(Math.ceil((now + MARK_MS) / 1000)) },
    },
    ...conditionOf(kind, owner, now, since),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

type Condition = Pick<Put, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

/** DynamoDB refuses names and values that the expression does not use. */
function conditionOf(kind: ClaimRequest['kind'], owner: string, now: number, since: number | null): Condition {
  const expired = { ':expired': { N: String(now - MARK_MS) } };
  const settled = { ':settled': { N: String(now - VERIFYING_MS) }, ':verifying': { S: 'verifying' } };
  if (kind === 'mark') {
    return {
      ConditionExpression: MARK_CONDITION,
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: settled,
    };
  }
  if (since === null) return { ConditionExpression: NEW_CONDITION, ExpressionAttributeValues: expired };
  return {
    ConditionExpression: RENEWAL_CONDITION,
    ExpressionAttributeNames: { '#kind': 'kind', '#owner': 'owner' },
    ExpressionAttributeValues: { ...expired, ...settled, ':me': { S: owner }, ':since': { N: String(since) } },
  };
}
