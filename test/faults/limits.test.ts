/**
 * Ten limits on one hot key, through the built bundle as one sandbox of Lambda's: what they add to the time of an attempt,
 * and what becomes of it where their table fails. Lambda runs one attempt a sandbox at a time, so 500 sign-ups a second are
 * 500 times this, side by side; what DynamoDB takes on one key is its own limit, and a throttled key is a flooded one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import type { PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import type { Answer } from '../support/fake-aws.ts';
import { countingTable, type LimitScript, startSandbox } from '../support/limit-sandbox.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';

/** The budget of an attempt, the 50 ms in which a call may say itself that it ran out, and as long again on a busy machine. */
const LONGEST_MS = 4_000;
const LIMITS = 10;

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-limits-'));
const TRIGGER = join(scratch, 'trigger/handler.mjs');

beforeAll(async () => {
  await bundle('trigger', join(scratch, 'trigger'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

function limited(count: number, limits: PolicyDocument['unavailable']['limits'] = undefined): PolicyDocument {
  const rules = Array.from({ length: count }, (_, index): RuleDocument => {
    return { id: `flood-${index}`, then: 'deny', limit: { by: 'phonePrefix', count: 1_000, per: '1d' } };
  });
  return aDocument({
    rules: [anApproval({ verify: ['email'] }), ...rules],
    unavailable: { directory: 'code', claims: 'code', ...(limits === undefined ? {} : { limits }) },
  });
}

function signUp(index: number) {
  const phone_number = `+1206555${String(index).padStart(4, '0')}`;
  return aSignUp({ userName: `user-${index}` }, { email: `user-${index}@example.com`, phone_number });
}

/** What a call to DynamoDB or Cognito takes, in milliseconds. */
function late(): number {
  return 5 + 15 * Math.random();
}

async function attempted(
  table: LimitScript,
  limits?: PolicyDocument['unavailable']['limits'],
  triggerSource = 'PreSignUp_SignUp',
) {
  let broken = false;
  const healthy = countingTable();
  const answer: LimitScript = (call, nth) => (broken ? table(call, nth - LIMITS) : healthy(call, nth));
  const sandbox = await startSandbox(TRIGGER, limited(LIMITS, limits), answer, late);
  try {
    // loading and connecting belong to the first attempt, whatever fails
    await sandbox.attempt(signUp(1));
    broken = true;
    return await sandbox.attempt({ ...signUp(2), triggerSource });
  } finally {
    await sandbox.close();
  }
}

describe('an attempt against ten limits on one key', () => {
  it('takes little longer than one against none, one attempt at a time', async () => {
    const sandboxes = await Promise.all(
      [0, 1, LIMITS].map((count) => startSandbox(TRIGGER, limited(count), countingTable(), late)),
    );
    const times: number[][] = sandboxes.map(() => []);
    for (let index = 0; index < 120; index += 1) {
      // in turn, so that whatever else the machine does meets all of them
      for (const [at, sandbox] of sandboxes.entries()) {
        const { ms, record } = await sandbox.attempt(signUp(index));
        expect(record.outcome).toBe('approve');
        if (index >= 20) times[at]?.push(ms);
      }
    }
    await Promise.all(sandboxes.map(({ close }) => close()));
    const [none = 0, one = 0, ten = 0] = times.map((all) => all.toSorted((a, b) => a - b)[all.length >> 1]);
    const slowest = Math.max(...times.flat());
    process.stdout.write(
      `an attempt in the median: without limits ${none.toFixed(0)} ms, with one ${one.toFixed(0)}, with ten ${ten.toFixed(0)}; slowest of all ${slowest.toFixed(0)} ms\n`,
    );

    expect(ten).toBeLessThan(3 * none);
    expect(slowest).toBeLessThan(LONGEST_MS);
  });
});

const FAULTS: readonly (readonly [string, Answer])[] = [
  ['hang', { hang: true }],
  ['drip their bodies', { drip: JSON.stringify({ Attributes: {}, padding: 'x'.repeat(500) }) }],
  ['reset the connection', { reset: true }],
  ['fail with 500', { error: 'InternalServerError', status: 500 }],
  ['ask to retry after 4 s', { error: 'ServiceUnavailable', status: 503, headers: { 'retry-after': '4' } }],
  ['deny access', { error: 'AccessDeniedException' }],
  ['name no table', { error: 'ResourceNotFoundException' }],
  ['answer an HTML page', { raw: '<html><body>proxy</body></html>' }],
  ['answer truncated JSON', { raw: '{"Attributes":{"w1', contentType: 'application/x-amz-json-1.0' }],
  ['answer wrong types', { json: { Attributes: 7 } }],
  ['answer an empty 200', { raw: '' }],
  ['answer after 4 s', { after: 4_000, then: { json: { Attributes: {} } } }],
];

describe('an attempt whose ten counts', () => {
  it.each(FAULTS)('%s is answered in time and takes the code', async (_, fault) => {
    const { answer, ms, record } = await attempted(() => fault);

    expect(ms).toBeLessThan(LONGEST_MS);
    expect(answer.kind).toBe('flags');
    expect(record).toMatchObject({ outcome: 'code', reason: 'rule', applied: true });
    expect(record.limits.map(({ count, exceeded }) => [count, exceeded])).toEqual(
      Array.from({ length: LIMITS }, () => [null, null]),
    );
  });

  it.each([
    ['ignore', 'approve', 'flags'],
    ['code', 'code', 'flags'],
    ['deny', 'deny', 'thrown'],
  ] as const)('hang follows `unavailable.limits: %s`', async (limits, outcome, kind) => {
    const { answer, ms, record } = await attempted(() => ({ hang: true }), limits);

    expect(ms).toBeLessThan(LONGEST_MS);
    expect([record.outcome, answer.kind]).toEqual([outcome, kind]);
  });

  it.each([
    ['ProvisionedThroughputExceededException'],
    ['ThrottlingException'],
    ['RequestLimitExceeded'],
  ])('are throttled by %s is refused at once, as flooded', async (error) => {
    let calls = 0;
    const { answer, record } = await attempted(() => {
      calls += 1;
      return { error };
    });

    expect(answer.kind).toBe('thrown');
    expect(record).toMatchObject({ outcome: 'deny', reason: 'rule', calls: { retries: 0 } });
    expect(calls).toBe(LIMITS);
  });

  it.each([
    ['PreSignUp_ExternalProvider', 'untouched', 'deny'],
    ['PreSignUp_AdminCreateUser', 'untouched', 'untouched'],
  ])('hang lets %s through whatever `unavailable.limits` says', async (source, hung, flooded) => {
    const during = await attempted(() => ({ hang: true }), 'deny', source);
    const throttled = await attempted(() => ({ error: 'ThrottlingException' }), 'deny', source);

    expect(during.ms).toBeLessThan(LONGEST_MS);
    expect([during.record.outcome, throttled.record.outcome]).toEqual([hung, flooded]);
  });

  it('hang, but for one that is exceeded, is refused', async () => {
    const exceeded: Answer = {
      json: { Attributes: { [`w${Math.floor(Date.now() / 86_400_000)}`]: { N: '1001' } } },
    };
    const { record } = await attempted((_, nth) => (nth === 3 ? exceeded : { hang: true }));

    expect(record).toMatchObject({ outcome: 'deny', rules: [expect.stringMatching(/^flood-\d$/u)] });
  });
});
