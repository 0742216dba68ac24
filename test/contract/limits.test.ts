/**
 * Limits on another local AWS's table: the built bundle counts there as it does on the lab's.
 */
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, expect, it } from 'vitest';
import { shippedBundle } from '../../src/lab/trigger/shipped-bundle.ts';
import { CLAIM_TABLE, LIMIT_TABLE, triggerEnvironment } from '../../src/lab/trigger/trigger-environment.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { burst } from '../support/burst.ts';
import { aDocument } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';

const ATTEMPTS = 1_000;
const COUNT = 30;
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

let endpoint: string;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  const given = process.env['CONTRACT_ENDPOINT'];
  if (given === undefined) throw new Error('run `npm run test:contract`, which starts the other local AWS');
  endpoint = given;
  const config = { endpoint, region: 'us-east-1', credentials: CREDENTIALS };
  dynamodb = new DynamoDBClient(config);
  for (const TableName of [CLAIM_TABLE, LIMIT_TABLE]) {
    const table = new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await dynamodb.send(table).catch(() => undefined);
  }
  const document = aDocument({
    rules: [{ id: 'flood', then: 'deny', message: 'Too many', limit: { by: 'phonePrefix', count: COUNT, per: '1d' } }],
  });
  const { manifest } = encodePolicy(document, { stack: 'lab', publisher: 'deployment' });
  const policy = { Name: '/signup-guard/lab/policy', Value: manifest, Type: 'String', Overwrite: true } as const;
  const key = { Name: '/signup-guard/lab/hash-key', Value: 'key', Type: 'SecureString', Overwrite: true } as const;
  const ssm = new SSMClient(config);
  await ssm.send(new PutParameterCommand(policy));
  await ssm.send(new PutParameterCommand(key));
});

async function sent(events: readonly unknown[]) {
  const bundle = await shippedBundle();
  if (!bundle.ok) throw new Error(bundle.error);
  const own = { AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey };
  return burst(bundle.value, { PATH: process.env['PATH'] ?? '', ...triggerEnvironment(endpoint), ...own }, events, 4);
}

/** So many sign-ups with numbers of one range. */
function flood(attempts: number, range: string): readonly unknown[] {
  return Array.from({ length: attempts }, (_, index) =>
    aSignUp({ userName: `user-${index}` }, { phone_number: `+${range}${String(index).padStart(4, '0')}` }),
  );
}

async function counts(): Promise<readonly number[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: LIMIT_TABLE }));
  return Items.map((item) => Number(Object.entries(item).find(([name]) => /^w\d+$/u.test(name))?.[1].N));
}

it('a limit counts a repeated call once, and each attempt beside it', async () => {
  const events = flood(3, '1206555');

  const { records } = await sent([...events, ...events]);

  expect(records.map(({ limits }) => limits[0]?.count ?? 0).toSorted()).toEqual([1, 1, 2, 2, 3, 3]);
  expect(await counts()).toEqual([3]);
});

it(`a limit refuses each of ${ATTEMPTS} attempts that it counts beyond the limit, and counts none twice`, async () => {
  const { records } = await sent(flood(ATTEMPTS, '1206556'));

  const told = records.flatMap(({ limits, outcome, rules }) => {
    const count = limits[0]?.count ?? null;
    return count === null ? [] : [{ count, refused: outcome === 'deny' && rules.includes('flood') }];
  });
  console.log(`MiniStack: ${told.length} of ${ATTEMPTS} were counted in time`);
  expect(records).toHaveLength(ATTEMPTS);
  expect(told.filter(({ count, refused }) => refused !== count > COUNT)).toEqual([]);
  expect(new Set(told.map(({ count }) => count)).size).toBe(told.length);
  expect(told.length).toBeGreaterThan(2 * COUNT);
}, 120_000);
