/** The protocol against a real HTTP address: there is always one answer, and its ids are stable. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../src/core/result.ts';
import {
  answer,
  type CustomResourceEvent,
  NEVER_MADE,
  readEvent,
  stackName,
  type Work,
} from '../../src/deployment/custom-resource.ts';

let server: Server;
let answers: { readonly method: string; readonly type: string | undefined; readonly body: Record<string, string> }[];

beforeEach(async () => {
  answers = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    answers.push({ method: String(request.method), type: request.headers['content-type'], body });
    response.writeHead(200).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

describe('answer', () => {
  it('puts the outcome without a content type', async () => {
    await answer(event(), async () => ok({ physicalId: 'policy-test' }), 60_000);

    expect(answers).toEqual([
      {
        method: 'PUT',
        type: undefined,
        body: expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'policy-test', RequestId: 'request' }),
      },
    ]);
  });

  it('tells the reason of a failed creation', async () => {
    await answer(event(), async () => fail('policies/test.yaml:1:1: no'), 60_000);

    expect(answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'policies/test.yaml:1:1: no',
      PhysicalResourceId: NEVER_MADE,
    });
  });

  it('keeps the id when an update fails', async () => {
    await answer(event({ RequestType: 'Update', PhysicalResourceId: 'policy-test' }), async () => fail('no'), 60_000);

    expect(answers[0]?.body['PhysicalResourceId']).toBe('policy-test');
  });

  it('answers when the work throws', async () => {
    await answer(event(), () => Promise.reject(new TypeError('broken')), 60_000);

    expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'TypeError: broken' });
  });

  it('answers when the work never ends', async () => {
    await answer(event(), () => new Promise(() => undefined), 5010);

    expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'it did not finish in time' });
  });

  it('names what may have been made when a creation fails after its first write', async () => {
    const work: Work = async (_event, { mayWrite }) => {
      mayWrite('policy-test');
      return fail('no');
    };

    await answer(event(), work, 60_000);

    expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'policy-test' });
  });

  it('names it, too, when the time is over, and lets nothing be written any more', async () => {
    const signals: AbortSignal[] = [];
    const work: Work = (_event, { mayWrite, signal }) => {
      mayWrite('policy-test');
      signals.push(signal);
      return new Promise(() => undefined);
    };

    await answer(event(), work, 5010);

    expect(answers[0]?.body).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'policy-test' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('deletes nothing that was never made', async () => {
    let worked = false;
    const work = async () => {
      worked = true;
      return fail('no');
    };

    await answer(event({ RequestType: 'Delete', PhysicalResourceId: NEVER_MADE }), work, 60_000);

    expect(worked).toBe(false);
    expect(answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('cuts a long reason to what an answer may hold', async () => {
    await answer(event(), async () => fail('x'.repeat(10_000)), 60_000);

    expect(Buffer.byteLength(JSON.stringify(answers[0]?.body))).toBeLessThan(4096);
  });
});

describe('readEvent', () => {
  it('refuses what is no event of CloudFormation', () => {
    expect([readEvent(null), readEvent({}), readEvent({ ...event(), RequestType: 'Read' })]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('finds the name of the stack', () => {
    expect(stackName(event())).toBe('guard');
  });
});

function event(changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  const { port } = server.address() as AddressInfo;
  return {
    RequestType: 'Create',
    ResponseURL: `http://127.0.0.1:${port}/answer`,
    StackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/guard/1f8e',
    RequestId: 'request',
    LogicalResourceId: 'PublishedPolicy',
    ResourceType: 'Custom::PublishedPolicy',
    ResourceProperties: { Environment: 'test' },
    ...changes,
  };
}
