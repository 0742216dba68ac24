/**
 * The directory over HTTP: real SDK clients against scripted answers, every way in which one can fail.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCognitoClient } from '../../src/aws/clients.ts';
import { createCognitoDirectory } from '../../src/aws/directory.ts';
import { createThrottleBreaker } from '../../src/aws/throttle-breaker.ts';
import type { Alias } from '../../src/core/attempt.ts';
import { combineSightings } from '../../src/core/facts.ts';
import type { UserDirectory } from '../../src/guard/ports.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from '../support/fake-aws.ts';

const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };
const NOT_FOUND: Answer = { error: 'UserNotFoundException' };
const NOBODY: Answer = { json: { Users: [] } };
const BOTH = { list: true, alias: true };

let fake: FakeAws;
let directory: UserDirectory;
let time = 0;

function user(email: string, verified: string | null, name = 'owner'): Record<string, unknown> {
  const flags = verified === null ? [] : [{ Name: 'email_verified', Value: verified }];
  return {
    Username: name,
    Attributes: [{ Name: 'email', Value: email }, ...flags],
    Enabled: true,
    UserStatus: 'CONFIRMED',
  };
}

function found(raw: Record<string, unknown>): Answer {
  return { json: { ...raw, UserAttributes: raw['Attributes'] } };
}

function script(list: Answer | ((call: Call, nth: number) => Answer), get: Answer): void {
  fake.script = (call, nth) =>
    call.operation === 'ListUsers' ? (typeof list === 'function' ? list(call, nth) : list) : get;
}

async function ask(alias = EMAIL, kinds = BOTH) {
  const calls = { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 };
  const budget = { signal: AbortSignal.timeout(700), deadline: 0 };
  const sightings = await directory.sightings('us-east-1_example', alias, kinds, budget, calls);
  return { fact: combineSightings(sightings, 'any'), calls };
}

beforeEach(async () => {
  fake = await startFakeAws(() => NOBODY);
  for (const [name, value] of Object.entries(awsEnv(fake.endpoint))) vi.stubEnv(name, value);
  time = 0;
  const breaker = createThrottleBreaker({ now: () => time, tick: () => time });
  directory = createCognitoDirectory({ client: createCognitoClient(), breaker });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

describe('an alias', () => {
  it('is free when every look-up says so', async () => {
    script(NOBODY, NOT_FOUND);

    const { fact, calls } = await ask();

    expect(fact).toEqual({ kind: 'free', holders: [] });
    expect(calls).toEqual({ listUsers: 1, adminGetUser: 1, claims: 0, retries: 0 });
    expect(fake.calls.map(({ body }) => body['Filter'] ?? body['Username']).sort()).toEqual([
      'bob@example.com',
      'email = "bob@example.com"',
    ]);
  });

  it('is held by whoever carries it, in any case', async () => {
    script({ json: { Users: [user('BOB@Example.com', 'false')] } }, NOT_FOUND);

    const { fact } = await ask();

    expect(fact).toMatchObject({
      kind: 'held',
      holders: [{ userName: 'owner', verified: false, status: 'CONFIRMED' }],
    });
  });

  it('is not held by users whom the filter let through', async () => {
    script({ json: { Users: [user('eve@example.com', 'true'), { ...user('x', 'true'), Attributes: [] }] } }, NOT_FOUND);

    expect((await ask()).fact.kind).toBe('free');
  });

  it('is held by a user on the last page', async () => {
    const pages: readonly Answer[] = [
      { json: { Users: [], PaginationToken: 'two' } },
      { json: { Users: [user('eve@example.com', 'true')], PaginationToken: 'three' } },
      { json: { Users: [user('bob@example.com', 'true')] } },
    ];
    script((_, nth) => pages[nth] ?? NOBODY, NOT_FOUND);

    const { fact, calls } = await ask();

    expect(fact).toMatchObject({ kind: 'held', holders: [{ verified: true }] });
    expect(calls.listUsers).toBe(3);
  });

  it('is held by whomever the pool resolves it to', async () => {
    script(NOBODY, found(user('other@example.com', null)));

    expect((await ask()).fact).toMatchObject({ kind: 'held', holders: [{ verified: true }] });
  });

  it('is asked for again in lower case when that differs', async () => {
    script(NOBODY, NOT_FOUND);

    const { calls } = await ask({ attribute: 'email', raw: 'Bob@example.com', folded: 'bob@example.com' });

    expect(calls.listUsers).toBe(2);
    expect(fake.calls.flatMap(({ body }) => body['Filter'] ?? []).sort()).toEqual([
      'email = "Bob@example.com"',
      'email = "bob@example.com"',
    ]);
  });
});

const FAULTS: readonly (readonly [string, Answer, string])[] = [
  ['hangs', { hang: true }, 'timeout'],
  ['drips', { drip: '{"Users":[]}'.padEnd(200) }, 'timeout'],
  ['resets', { reset: true }, 'network'],
  ['throttles', { error: 'TooManyRequestsException' }, 'throttled'],
  ['denies access', { error: 'AccessDeniedException' }, 'access-denied'],
  ['is not enabled', { error: 'OperationNotEnabledException' }, 'not-enabled'],
  ['knows no such pool', { error: 'ResourceNotFoundException' }, 'not-found'],
  ['fails', { error: 'InternalErrorException', status: 500 }, 'service-error'],
  ['asks to come back', { error: 'ServiceUnavailable', status: 503, headers: { 'retry-after': '4' } }, 'timeout'],
  ['answers late', { after: 4_000, then: NOBODY }, 'timeout'],
  ['answers an empty body', { json: {} }, 'unreadable'],
];

describe.each(FAULTS)('a look-up that %s', (_, fault, cause) => {
  it('leaves the alias unknown when it is ListUsers', async () => {
    script(fault, NOT_FOUND);

    expect((await ask()).fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause }] });
  });

  it('leaves the alias unknown when it is AdminGetUser', async () => {
    script(NOBODY, fault);

    expect((await ask()).fact).toEqual({ kind: 'unknown', failures: [{ call: 'adminGetUser', cause }] });
  });

  it('does not hide a holder that the other saw', async () => {
    script(fault, found(user('bob@example.com', 'true')));

    expect((await ask()).fact.kind).toBe('held');
  });
});

describe('unreadable answers', () => {
  it.each([
    ['an HTML page', { raw: '<html>proxy</html>' }],
    ['truncated JSON', { raw: '{"Users":[', contentType: 'application/x-amz-json-1.1' }],
    ['users of the wrong type', { json: { Users: 'none' } }],
    ['a user without a name', { json: { Users: [{ Attributes: [] }] } }],
    ['a user that is null', { json: { Users: [null] } }],
    ['a user without attributes', { json: { Users: [{ Username: 'x' }] } }],
  ] satisfies readonly (readonly [string, Answer])[])('leave the alias unknown: %s', async (_, answer) => {
    script(answer, NOT_FOUND);

    expect((await ask()).fact.kind).toBe('unknown');
  });

  it('leave the alias unknown when pages never end', async () => {
    script({ json: { Users: [], PaginationToken: 'again' } }, NOT_FOUND);

    expect((await ask()).fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause: 'too-many-pages' }] });
  });

  it('keep a holder whose next page fails', async () => {
    const first: Answer = { json: { Users: [user('bob@example.com', 'true')], PaginationToken: 'two' } };
    script((__, nth) => (nth === 0 ? first : { error: 'InternalErrorException', status: 500 }), NOT_FOUND);

    expect((await ask()).fact.kind).toBe('held');
  });
});

describe('limits', () => {
  it('ask nobody about a value too long for them', async () => {
    script(NOBODY, NOT_FOUND);
    const raw = `${'a'.repeat(60)}@${'b'.repeat(60)}.example.com`;

    const { fact, calls } = await ask({ attribute: 'email', raw, folded: raw });

    expect(fact).toEqual({ kind: 'unknown', failures: [{ call: 'adminGetUser', cause: 'too-long' }] });
    expect(calls.adminGetUser).toBe(0);
  });

  it('skip ListUsers after two throttled answers, for five seconds', async () => {
    script({ error: 'TooManyRequestsException' }, NOT_FOUND);
    await ask();
    await ask();
    const skipped = await ask();
    time = 5_001;
    script(NOBODY, NOT_FOUND);

    expect(skipped.fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause: 'skipped' }] });
    expect(skipped.calls.listUsers).toBe(0);
    expect((await ask()).fact.kind).toBe('free');
  });

  it('repeat a failed call once and a throttled one never', async () => {
    script({ error: 'InternalErrorException', status: 500 }, NOT_FOUND);
    const failed = await ask();
    const listed = fake.calls.filter(({ operation }) => operation === 'ListUsers').length;
    script({ error: 'TooManyRequestsException' }, NOT_FOUND);
    const throttled = await ask();

    expect([failed.calls.retries, listed]).toEqual([1, 2]);
    expect(throttled.calls.retries).toBe(0);
  });
});
