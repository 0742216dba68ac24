/**
 * `HeldCompanion` over Lambda's own answers: which function may stand behind the guard, and that a roll-back always passes.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FunctionReading } from '../../src/aws/operator/function/trigger-function.ts';
import { fail, ok } from '../../src/core/result.ts';
import { createCompanionHolder } from '../../src/deployment/held-companion.ts';

const FORMER = 'arn:aws:lambda:us-east-1:123456789012:function:former';
const OTHER = 'arn:aws:lambda:us-east-1:123456789012:function:other:live';
const FN = {
  memoryMb: 128,
  timeoutSeconds: 5,
  roleArn: null,
  logGroup: '/aws/lambda/former',
  state: 'Active',
  variables: {},
};
const THERE: FunctionReading = { kind: 'there', fn: FN };
const GONE: FunctionReading = { kind: 'gone', why: 'never told' };

const idOf = (arn: string) => createHash('sha256').update(arn).digest('hex').slice(0, 16);

async function send(
  RequestType: 'Create' | 'Update' | 'Delete',
  CompanionFunctionArn: string | undefined,
  reading: FunctionReading = THERE,
  PhysicalResourceId?: string,
) {
  const looked: string[] = [];
  const lookAt = async ({ text }: { readonly text: string }) => {
    looked.push(text);
    return reading;
  };
  const event = {
    RequestType,
    ResponseURL: 'http://127.0.0.1/answer',
    StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/guard/1',
    RequestId: '1',
    LogicalResourceId: 'HeldCompanion',
    ResourceType: 'Custom::HeldCompanion',
    PhysicalResourceId,
    ResourceProperties: { CompanionFunctionArn },
  };
  const run = { mayWrite: () => {}, signal: AbortSignal.timeout(1_000) };
  return { result: await createCompanionHolder({ region: 'us-east-1', lookAt })(event, run), looked };
}

describe('a companion', () => {
  it('that is there is held under its digest', async () => {
    expect(await send('Create', FORMER)).toEqual({
      result: ok({ physicalId: `companion-${idOf(FORMER)}` }),
      looked: [FORMER],
    });
  });

  it.each([undefined, ''])('that is none needs no look: %j', async (arn) => {
    expect(await send('Create', arn, GONE)).toEqual({ result: ok({ physicalId: 'companion-none' }), looked: [] });
  });

  it.each<[string, FunctionReading, RegExp]>([
    ['does not exist', GONE, /^`CompanionFunctionArn`: `.*:former` does not exist$/u],
    ['cannot be read', { kind: 'unreadable', why: 'it cannot be read: denied' }, /: it cannot be read: denied$/u],
    ['cannot run', { kind: 'there', fn: { ...FN, state: 'Failed' } }, /state `Failed`$/u],
    [
      'is this guard, or another one',
      { kind: 'there', fn: { ...FN, variables: { POLICY_PARAMETER: '/signup-guard/prod/policy' } } },
      /is a guard itself: give the function that the pool called before$/u,
    ],
  ])('that %s is refused', async (_, reading, why) => {
    for (const [kind, id] of [
      ['Create', undefined],
      ['Update', 'companion-none'],
    ] as const)
      expect((await send(kind, FORMER, reading, id)).result).toEqual(fail(expect.stringMatching(why)));
  });

  it.each(['Inactive', 'Pending', null])('in state %s may be called', async (state) => {
    expect((await send('Create', FORMER, { kind: 'there', fn: { ...FN, state } })).result.ok).toBe(true);
  });

  it.each([
    ['another Region', FORMER.replace('us-east-1', 'eu-west-1'), /is in eu-west-1, and the guard in us-east-1$/u],
    ['no function', 'arn:aws:sns:us-east-1:123456789012:topic', /is not the ARN of a Lambda function$/u],
  ])('of %s is refused without a look', async (_, arn, why) => {
    expect(await send('Create', arn)).toEqual({ result: fail(expect.stringMatching(why)), looked: [] });
  });
});

describe('a change', () => {
  const [former, other] = [`companion-${idOf(FORMER)}`, `companion-${idOf(OTHER)}`];

  it('to another companion is looked at, and remembers the one before', async () => {
    expect(await send('Update', OTHER, THERE, former)).toEqual({
      result: ok({ physicalId: `${other}-before-${idOf(FORMER)}` }),
      looked: [OTHER],
    });
  });

  it('to none passes', async () => {
    expect((await send('Update', '', GONE, former)).result).toEqual(
      ok({ physicalId: `companion-none-before-${idOf(FORMER)}` }),
    );
  });

  it('back to the one before passes though it is gone, as a roll-back must', async () => {
    const changed = `${other}-before-${idOf(FORMER)}`;

    expect(await send('Update', FORMER, GONE, changed)).toEqual({
      result: ok({ physicalId: `${former}-before-${idOf(OTHER)}` }),
      looked: [],
    });
  });

  it.each([former, `${former}-before-${idOf(OTHER)}`])('to what stands there keeps it: %s', async (id) => {
    expect(await send('Update', FORMER, GONE, id)).toEqual({ result: ok({ physicalId: id }), looked: [] });
  });

  it('is not the deletion, which does nothing', async () => {
    expect(await send('Delete', FORMER, GONE, former)).toEqual({ result: ok({ physicalId: former }), looked: [] });
  });
});
