/**
 * The key of the pseudonyms: it comes with the policy, and is asked for by itself only where that was refused.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHashKeySource } from '../../../src/aws/trigger/hash-key.ts';
import { createParameterProvider } from '../../../src/aws/trigger/parameter-provider.ts';
import { type Answer, awsEnv, type FakeAws, startFakeAws } from '../../support/fake-aws.ts';
import { aBudget, handClock } from '../../support/time.ts';

const NAME = '/signup-guard/test/hash-key';
let fake: FakeAws;
let answer: Answer;

beforeEach(async () => {
  answer = { json: { Parameter: { Name: NAME, Value: 'asked' } } };
  fake = await startFakeAws(() => answer);
  for (const [name, value] of Object.entries(awsEnv(fake.endpoint))) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

function setUp() {
  const clock = handClock();
  return { clock, source: createHashKeySource(createParameterProvider(2_000), NAME, clock) };
}

it('a hash key is none until something came, and asks nobody', async () => {
  const { source } = setUp();

  expect(await source.current(aBudget())).toBeNull();
  expect(fake.calls).toEqual([]);
});

it('a hash key is what came, for good', async () => {
  const { source } = setUp();
  source.receive({ hashKey: 'came', alone: false });
  source.receive({ hashKey: null, alone: true });

  expect(await source.current(aBudget())).toBe('came');
  expect(fake.calls).toEqual([]);
});

it('a hash key is not asked for where the call brought none', async () => {
  const { source } = setUp();
  source.receive({ hashKey: null, alone: false });

  expect(await source.current(aBudget())).toBeNull();
  expect(fake.calls).toEqual([]);
});

it('a hash key is asked for by itself where nothing came but the policy', async () => {
  const { source } = setUp();
  source.receive({ hashKey: null, alone: true });

  expect([await source.current(aBudget()), await source.current(aBudget())]).toEqual(['asked', 'asked']);
  expect(fake.calls.map(({ body }) => [body['Name'], body['WithDecryption']])).toEqual([[NAME, true]]);
});

it.each([
  ['denied', { error: 'AccessDeniedException' }],
  ['empty', { json: { Parameter: { Value: '' } } }],
] as const)('a hash key that is %s is left alone for half a minute', async (_, given) => {
  const { clock, source } = setUp();
  const right = answer;
  answer = given;
  source.receive({ hashKey: '', alone: true });
  const first = await source.current(aBudget());
  answer = right;
  clock.move(29_999);
  const paused = await source.current(aBudget());
  clock.move(1);

  expect([first, paused, await source.current(aBudget())]).toEqual([null, null, 'asked']);
});

it('a hash key that hangs is waited for briefly', async () => {
  const { source } = setUp();
  answer = { hang: true };
  source.receive({ hashKey: null, alone: true });
  const waits = vi.spyOn(AbortSignal, 'timeout');

  expect(await source.current({ signal: AbortSignal.abort(), deadline: Number.MAX_SAFE_INTEGER })).toBeNull();
  expect(waits.mock.calls.flat()).toContain(300);
  waits.mockRestore();
});
