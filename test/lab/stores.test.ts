/**
 * The real SDK clients against the lab's SSM and DynamoDB.
 */
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, startLab, type TestLab } from './lab.ts';

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => {
  await lab.close();
});

function put(Name: string, Value: string, Overwrite = false) {
  return lab.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite }));
}

describe('SSM', () => {
  it('gives back what was put, and former versions by number', async () => {
    await put('/a/policy', 'one');
    await put('/a/policy', 'two', true);

    const now = await lab.ssm.send(new GetParameterCommand({ Name: '/a/policy' }));
    const before = await lab.ssm.send(new GetParameterCommand({ Name: '/a/policy:1' }));

    expect(now.Parameter).toMatchObject({ Name: '/a/policy', Value: 'two', Version: 2, Type: 'String' });
    expect(before.Parameter?.Value).toBe('one');
  });

  it.each([
    ['a missing parameter', () => lab.ssm.send(new GetParameterCommand({ Name: '/none' })), 'ParameterNotFound'],
    ['braces (F7.1)', () => put('/b', '{{x}}'), 'ValidationException'],
    ['more than 4 KB (F7.1)', () => put('/c', 'x'.repeat(4097)), 'ValidationException'],
    ['a second write', async () => [await put('/d', 'x'), await put('/d', 'y')], 'ParameterAlreadyExists'],
  ])('refuses %s', async (_, call, name) => {
    expect(await errorOf(call())).toMatchObject({ name });
  });

  it('keeps the last 100 versions (F7.1)', async () => {
    for (let version = 1; version <= 101; version += 1) await put('/e', String(version), true);

    const oldest = await lab.ssm.send(new GetParameterCommand({ Name: '/e:2' }));
    const gone = lab.ssm.send(new GetParameterCommand({ Name: '/e:1' }));

    expect(oldest.Parameter).toMatchObject({ Value: '2', Version: 2 });
    expect(await errorOf(gone)).toMatchObject({ name: expect.stringMatching(/^Parameter(?:Version)?NotFound$/u) });
    expect((await lab.ssm.send(new GetParameterCommand({ Name: '/e' }))).Parameter?.Version).toBe(101);
  });

  it('lists names that it does not have', async () => {
    await put('/a', '1');

    const answer = await lab.ssm.send(new GetParametersCommand({ Names: ['/a', '/b'] }));

    expect(answer.Parameters?.map(({ Name }) => Name)).toEqual(['/a']);
    expect(answer.InvalidParameters).toEqual(['/b']);
  });

  it('pages below a path, ten at a time (F7.3)', async () => {
    for (let index = 10; index < 23; index += 1) await put(`/parts/${index}`, 'x');
    await put('/parts/deep/1', 'x');

    const first = await lab.ssm.send(new GetParametersByPathCommand({ Path: '/parts' }));
    const second = await lab.ssm.send(new GetParametersByPathCommand({ Path: '/parts', NextToken: first.NextToken }));

    expect([first.Parameters?.length, second.Parameters?.length, second.NextToken]).toEqual([10, 3, undefined]);
  });
});

function claim(pk: string, owner: string, condition?: string) {
  return {
    TableName: 'claims',
    Item: { pk: { S: pk }, owner: { S: owner }, writtenAt: { N: '5' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    ...(condition === undefined
      ? {}
      : {
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':me': { S: owner }, ':then': { N: '4' } },
        }),
  };
}

const FREE_OR_MINE = 'attribute_not_exists(pk) OR (#owner = :me AND writtenAt > :then)';

describe('DynamoDB', () => {
  it('writes under a condition and returns what stood in the way', async () => {
    await lab.dynamodb.send(new PutItemCommand(claim('a', 'ann', FREE_OR_MINE)));
    await lab.dynamodb.send(new PutItemCommand(claim('a', 'ann', FREE_OR_MINE)));

    const failure = await lab.dynamodb.send(new PutItemCommand(claim('a', 'bob', FREE_OR_MINE))).catch((e) => e);

    expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
    expect(failure.Item?.owner).toEqual({ S: 'ann' });
  });

  it('writes all or nothing, with the reason for each', async () => {
    await lab.dynamodb.send(new PutItemCommand(claim('b', 'ann')));
    const TransactItems = ['a', 'b'].map((pk) => ({ Put: claim(pk, 'bob', FREE_OR_MINE) }));

    const failure = await lab.dynamodb.send(new TransactWriteItemsCommand({ TransactItems })).catch((e) => e);

    expect(failure).toBeInstanceOf(TransactionCanceledException);
    expect(failure.CancellationReasons).toMatchObject([
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: { owner: { S: 'ann' } } },
    ]);
    expect(lab.state.tables.items('claims')).toHaveLength(1);
  });

  it.each([
    ['an unknown function', 'contains(pk, :me)'],
    ['a missing value', 'writtenAt > :nothing'],
    ['an open parenthesis', '(attribute_not_exists(pk)'],
  ])('refuses %s', async (_, condition) => {
    const call = lab.dynamodb.send(new PutItemCommand(claim('a', 'ann', condition)));

    expect(await errorOf(call)).toMatchObject({ name: 'ValidationException' });
  });
});
