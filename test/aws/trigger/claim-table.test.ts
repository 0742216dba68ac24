/**
 * The claim table against a DynamoDB on the wire: its conditions say what `core/claims.ts` says, case by case.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClaimTable } from '../../../src/aws/trigger/claim-table.ts';
import { createTableClient } from '../../../src/aws/trigger/clients.ts';
import type { Alias } from '../../../src/core/attempt.ts';
import { type ClaimItem, type ClaimKind, findingOf } from '../../../src/core/claims.ts';
import type { CallCounts, ClaimTable } from '../../../src/guard/ports.ts';
import { listen, type RunningLab } from '../../../src/lab/server.ts';
import { createLabState } from '../../../src/lab/state.ts';
import { awsEnv } from '../../support/fake-aws.ts';
import { aBudget, handClock, noCalls } from '../../support/time.ts';

const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };
const PHONE: Alias = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };
const KINDS: readonly ClaimKind[] = ['verifying', 'mark'];
const AGES = [0, 14_999, 15_000, 119_999, 120_000];

let lab: RunningLab;
let table: ClaimTable;
const clock = handClock();

type Request = readonly [Alias, ClaimKind];

function counted(calls: CallCounts, owner: string, ...requests: readonly Request[]) {
  const claimant = { userPoolId: 'us-east-1_example', userName: owner };
  const asked = requests.map(([alias, kind]) => ({ alias, kind }));
  return table.write(claimant, asked, aBudget(), calls);
}

function write(owner: string, ...requests: readonly Request[]) {
  return counted(noCalls(), owner, ...requests);
}

beforeEach(async () => {
  lab = await listen(createLabState({ now: clock.now }), 0);
  for (const [name, value] of Object.entries(awsEnv(lab.endpoint))) vi.stubEnv(name, value);
  table = createClaimTable({ client: createTableClient(), clock, tableName: 'claims', stack: 'test' });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await lab.close();
});

describe('one write', () => {
  const cases = KINDS.flatMap((standing) =>
    KINDS.flatMap((asked) =>
      ['me', 'other'].flatMap((owner) => AGES.map((age) => [standing, owner, age, asked] as const)),
    ),
  );

  it.each(cases)('finds a %s of %s aged %i as the rules say, for a %s', async (standing, owner, age, asked) => {
    await write(owner, [EMAIL, standing]);
    clock.move(age);
    const writtenAt = clock.now() - age;
    const item: ClaimItem = { kind: standing, owner, writtenAt, since: writtenAt };

    const found = await write('me', [EMAIL, asked]);

    expect(found).toEqual({ ok: true, value: new Map([['email', findingOf(asked, 'me', item, clock.now())]]) });
  });

  it('renews its own claim, but not beyond fifteen seconds from its first', async () => {
    await write('me', [EMAIL, 'verifying']);
    clock.move(14_999);
    const renewed = await write('me', [EMAIL, 'verifying']);
    const beside = await write('other', [EMAIL, 'mark']);
    clock.move(1);
    const refused = await write('me', [EMAIL, 'verifying']);
    clock.move(14_999);

    expect([renewed, beside, refused].map((each) => each.ok && each.value.get('email'))).toEqual([
      'clear',
      'in-flight',
      'in-flight',
    ]);
    expect(await write('other', [EMAIL, 'mark'])).toMatchObject({ value: new Map([['email', 'clear']]) });
  });

  it('finds nothing in its way on a free address', async () => {
    expect(await write('me', [EMAIL, 'verifying'])).toEqual({ ok: true, value: new Map([['email', 'clear']]) });
  });
});

describe('a second write', () => {
  it('is made where nothing but claims of its own stand in the way', async () => {
    await write('me', [EMAIL, 'verifying']);
    const calls = noCalls();
    await counted(calls, 'me', [EMAIL, 'verifying']);

    expect(calls.claims).toBe(2);
  });

  it('is not made where another claim does, too', async () => {
    await write('me', [EMAIL, 'verifying']);
    await write('other', [PHONE, 'verifying']);
    const calls = noCalls();
    await counted(calls, 'me', [EMAIL, 'verifying'], [PHONE, 'verifying']);

    expect(calls.claims).toBe(2);
  });
});

describe('a write of two addresses', () => {
  it('claims both', async () => {
    await write('me', [EMAIL, 'verifying'], [PHONE, 'mark']);

    expect(await write('other', [EMAIL, 'verifying'])).toMatchObject({ value: new Map([['email', 'in-flight']]) });
    expect(await write('other', [PHONE, 'verifying'])).toMatchObject({
      value: new Map([['phone_number', 'contested']]),
    });
  });

  it('claims neither when one is taken, and tells the cases apart', async () => {
    await write('other', [EMAIL, 'verifying']);

    const found = await write('me', [EMAIL, 'verifying'], [PHONE, 'verifying']);

    expect(found).toEqual({
      ok: true,
      value: new Map([
        ['email', 'in-flight'],
        ['phone_number', 'clear'],
      ]),
    });
    expect(await write('third', [PHONE, 'verifying'])).toMatchObject({ value: new Map([['phone_number', 'clear']]) });
  });
});
