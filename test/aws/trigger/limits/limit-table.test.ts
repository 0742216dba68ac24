/**
 * The table of limits against a DynamoDB on the wire: what it counts, what it takes for a repeat, and what a table that
 * fails or was damaged comes to.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOnceThrottledTableClient } from '../../../../src/aws/trigger/clients.ts';
import { createLimitTable } from '../../../../src/aws/trigger/limits/limit-table.ts';
import type { LimitRequest } from '../../../../src/core/limits/limit.ts';
import type { LimitTable } from '../../../../src/guard/ports.ts';
import { listen, type RunningLab } from '../../../../src/lab/server.ts';
import { createLabState, type LabState } from '../../../../src/lab/state.ts';
import { attemptOf, type TypedAttempt } from '../../../../src/policy/cases/typed-attempt.ts';
import { type Answer, awsEnv, startFakeAws } from '../../../support/fake-aws.ts';
import { aBudget, handClock, noCalls } from '../../../support/time.ts';

const HOUR = 3_600_000;
const FLOOD: LimitRequest = {
  rule: 'flood',
  by: 'phonePrefix',
  count: 30,
  per: '1h',
  perMs: HOUR,
  key: { kind: 'given', value: '1206555' },
};

let state: LabState;
let lab: RunningLab;
let table: LimitTable;
let clock: ReturnType<typeof handClock>;

function tableOf(stack: string, now: { now: () => number; tick: () => number } = clock): LimitTable {
  return createLimitTable({ client: createOnceThrottledTableClient(), clock: now, tableName: 'limits', stack });
}

function count(userName: string, request: LimitRequest = FLOOD, typed: TypedAttempt = {}, asked = table) {
  const counted = { userPoolId: 'us-east-1_example', userName, attempt: attemptOf(typed) };
  return asked.count(counted, request, aBudget(), noCalls());
}

async function countsOf(...names: readonly string[]): Promise<readonly (number | string)[]> {
  const told: (number | string)[] = [];
  for (const name of names) {
    const outcome = await count(name);
    told.push(outcome.kind === 'counted' ? outcome.count : outcome.kind);
  }
  return told;
}

beforeEach(async () => {
  // the beginning of an hour, and of a slice of fifteen seconds
  clock = handClock(500_000 * HOUR);
  state = createLabState({ now: clock.now });
  lab = await listen(state, 0);
  for (const [name, value] of Object.entries(awsEnv(lab.endpoint))) vi.stubEnv(name, value);
  table = tableOf('test');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await lab.close();
});

describe('a count', () => {
  it('goes up with each attempt', async () => {
    expect(await countsOf('a', 'b', 'c')).toEqual([1, 2, 3]);
  });

  it('slides: of the window before as much counts as still lies within the time', async () => {
    await countsOf('a', 'b', 'c', 'd');
    clock.move(HOUR);
    expect(await countsOf('e')).toEqual([5]);
    clock.move(HOUR / 2);
    expect(await countsOf('f')).toEqual([4]);
    clock.move(HOUR / 2);
    expect(await countsOf('g')).toEqual([3]);
    clock.move(2 * HOUR);
    expect(await countsOf('h')).toEqual([1]);
  });

  it('is of one rule, key, time, pool and stack', async () => {
    await countsOf('a', 'b');
    const others: readonly LimitRequest[] = [
      { ...FLOOD, rule: 'other' },
      { ...FLOOD, by: 'client' },
      { ...FLOOD, per: '60m' },
      { ...FLOOD, key: { kind: 'given', value: '1206556' } },
      { ...FLOOD, key: { kind: 'malformed' } },
    ];

    for (const request of others) expect(await count('c', request)).toEqual({ kind: 'counted', count: 1 });
    expect(await count('c', FLOOD, {}, tableOf('another'))).toEqual({ kind: 'counted', count: 1 });
    expect(await count('c', { ...FLOOD, count: 99 })).toEqual({ kind: 'counted', count: 3 });
    expect(state.tables.items('limits')).toHaveLength(7);
  });

  it('leaves nothing in clear, and goes when its window can count no more', async () => {
    await count('ann-example', FLOOD, { email: 'ann@example.com', phone: '+12065550100' });
    const [item] = state.tables.items('limits');

    expect(JSON.stringify(item)).not.toMatch(/ann|1206555|example/u);
    expect(item?.['expiresAt']).toEqual({ N: String((clock.now() + 2 * HOUR) / 1000) });
  });

  it('forgets old windows, so that an item stays below a kilobyte', async () => {
    for (let hour = 0; hour < 12; hour += 1) {
      await countsOf(...Array.from({ length: 18 }, (_, index) => `${hour}-${index}`));
      clock.move(HOUR);
    }
    const [item = {}] = state.tables.items('limits');

    expect(Object.keys(item).filter((name) => name.startsWith('w'))).toHaveLength(3);
    const size = Object.entries(item).reduce((sum, [name, { S, N }]) => sum + name.length + (S ?? N ?? '').length, 0);
    expect(size).toBeLessThan(1024);
  });
});

describe('a repeated call', () => {
  it('counts once, and is told what its first call was told', async () => {
    expect(await countsOf('a', 'b', 'a', 'c', 'b', 'a')).toEqual([1, 2, 1, 3, 2, 1]);
  });

  it('counts once within fifteen seconds, and over the end of a slice of time', async () => {
    clock.move(14_000);
    await countsOf('a', 'b');
    clock.move(14_999);
    expect(await countsOf('a')).toEqual([1]);
    clock.move(1_001);
    expect(await countsOf('a')).toEqual([3]);
  });

  it('is told what its first call was told, though a window has ended', async () => {
    clock.move(HOUR - 5_000);
    await countsOf('a', 'b', 'c');
    clock.move(6_000);
    expect(await countsOf('d', 'c')).toEqual([4, 3]);
  });

  it.each([
    [12_000, 14_000, 33],
    [0, 29_000, 41],
    [46_000, 28_000, 11],
    [59_999, 14_000, 2],
  ])('%d ms into a minute and %d ms later is told the same, though time went by', async (at, later, told) => {
    const minute: LimitRequest = { ...FLOOD, per: '1m', perMs: 60_000 };
    // the slices of fifteen seconds begin with the minute
    for (let index = 0; index < 40; index += 1) await count(`early-${index}`, minute);
    clock.move(60_000 + at);

    expect(await count('a', minute)).toEqual({ kind: 'counted', count: told });
    clock.move(later);
    await count('b', minute);
    expect(await count('a', minute)).toEqual({ kind: 'counted', count: told });
  });

  it('is told the same by a sandbox whose clock is two seconds behind, or ahead', async () => {
    const minute: LimitRequest = { ...FLOOD, per: '1m', perMs: 60_000 };
    const [behind, ahead] = [-2_000, 2_000].map((ms) => tableOf('test', { ...clock, now: () => clock.now() + ms }));
    for (let index = 0; index < 40; index += 1) await count(`early-${index}`, minute);
    clock.move(61_000);

    expect(await count('a', minute, {}, ahead)).toEqual({ kind: 'counted', count: 39 });
    expect(await count('a', minute, {}, behind)).toEqual({ kind: 'counted', count: 39 });
    expect(await count('b', minute, {}, behind)).toEqual({ kind: 'counted', count: 42 });
    expect(await count('b', minute, {}, ahead)).toEqual({ kind: 'counted', count: 41 });
  });

  it('is known among the last sixteen attempts', async () => {
    const others = Array.from({ length: 16 }, (_, index) => `other-${index}`);
    await countsOf('a', ...others.slice(0, 15));
    expect(await countsOf('a')).toEqual([1]);
    await countsOf('other-15');
    // pushed out: it counts again, which is only stricter
    expect(await countsOf('a')).toEqual([18]);
  });

  it('without end counts once in thirty seconds at the least', async () => {
    const told: (number | string)[] = [];
    for (let second = 0; second < 120; second += 1) {
      told.push(...(await countsOf('a')));
      clock.move(1_000);
    }

    expect(Math.max(...told.map(Number))).toBe(4);
  });

  it.each([
    ['another address', { email: 'bob@example.com' }],
    ['another number', { phone: '+12065550101' }],
    ['another client', { client: 'other' }],
  ])('is none with %s', async (_, typed) => {
    await count('a', FLOOD, { email: 'ann@example.com', phone: '+12065550100', client: 'one' });

    expect(
      await count('a', FLOOD, { email: 'ann@example.com', phone: '+12065550100', client: 'one', ...typed }),
    ).toEqual({
      kind: 'counted',
      count: 2,
    });
  });
});

describe('two sandboxes whose clocks are two seconds apart', () => {
  it('count each other, and a repeat once, on either side of a window', async () => {
    const ahead = tableOf('test', { ...clock, now: () => clock.now() + 2_000 });
    clock.move(HOUR - 1_000);
    await countsOf('a', 'b');

    expect(await count('c', FLOOD, {}, ahead)).toEqual({ kind: 'counted', count: 3 });
    expect(await countsOf('d')).toEqual([4]);
    expect(await count('d', FLOOD, {}, ahead)).toMatchObject({ kind: 'counted' });
    expect(await countsOf('c', 'e')).toEqual([expect.any(Number), 5]);
  });
});

describe('a table', () => {
  const damages = {
    text: { S: 'many' },
    negative: { N: '-9' },
    huge: { N: '1e40' },
    fraction: { N: '3.5' },
    list: { L: [] },
    null: { NULL: true },
    flag: { BOOL: true },
  } as const;
  const names = Object.keys(damages) as (keyof typeof damages)[];

  it.each(
    names.flatMap((damage) => [-1, 0, 1].map((window) => [damage, window] as const)),
  )('of which a count was damaged by hand gives no answer: a %s in window %d', async (damage, window) => {
    await countsOf('a');
    const [item = {}] = state.tables.items('limits');
    Object.assign(item, { [`w${500_000 + window}`]: damages[damage] });

    expect(await count('b')).toMatchObject({ kind: 'unknown', failure: { call: 'limits' } });
    expect(await count('a')).toMatchObject({ kind: 'unknown', failure: { call: 'limits' } });
    clock.move(3 * HOUR);
    expect(await countsOf('c')).toEqual([1]);
  });

  it.each(
    names.flatMap((damage) => ['r0', 'n0', 'r15', 'n15', 'expiresAt', 'other'].map((at) => [at, damage] as const)),
  )('of which %s was damaged by hand counts others on: a %s', async (at, damage) => {
    await countsOf('a');
    const [item = {}] = state.tables.items('limits');
    Object.assign(item, { [at]: damages[damage] });

    expect(await countsOf('b', 'c')).toEqual([2, 3]);
    expect(await count('b')).toEqual({ kind: 'counted', count: 2 });
  });

  it.each([
    ['is gone', undefined],
    ['is a text', { S: 'x' }],
    ['is negative', { N: '-1' }],
    ['is huge', { N: '1e40' }],
  ])('whose told count %s tells a repeat nothing', async (_, damage) => {
    await countsOf('a');
    const [item = {}] = state.tables.items('limits');
    if (damage === undefined) Reflect.deleteProperty(item, 'n0');
    else Object.assign(item, { n0: damage });

    expect(await count('a')).toEqual({ kind: 'unknown', failure: { call: 'limits', cause: 'unreadable' } });
    expect(await countsOf('b')).toEqual([2]);
  });

  const answers: readonly (readonly [string, Answer, object])[] = [
    ['throttles the key', { error: 'ProvisionedThroughputExceededException' }, { kind: 'flooded' }],
    ['throttles the account', { error: 'ThrottlingException' }, { kind: 'flooded' }],
    ['limits requests', { error: 'RequestLimitExceeded' }, { kind: 'flooded' }],
    [
      'refuses',
      { error: 'AccessDeniedException' },
      { kind: 'unknown', failure: { call: 'limits', cause: 'access-denied' } },
    ],
    [
      'is not there',
      { error: 'ResourceNotFoundException' },
      { kind: 'unknown', failure: { call: 'limits', cause: 'not-found' } },
    ],
    ['says nothing', { json: {} }, { kind: 'unknown', failure: { call: 'limits', cause: 'unreadable' } }],
    [
      'refuses a repeat and does not say why',
      { error: 'ConditionalCheckFailedException' },
      { kind: 'unknown', failure: { call: 'limits', cause: 'unreadable' } },
    ],
    ['hangs', { hang: true }, { kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } }],
  ];

  it.each(answers)('that %s', async (_, answer, outcome) => {
    const fake = await startFakeAws(() => answer);
    vi.stubEnv('AWS_ENDPOINT_URL', fake.endpoint);
    const calls = noCalls();
    const counted = { userPoolId: 'us-east-1_example', userName: 'a', attempt: attemptOf({}) };

    const budget = aBudget('hang' in answer ? 300 : 5_000);

    expect(await tableOf('test').count(counted, FLOOD, budget, calls)).toEqual(outcome);
    if (outcome !== undefined && 'kind' in outcome && outcome.kind === 'flooded') expect(fake.calls).toHaveLength(1);
    await fake.close();
  });

  it('that fails once is asked again, and counts once', async () => {
    const fake = await startFakeAws((_, nth) =>
      nth === 0
        ? { error: 'InternalServerError', status: 500 }
        : { json: { Attributes: { [`w${clock.now() / HOUR}`]: { N: '4' } } } },
    );
    vi.stubEnv('AWS_ENDPOINT_URL', fake.endpoint);
    const calls = noCalls();
    const counted = { userPoolId: 'us-east-1_example', userName: 'a', attempt: attemptOf({}) };

    expect(await tableOf('test').count(counted, FLOOD, aBudget(), calls)).toEqual({ kind: 'counted', count: 4 });
    expect(calls.retries).toBe(1);
    await fake.close();
  });
});
