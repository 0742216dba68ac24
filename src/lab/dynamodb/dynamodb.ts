/**
 * DynamoDB's PutItem and TransactWriteItems on the wire, with the errors that tell what stood in the way.
 */
import * as z from 'zod/mini';
import { ok } from '../../core/result.ts';
import { type Operation, operations } from '../operation.ts';
import { refuse } from '../wire-error.ts';
import type { Put, PutOutcome } from './table-store.ts';

const operation = operations('ValidationException');

const value = z.object({
  S: z.optional(z.string()),
  N: z.optional(z.string().check(z.regex(/^-?[0-9]+(?:\.[0-9]+)?$/u))),
  BOOL: z.optional(z.boolean()),
});

const putShape = z.object({
  TableName: z.string(),
  Item: z.record(z.string(), value),
  ConditionExpression: z.optional(z.string()),
  ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
  ExpressionAttributeValues: z.optional(z.record(z.string(), value)),
  ReturnValuesOnConditionCheckFailure: z.optional(z.enum(['ALL_OLD', 'NONE'])),
});

/** Whether the answer tells what the write cost; without it, a successful write says nothing. */
const capacity = { ReturnConsumedCapacity: z.optional(z.enum(['NONE', 'TOTAL', 'INDEXES'])) };

type Asked = { readonly ReturnConsumedCapacity?: string | undefined };

function consumed({ ReturnConsumedCapacity = 'NONE' }: Asked, TableName: string, CapacityUnits: number) {
  return ReturnConsumedCapacity === 'NONE' ? null : { TableName, CapacityUnits };
}

type PutInput = z.output<typeof putShape>;

function putOf(input: PutInput): Put {
  const given = { names: input.ExpressionAttributeNames ?? {}, values: input.ExpressionAttributeValues ?? {} };
  return { table: input.TableName, item: input.Item, condition: input.ConditionExpression ?? null, given };
}

const FAILED = 'The conditional request failed';

const putItem = operation({
  signed: true,
  input: z.extend(putShape, capacity),
  run: (state, input) => {
    const written = state.tables.write([putOf(input)]);
    if (!written.ok) return refuse('ValidationException', written.error);
    const [outcome] = written.value;
    const ConsumedCapacity = consumed(input, input.TableName, 1);
    if (outcome?.done) return ok(ConsumedCapacity === null ? {} : { ConsumedCapacity });
    return refuse('ConditionalCheckFailedException', FAILED, oldItem(input, outcome));
  },
});

const transactWriteItems = operation({
  signed: true,
  input: z.object({
    TransactItems: z.array(z.object({ Put: putShape })).check(z.minLength(1), z.maxLength(100)),
    ...capacity,
  }),
  run: (state, { TransactItems, ...asked }) => {
    const puts = TransactItems.map((entry) => putOf(entry.Put));
    const keys = puts.map((put) => `${put.table}/${put.item['pk']?.S}`);
    if (new Set(keys).size < keys.length) {
      return refuse('ValidationException', 'Transaction request cannot include multiple operations on one item');
    }
    const written = state.tables.write(puts);
    if (!written.ok) return refuse('ValidationException', written.error);
    if (written.value.every(({ done }) => done)) {
      const used = consumed(asked, TransactItems[0]?.Put.TableName ?? '', 2 * TransactItems.length);
      return ok(used === null ? {} : { ConsumedCapacity: [used] });
    }
    const reasons = written.value.map((outcome, index) =>
      outcome.done
        ? { Code: 'None' }
        : { Code: 'ConditionalCheckFailed', Message: FAILED, ...oldItem(TransactItems[index]?.Put, outcome) },
    );
    const codes = reasons.map(({ Code }) => Code).join(', ');
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
    return refuse('TransactionCanceledException', message, { CancellationReasons: reasons });
  },
});

function oldItem(input: PutInput | undefined, outcome: PutOutcome | undefined) {
  const wanted = input?.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && outcome?.old !== undefined;
  return wanted ? { Item: outcome.old } : {};
}

const updateItem = operation({
  signed: true,
  input: z.object({
    TableName: z.string(),
    Key: z.object({ pk: z.object({ S: z.string() }) }),
    UpdateExpression: z.string(),
    ConditionExpression: z.optional(z.string()),
    ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
    ExpressionAttributeValues: z.optional(z.record(z.string(), value)),
    ReturnValues: z.optional(z.enum(['NONE', 'ALL_NEW'])),
    ReturnValuesOnConditionCheckFailure: z.optional(z.enum(['ALL_OLD', 'NONE'])),
  }),
  run: (state, input) => {
    const written = state.tables.update({
      table: input.TableName,
      pk: input.Key.pk.S,
      update: input.UpdateExpression,
      condition: input.ConditionExpression ?? null,
      given: { names: input.ExpressionAttributeNames ?? {}, values: input.ExpressionAttributeValues ?? {} },
    });
    if (!written.ok) return refuse('ValidationException', written.error);
    const { done, old, item } = written.value;
    if (done) return ok(input.ReturnValues === 'ALL_NEW' ? { Attributes: item } : {});
    const wanted = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && old !== undefined;
    return refuse('ConditionalCheckFailedException', FAILED, wanted ? { Item: old } : {});
  },
});

/** The calls that claims and limits make. */
export const DYNAMODB: Readonly<Record<string, Operation>> = {
  PutItem: putItem,
  TransactWriteItems: transactWriteItems,
  UpdateItem: updateItem,
};
