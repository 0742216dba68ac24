/**
 * What a claim write leaves in the table: a claim that is told as clear stands there, and what is in its way stays.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimKey, ownerKey } from '../../../src/aws/trigger/claim-key.ts';
import { createClaimTable } from '../../../src/aws/trigger/claim-table.ts';
import { createTableClient } from '../../../src/aws/trigger/clients.ts';
import type { Alias } from '../../../src/core/attempt.ts';
import type { ClaimKind } from '../../../src/core/claims.ts';
import { createTableStore, type TableStore } from '../../../src/lab/dynamodb/table-store.ts';
import { listen, type RunningLab } from '../../../src/lab/server.ts';
import { createLabState } from '../../../src/lab/state.ts';
import { awsEnv } from '../../support/fake-aws.ts';
import { aBudget, handClock, noCalls } from '../../support/time.ts';

const POOL = 'us-east-1_example';
const EMAIL: Alias = { attribute: 'email', raw: 'Bob@example.com', folded: 'bob@example.com' };
const PHONE: Alias = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };

type Clock = ReturnType<typeof handClock>;

let lab: RunningLab;
let clock: Clock;
let tables: TableStore;
let afterWrite: () => void;

beforeEach(async () => {
  clock = handClock(1_000_001);
  tables = createTableStore(clock.now);
  afterWrite = () => {};
  const write: TableStore['write'] = (puts) => {
    const written = tables.write(puts);
    afterWrite();
    return written;
  };
  lab = await listen({ ...createLabState({ now: clock.now }), tables: { ...tables, write } }, 0);
  for (const [name, value] of Object.entries(awsEnv(lab.endpoint))) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await lab.close();
});

type Who = { readonly userName?: string; readonly userPoolId?: string; readonly stack?: string };

async function write(
  { userName = 'me', userPoolId = POOL, stack = 'test' }: Who,
  ...requests: readonly (readonly [Alias, ClaimKind])[]
) {
  const table = createClaimTable({ client: createTableClient(), clock, tableName: 'claims', stack });
  const asked = requests.map(([alias, kind]) => ({ alias, kind }));
  const written = await table.write({ userPoolId, userName }, asked, aBudget(), noCalls());
  return written.ok ? Object.fromEntries(written.value) : written.error;
}

/** A claim as it must stand: written and first written at these times, gone for good at that second. */
function claim(alias: Alias, kind: ClaimKind, userName: string, writtenAt: number, since: number, expiresAt: number) {
  return {
    pk: { S: claimKey('test', POOL, alias) },
    kind: { S: kind },
    owner: { S: ownerKey('test', POOL, userName) },
    writtenAt: { N: String(writtenAt) },
    since: { N: String(since) },
    expiresAt: { N: String(expiresAt) },
  };
}

describe('a claim', () => {
  it.each(['verifying', 'mark'] as const)('that is a %s stands as it was asked for, for two minutes', async (kind) => {
    const found = await write({}, [EMAIL, kind]);

    expect(found).toEqual({ email: 'clear' });
    expect(tables.items('claims')).toEqual([claim(EMAIL, kind, 'me', 1_000_001, 1_000_001, 1_121)]);
  });

  it('stands on both addresses', async () => {
    const found = await write({}, [EMAIL, 'verifying'], [PHONE, 'mark']);

    expect(found).toEqual({ email: 'clear', phone_number: 'clear' });
    expect(tables.items('claims')).toEqual([
      claim(EMAIL, 'verifying', 'me', 1_000_001, 1_000_001, 1_121),
      claim(PHONE, 'mark', 'me', 1_000_001, 1_000_001, 1_121),
    ]);
  });

  it('keeps its first time when it is renewed', async () => {
    await write({}, [EMAIL, 'verifying'], [PHONE, 'verifying']);
    clock.move(14_999);
    const found = await write({}, [EMAIL, 'verifying'], [PHONE, 'verifying']);

    expect(found).toEqual({ email: 'clear', phone_number: 'clear' });
    expect(tables.items('claims')).toEqual([
      claim(EMAIL, 'verifying', 'me', 1_015_000, 1_000_001, 1_135),
      claim(PHONE, 'verifying', 'me', 1_015_000, 1_000_001, 1_135),
    ]);
  });

  it('is renewed on one address and new on the other', async () => {
    await write({}, [EMAIL, 'verifying']);
    clock.move(1_000);
    const found = await write({}, [EMAIL, 'verifying'], [PHONE, 'verifying']);

    expect(found).toEqual({ email: 'clear', phone_number: 'clear' });
    expect(tables.items('claims')).toEqual([
      claim(EMAIL, 'verifying', 'me', 1_001_001, 1_000_001, 1_122),
      claim(PHONE, 'verifying', 'me', 1_001_001, 1_001_001, 1_122),
    ]);
  });

  it.each([
    ['an expired claim', 'verifying', 'verifying', 120_000],
    ['an expired mark', 'mark', 'verifying', 120_000],
    ['a mark', 'mark', 'mark', 0],
    ['a verifying claim of long ago', 'verifying', 'mark', 15_000],
  ] as const)('takes the place of %s of another', async (_, standing, asked, age) => {
    await write({ userName: 'other' }, [EMAIL, standing]);
    clock.move(age);
    const now = clock.now();
    const found = await write({}, [EMAIL, asked]);

    expect(found).toEqual({ email: 'clear' });
    expect(tables.items('claims')).toEqual([claim(EMAIL, asked, 'me', now, now, Math.ceil(now / 1000) + 120)]);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['a verifying claim in flight', 'verifying', 'verifying', 14_999, 'in-flight'],
    ['a verifying claim in flight, to a mark', 'verifying', 'mark', 14_999, 'in-flight'],
    ['a verifying claim of long ago', 'verifying', 'verifying', 119_999, 'contested'],
    ['a mark', 'mark', 'verifying', 119_999, 'contested'],
  ] as const)('stays: %s', async (_, standing, asked, age, finding) => {
    await write({ userName: 'other' }, [EMAIL, standing]);
    const before = tables.items('claims');
    clock.move(age);
    const found = await write({}, [EMAIL, asked], [PHONE, asked]);

    expect(found).toEqual({ email: finding, phone_number: 'clear' });
    expect(tables.items('claims')).toEqual(before);
  });

  it('may have come between the two writes of a renewal', async () => {
    await write({}, [EMAIL, 'verifying']);
    const theirs = claim(EMAIL, 'verifying', 'other', 1_000_001, 1_000_001, 1_121);
    afterWrite = () => {
      tables.write([{ table: 'claims', item: theirs, condition: null, given: { names: {}, values: {} } }]);
    };

    expect(await write({}, [EMAIL, 'verifying'])).toEqual({ email: 'in-flight' });
    expect(tables.items('claims')).toEqual([theirs]);
  });
});

describe('claims never meet', () => {
  it.each([
    ['of two stacks', { stack: 'other' }],
    ['of two pools', { userPoolId: 'us-east-1_another' }],
  ])('when they are %s', async (_, elsewhere) => {
    await write({}, [EMAIL, 'verifying']);

    expect(await write({ userName: 'other', ...elsewhere }, [EMAIL, 'verifying'])).toEqual({ email: 'clear' });
    expect(tables.items('claims')).toHaveLength(2);
  });

  it('unless they are of one address, however it is typed', async () => {
    await write({}, [EMAIL, 'verifying']);
    const typed: Alias = { ...EMAIL, raw: 'BOB@example.com' };

    expect(await write({ userName: 'other' }, [typed, 'verifying'])).toEqual({ email: 'in-flight' });
  });
});
