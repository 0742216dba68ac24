/**
 * Questions about SSM and DynamoDB, as the policy and the claims use them.
 */

import { randomUUID } from 'node:crypto';
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { Probe, World } from './world.ts';

function put({ ssm }: World, Name: string, Value: string, Overwrite = false) {
  return ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite }));
}

function freshName(): string {
  return `/contract/${randomUUID()}`;
}

/** A put that only an absent item lets through, and what stood in the way. */
function claim(pk: string, by: string) {
  return {
    TableName: 'claims',
    Item: { pk: { S: pk }, by: { S: by } },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
}

/** The questions. */
export const STORE_PROBES: readonly Probe[] = [
  {
    name: 'PutParameter counts versions and GetParameter takes one',
    ask: async (world) => {
      const name = freshName();
      await put(world, name, 'one');
      const { Version } = await put(world, name, 'two', true);
      const first = await world.ssm.send(new GetParameterCommand({ Name: `${name}:1` }));
      return { Version, first: first.Parameter?.Value };
    },
  },
  {
    name: 'PutParameter refuses to overwrite unasked',
    ask: async (world) => {
      const name = freshName();
      await put(world, name, 'one');
      return put(world, name, 'two');
    },
  },
  { name: 'PutParameter refuses more than 4 KB', ask: (world) => put(world, freshName(), 'x'.repeat(4097)) },
  { name: 'PutParameter refuses two opening braces', ask: (world) => put(world, freshName(), 'a {{b}} c') },
  {
    name: 'GetParameter knows what is not there',
    ask: ({ ssm }) => ssm.send(new GetParameterCommand({ Name: freshName() })),
  },
  {
    name: 'GetParametersByPath gives direct children only, unless asked',
    ask: async (world) => {
      const Path = freshName();
      await put(world, `${Path}/a`, 'x');
      await put(world, `${Path}/b/c`, 'x');
      const count = async (Recursive: boolean) =>
        (await world.ssm.send(new GetParametersByPathCommand({ Path, Recursive }))).Parameters?.length;
      return [await count(false), await count(true)];
    },
  },
  {
    name: 'PutItem gives the item that stood in the way',
    ask: async ({ dynamodb }) => {
      const pk = randomUUID();
      await dynamodb.send(new PutItemCommand(claim(pk, 'ann')));
      const refused = await dynamodb.send(new PutItemCommand(claim(pk, 'bob'))).catch((error: unknown) => error);
      return seen(refused, (error) => itemOf(error)?.['by']);
    },
  },
  {
    name: 'TransactWriteItems writes all or nothing and says which failed',
    ask: async ({ dynamodb }) => {
      const [taken, free] = [randomUUID(), randomUUID()];
      await dynamodb.send(new PutItemCommand(claim(taken, 'ann')));
      const TransactItems = [{ Put: claim(free, 'bob') }, { Put: claim(taken, 'bob') }];
      const refused = await dynamodb
        .send(new TransactWriteItemsCommand({ TransactItems }))
        .catch((error: unknown) => error);
      const again = await dynamodb.send(new PutItemCommand(claim(free, 'carol'))).then(() => 'free');
      return { ...seen(refused, reasonsOf), again };
    },
  },
];

function seen(error: unknown, what: (error: object) => unknown) {
  return error instanceof Error ? { name: error.name, shown: what(error) } : { name: 'none', shown: null };
}

function itemOf(error: object) {
  return 'Item' in error ? (error.Item as Readonly<Record<string, unknown>> | undefined) : undefined;
}

function reasonsOf(error: object) {
  const reasons =
    'CancellationReasons' in error && Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];
  return reasons.map((reason: { readonly Code?: string; readonly Item?: unknown }) => [
    reason.Code,
    itemOf(reason)?.['by'],
  ]);
}
