/**
 * The companion's adapter over real HTTP: what it sends, and what it makes of each way to answer.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCompanionFunction } from '../../../src/aws/trigger/companion.ts';
import { type Answer, awsEnv, type FakeAws, startFakeAws } from '../../support/fake-aws.ts';
import { aSignUp } from '../../support/sign-up-event.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:former:live';
const FLAGS = { autoConfirmUser: true, autoVerifyEmail: false, autoVerifyPhone: false };
const FAILED = { 'x-amz-function-error': 'Unhandled' };

let aws: FakeAws;
let answer: Answer;

beforeEach(async () => {
  aws = await startFakeAws(() => answer);
  for (const [name, value] of Object.entries(awsEnv(aws.endpoint))) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

function call(event: unknown = aSignUp(), signal = AbortSignal.timeout(3_000), ownName = 'guard') {
  return createCompanionFunction(ARN, ownName).call(event, signal);
}

function silent(cause: string) {
  return { kind: 'unavailable', failure: { call: 'companion', cause } };
}

describe('a call', () => {
  it('invokes exactly that function with the event, and marks it', async () => {
    const event = aSignUp({ response: FLAGS, more: ['日本語'] });
    answer = { json: event };

    expect(await call(event)).toEqual({ kind: 'answered', flags: FLAGS, event });

    expect(aws.calls).toEqual([
      {
        operation: 'Invoke',
        body: event,
        invoked: { functionName: ARN, clientContext: '{"custom":{"signup-guard":"true"}}' },
      },
    ]);
  });

  it.each(['former', 'former-2'])('is never made to ourselves, under any qualifier: %s', async (ownName) => {
    answer = { json: { response: FLAGS } };

    const said = await call(aSignUp(), AbortSignal.timeout(3_000), ownName);

    expect([said.kind, aws.calls.length]).toEqual(ownName === 'former' ? ['unavailable', 0] : ['answered', 1]);
  });

  it.each<[string, Answer]>([
    ['fails with 500', { error: 'ServiceException', status: 500 }],
    ['is throttled', { error: 'TooManyRequestsException', status: 429 }],
    ['loses its connection', { reset: true }],
  ])('is not repeated where it %s', async (_, said) => {
    answer = said;

    await call();

    expect(aws.calls).toHaveLength(1);
  });
});

describe('an answer', () => {
  it.each<[string, Answer, unknown]>([
    [
      'an error of its own',
      { json: { errorType: 'Error', errorMessage: 'No\n' }, headers: FAILED },
      { kind: 'refused', message: 'No' },
    ],
    [
      'a crash',
      { json: { errorType: 'Runtime.ExitError', errorMessage: 'exit' }, headers: FAILED },
      silent('service-error'),
    ],
    ['an error that is no JSON', { raw: 'oops', headers: FAILED }, silent('service-error')],
    ['null', { json: null }, { kind: 'answered', flags: null, event: null }],
    ['no JSON', { raw: '{"response":' }, silent('unreadable')],
    ['nothing', { raw: '' }, silent('unreadable')],
    ['throttling', { error: 'TooManyRequestsException', status: 429 }, silent('throttled')],
    ['that there is no such function', { error: 'ResourceNotFoundException', status: 404 }, silent('not-found')],
    ['that it may not be called', { error: 'AccessDeniedException', status: 403 }, silent('access-denied')],
    ['a fault of Lambda', { error: 'ServiceException', status: 500 }, silent('service-error')],
    ['a lost connection', { reset: true }, silent('network')],
  ])('is read: %s', async (_, said, expected) => {
    answer = said;

    expect(await call()).toEqual(expected);
  });

  it.each<[string, Answer]>([
    ['that never comes', { hang: true }],
    ['that drips', { drip: JSON.stringify({ response: FLAGS, padding: 'x'.repeat(500) }) }],
  ])('%s ends with the signal', async (_, said) => {
    answer = said;

    expect(await call(aSignUp(), AbortSignal.timeout(100))).toEqual(silent('timeout'));
  });

  it('is read up to a megabyte, and no further', async () => {
    const sized = (bytes: number) => {
      const empty = JSON.stringify({ response: FLAGS, padding: '' }).length;
      return { json: { response: FLAGS, padding: 'x'.repeat(bytes - empty) } };
    };

    answer = sized(1_048_576);
    expect(await call()).toMatchObject({ kind: 'answered', flags: FLAGS });
    answer = sized(1_048_577);
    expect(await call()).toEqual(silent('unreadable'));
    answer = sized(6_291_456);
    expect(await call()).toEqual(silent('unreadable'));
  });
});
