/**
 * Claim writes on the wire: what is sent, and which answers are none.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownerKey } from '../../../src/aws/trigger/claim-key.ts';
import { createClaimTable } from '../../../src/aws/trigger/claim-table.ts';
import { createTableClient } from '../../../src/aws/trigger/clients.ts';
import type { Alias } from '../../../src/core/attempt.ts';
import type { ClaimKind } from '../../../src/core/claims.ts';
import type { CallCounts } from '../../../src/guard/ports.ts';
import { type Answer, awsEnv, type FakeAws, startFakeAws } from '../../support/fake-aws.ts';
import { aBudget, handClock, noCalls } from '../../support/time.ts';

type Request = readonly [Alias, ClaimKind];

const POOL = 'us-east-1_example';
const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };
const PHONE: Alias = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };
const ONE: readonly Request[] = [[EMAIL, 'verifying']];
const TWO: readonly Request[] = [...ONE, [PHONE, 'mark']];
const USED = { TableName: 'claims', CapacityUnits: 1 };
const BROKEN: Answer = { error: 'InternalServerError', status: 500 };

const clock = handClock();
let fake: FakeAws;

beforeEach(async () => {
  fake = await startFakeAws(() => BROKEN);
  for (const [name, value] of Object.entries(awsEnv(fake.endpoint))) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

type Means = { readonly signal?: AbortSignal; readonly calls?: CallCounts };

function write(requests: readonly Request[], { signal = aBudget().signal, calls = noCalls() }: Means = {}) {
  const table = createClaimTable({ client: createTableClient(), clock, tableName: 'claims', stack: 'test' });
  const asked = requests.map(([alias, kind]) => ({ alias, kind }));
  return table.write({ userPoolId: POOL, userName: 'me' }, asked, { ...aBudget(), signal }, calls);
}

/** The refusal of a write, over a verifying claim as it stands in the table. */
function refusalOver(userName: string, writtenAt: number): Answer {
  const Item = {
    kind: { S: 'verifying' },
    owner: { S: ownerKey('test', POOL, userName) },
    writtenAt: { N: String(writtenAt) },
    since: { N: String(writtenAt) },
  };
  const raw = JSON.stringify({ __type: 'ConditionalCheckFailedException', Item });
  return { raw, status: 400, contentType: 'application/x-amz-json-1.0' };
}

describe.each([
  ['one address', 'PutItem', ONE, { ConsumedCapacity: USED }],
  ['two addresses', 'TransactWriteItems', TWO, { ConsumedCapacity: [USED] }],
] as const)('a write of %s', (_, operation, requests, written) => {
  it('is a single call', async () => {
    fake.script = () => ({ json: written });
    const calls = noCalls();
    const found = await write(requests, { calls });

    expect(found).toMatchObject({ ok: true });
    expect(fake.calls.map((call) => call.operation)).toEqual([operation]);
    expect(calls).toEqual({ ...noCalls(), claims: requests.length });
  });

  it('ends with the time that it has', async () => {
    const time = new AbortController();
    fake.script = () => {
      time.abort();
      return { hang: true };
    };
    const found = await write(requests, { signal: time.signal });

    expect(found).toEqual({ ok: false, error: { call: 'claims', cause: 'timeout' } });
    expect(fake.calls).toHaveLength(1);
  });

  it('counts how often it was repeated', async () => {
    fake.script = (__, nth) => (nth === 0 ? BROKEN : { json: written });
    const calls = noCalls();
    await write(requests, { calls });
    const answered = calls.retries;
    fake.script = () => BROKEN;
    await write(requests, { calls });

    expect([answered, calls.retries]).toEqual([1, 2]);
  });

  it.each([
    ['an empty 200', { json: {} }, 'unreadable'],
    ['an empty body', { raw: '' }, 'unreadable'],
    ['a cost that is null', { json: { ConsumedCapacity: null } }, 'unreadable'],
    ['a page of something in between', { raw: '<html>proxy</html>' }, 'unreadable'],
    ['a refusal without the old item', { error: 'ConditionalCheckFailedException' }, 'service-error'],
    ['a cancelled transaction without reasons', { error: 'TransactionCanceledException' }, 'service-error'],
    ['a missing table', { error: 'ResourceNotFoundException' }, 'not-found'],
    ['a missing permission', { error: 'AccessDeniedException' }, 'access-denied'],
  ] as const)('is no claim after %s', async (__, answer, cause) => {
    fake.script = () => answer;

    expect(await write(requests)).toEqual({ ok: false, error: { call: 'claims', cause } });
  });
});

it.each([
  ['its own claim', 'me', 0],
  ['an expired claim', 'other', 120_000],
])('a write is no claim when it is refused for nothing but %s, and again', async (_, owner, age) => {
  fake.script = () => refusalOver(owner, clock.now() - age);

  expect(await write(ONE)).toEqual({
    ok: false,
    error: { call: 'claims', cause: 'unreadable' },
  });
  expect(fake.calls).toHaveLength(2);
});

describe('a write that meets another transaction', () => {
  const CONFLICT: Answer = { error: 'TransactionConflictException' };
  const MARK: readonly Request[] = [[EMAIL, 'mark']];

  it('is made once more, and stands', async () => {
    fake.script = (_, nth) => (nth === 0 ? CONFLICT : { json: { ConsumedCapacity: USED } });
    const calls = noCalls();

    expect(await write(MARK, { calls })).toEqual({ ok: true, value: new Map([['email', 'clear']]) });
    expect(calls).toEqual({ ...noCalls(), claims: 2 });
  });

  it('is made once more where only one of two addresses met it', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
    const raw = JSON.stringify({ __type: 'TransactionCanceledException', CancellationReasons: reasons });
    const cancelled: Answer = { raw, status: 400, contentType: 'application/x-amz-json-1.0' };
    fake.script = (_, nth) => (nth === 0 ? cancelled : { json: { ConsumedCapacity: [USED] } });

    expect(await write(TWO)).toEqual({
      ok: true,
      value: new Map([
        ['email', 'clear'],
        ['phone_number', 'clear'],
      ]),
    });
    expect(fake.calls).toHaveLength(2);
  });

  it('waits the less for it, the smaller the number that is drawn', async () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0.01);
    fake.script = (_, nth) => (nth === 0 ? CONFLICT : { json: { ConsumedCapacity: USED } });

    expect(await write(MARK, { signal: AbortSignal.timeout(5_000) })).toEqual({
      ok: true,
      value: new Map([['email', 'clear']]),
    });
  });

  it('finds what the other left', async () => {
    fake.script = (_, nth) => (nth === 0 ? CONFLICT : refusalOver('other', clock.now()));

    expect(await write(MARK)).toEqual({ ok: true, value: new Map([['email', 'in-flight']]) });
  });

  it('renews its own claim after it', async () => {
    fake.script = (_, nth) =>
      [CONFLICT, refusalOver('me', clock.now()), { json: { ConsumedCapacity: USED } }][nth] ?? BROKEN;

    expect(await write(ONE)).toEqual({ ok: true, value: new Map([['email', 'clear']]) });
  });

  it('counts as in flight when it meets one again', async () => {
    fake.script = () => CONFLICT;

    expect(await write(MARK)).toEqual({ ok: true, value: new Map([['email', 'in-flight']]) });
    expect(fake.calls).toHaveLength(2);
  });

  it('counts as in flight when its time ends first', async () => {
    const time = new AbortController();
    // ten seconds, which nobody waits for
    vi.spyOn(Math, 'random').mockReturnValueOnce(100);
    fake.script = () => CONFLICT;
    const written = write(MARK, { signal: time.signal });
    await vi.waitFor(() => expect(fake.calls).toHaveLength(1));
    time.abort();

    expect(await written).toMatchObject({ ok: true });
  });

  it('waits a moment, so that the other is done', async () => {
    const at: number[] = [];
    fake.script = () => {
      at.push(performance.now());
      return CONFLICT;
    };
    await write(MARK);

    expect(Number(at[1]) - Number(at[0])).toBeGreaterThanOrEqual(20);
  });

  it('is not made again for a claim in flight', async () => {
    fake.script = () => refusalOver('other', clock.now());
    await write(MARK);

    expect(fake.calls).toHaveLength(1);
  });
});
