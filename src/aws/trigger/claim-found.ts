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
import type { AliasAttribute } from '../../core/attempt.ts';
import { type ClaimFound, type ClaimItem, type ClaimRequest, findingOf } from '../../core/claims.ts';

/**
 * A finding, and since when the claim that was found has stood, if there is one. `conflict`: another transaction was
 * writing there, so what stands there is not known.
 */
export type ClaimReport = {
  readonly found: ClaimFound;
  readonly since: number | null;
  readonly conflict?: true | undefined;
};

type Reports = ReadonlyMap<AliasAttribute, ClaimReport>;
type Item = Record<string, AttributeValue>;
type Reason = { readonly Code?: string | undefined; readonly Item?: Item | undefined };

/** What was found at each address by attribute, or null where the error does not say. `owner` is the table's owner key. */
export function reportsIn(
  error: unknown,
  requests: readonly ClaimRequest[],
  owner: string,
  now: number,
): Reports | null {
  const reasons = reasonsOf(error);
  if (reasons === null || reasons.length !== requests.length) return null;
  const reports = new Map<AliasAttribute, ClaimReport>();
  for (const [index, request] of requests.entries()) {
    const report = reportAt(reasons[index], request, owner, now);
    if (report === null) return null;
    reports.set(request.alias.attribute, report);
  }
  return reports;
}

function reasonsOf(error: unknown): readonly Reason[] | null {
  if (error instanceof ConditionalCheckFailedException) return [{ Code: 'ConditionalCheckFailed', Item: error.Item }];
  if (error instanceof TransactionConflictException) return [{ Code: 'TransactionConflict' }];
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? null) : null;
}

/** A conflicting transaction is another sign-up writing here this very moment: as good as a claim in flight. */
function reportAt(reason: Reason | undefined, { kind }: ClaimRequest, owner: string, now: number): ClaimReport | null {
  if (reason?.Code === 'None') return { found: 'clear', since: null };
  if (reason?.Code === 'TransactionConflict') return { found: 'in-flight', since: null, conflict: true };
  if (reason?.Code !== 'ConditionalCheckFailed') return null;
  const item = itemOf(reason.Item);
  return item === null ? null : { found: findingOf(kind, owner, item, now), since: item.since };
}

function itemOf(item: Item | undefined): ClaimItem | null {
  const kind = item?.['kind']?.S;
  const owner = item?.['owner']?.S;
  const writtenAt = Number(item?.['writtenAt']?.N);
  const since = Number(item?.['since']?.N);
  if ((kind !== 'verifying' && kind !== 'mark') || owner === undefined) return null;
  return Number.isFinite(writtenAt) && Number.isFinite(since) ? { kind, owner, writtenAt, since } : null;
}
