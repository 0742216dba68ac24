/**
 * What a refused claim write found, read from DynamoDB's error and the old items in it. An error that tells nothing of
 * claims is no finding: the caller then has no answer from the table.
 */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { AliasAttribute } from '../core/attempt.ts';
import { type ClaimFound, type ClaimItem, type ClaimRequest, findingOf } from '../core/claims.ts';

type Found = ReadonlyMap<AliasAttribute, ClaimFound>;
type Item = Record<string, AttributeValue>;
type Reason = { readonly Code?: string | undefined; readonly Item?: Item | undefined };

/** The finding at each address by attribute, or null where the error does not say. `owner` is the table's owner key. */
export function foundIn(error: unknown, requests: readonly ClaimRequest[], owner: string, now: number): Found | null {
  const reasons = reasonsOf(error);
  if (reasons === null || reasons.length !== requests.length) return null;
  const found = new Map<AliasAttribute, ClaimFound>();
  for (const [index, request] of requests.entries()) {
    const finding = findingAt(reasons[index], request, owner, now);
    if (finding === null) return null;
    found.set(request.alias.attribute, finding);
  }
  return found;
}

function reasonsOf(error: unknown): readonly Reason[] | null {
  if (error instanceof ConditionalCheckFailedException) return [{ Code: 'ConditionalCheckFailed', Item: error.Item }];
  if (error instanceof TransactionConflictException) return [{ Code: 'TransactionConflict' }];
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? null) : null;
}

/** A conflicting transaction is another sign-up writing here this very moment: as good as a claim in flight. */
function findingAt(reason: Reason | undefined, { kind }: ClaimRequest, owner: string, now: number): ClaimFound | null {
  if (reason?.Code === 'None') return 'clear';
  if (reason?.Code === 'TransactionConflict') return 'in-flight';
  if (reason?.Code !== 'ConditionalCheckFailed') return null;
  const item = itemOf(reason.Item);
  return item === null ? null : findingOf(kind, owner, item, now);
}

function itemOf(item: Item | undefined): ClaimItem | null {
  const kind = item?.['kind']?.S;
  const owner = item?.['owner']?.S;
  const writtenAt = Number(item?.['writtenAt']?.N);
  if ((kind !== 'verifying' && kind !== 'mark') || owner === undefined || !Number.isFinite(writtenAt)) return null;
  return { kind, owner, writtenAt };
}
