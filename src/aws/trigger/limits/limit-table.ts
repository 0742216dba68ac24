/**
 * Limits in DynamoDB: one UpdateItem a key, with the item returned. Loaded only for a policy that has limits. A table that
 * throttles is not asked again: a throttled key is a flooded key.
 */
import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { FailureCause } from '../../../core/facts.ts';
import type { LimitOutcome, LimitRequest } from '../../../core/limits/limit.ts';
import type { CallCounts, Clock, CountedAttempt, LimitTable } from '../../../guard/ports.ts';
import { causeOf, retriesOf } from '../../failure.ts';
import { attemptMark, limitItemKey } from './limit-hash.ts';
import { type AttemptMarks, countIn, countingUpdate, countOfRepeat, REPEAT_MS } from './limit-item.ts';

type Parts = {
  readonly client: DynamoDBClient;
  readonly clock: Clock;
  readonly tableName: string;
  /** Part of every key: two stacks never meet in one table. */
  readonly stack: string;
};

/** Creates the table of one sandbox. */
export function createLimitTable(parts: Parts): LimitTable {
  const { client, clock, tableName, stack } = parts;
  return {
    count: async (counted, request, budget, calls) => {
      const now = clock.now();
      const marks = marksOf(stack, counted, now);
      const pk = limitItemKey(stack, counted.userPoolId, request);
      const command = new UpdateItemCommand({ TableName: tableName, ...countingUpdate(request, pk, marks, now) });
      try {
        const answer = await client.send(command, { abortSignal: budget.signal });
        calls.retries += retriesOf(answer);
        return told(countIn(answer.Attributes ?? {}, request.perMs, now));
      } catch (error) {
        return outcomeOf(error, request, { marks, now, calls });
      }
    },
  };
}

function marksOf(stack: string, counted: CountedAttempt, now: number): AttemptMarks {
  const slice = Math.floor(now / REPEAT_MS);
  return {
    now: attemptMark(stack, counted, slice),
    // the one after, too: the sandbox that was asked before may have a clock that is ahead
    beside: [attemptMark(stack, counted, slice - 1), attemptMark(stack, counted, slice + 1)],
  };
}

type Asked = { readonly marks: AttemptMarks; readonly now: number; readonly calls: CallCounts };

function outcomeOf(error: unknown, { perMs }: LimitRequest, { marks, now, calls }: Asked): LimitOutcome {
  calls.retries += retriesOf(error);
  if (error instanceof ConditionalCheckFailedException) return told(countOfRepeat(error.Item ?? {}, marks, perMs, now));
  const cause = causeOf(error);
  return cause === 'throttled' ? { kind: 'flooded' } : unanswered(cause);
}

function told(count: number | null): LimitOutcome {
  return count === null ? unanswered('unreadable') : { kind: 'counted', count };
}

function unanswered(cause: FailureCause): LimitOutcome {
  return { kind: 'unknown', failure: { call: 'limits', cause } };
}
