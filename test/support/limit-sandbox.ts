/**
 * The shipped trigger as one sandbox of Lambda's, one attempt at a time, against a server that answers as late as DynamoDB
 * and Cognito do: what limits add to the time of an attempt.
 */

import type { PolicyDocument } from '../../src/core/policy.ts';
import { createProcessRunner } from '../../src/lab/trigger/process-runner.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import type { LoggedDecision } from '../../src/record/logged.ts';
import { decisionsIn } from '../../src/record/read.ts';
import type { TriggerAnswer } from '../../src/sim/trigger.ts';
import { type Answer, awsEnv, type Call, startFakeAws } from './fake-aws.ts';
import { parametersAnswer } from './parameters.ts';

/** What becomes of the calls to the table of limits. */
export type LimitScript = (call: Call, nth: number) => Answer;

/** One attempt: what came back, how long it took in milliseconds, and its record. */
export type SandboxAttempt = { readonly answer: TriggerAnswer; readonly ms: number; readonly record: LoggedDecision };

/** A sandbox under a policy. */
export type Sandbox = {
  readonly attempt: (event: Readonly<Record<string, unknown>>) => Promise<SandboxAttempt>;
  readonly close: () => Promise<void>;
};

/** A table that counts: each key's window goes up by one with every write. */
export function countingTable(): LimitScript {
  const counts = new Map<string, number>();
  return ({ body }) => {
    const window = /\b(w\d+) = if_not_exists/u.exec(String(body['UpdateExpression']))?.[1] ?? '';
    const key = `${JSON.stringify(body['Key'])} ${window}`;
    const count = 1 + (counts.get(key) ?? 0);
    counts.set(key, count);
    return { json: { Attributes: { [window]: { N: String(count) } } } };
  };
}

/** Starts a sandbox; every answer but Parameter Store's comes after `lateMs()`. */
export async function startSandbox(
  bundle: string,
  document: PolicyDocument,
  limits: LimitScript,
  lateMs: () => number,
): Promise<Sandbox> {
  const { manifest } = encodePolicy(document, { stack: 'limits', publisher: 'deployment' });
  const textAt = (name: string) => (name.endsWith('/candidate') ? null : name.endsWith('/policy') ? manifest : 'key');
  const late = (then: Answer): Answer => ({ after: lateMs(), then });
  const server = await startFakeAws((call, nth) => {
    if (call.operation.startsWith('GetParameter')) return parametersAnswer(call, textAt);
    if (call.operation === 'UpdateItem') return late(limits(call, nth));
    if (call.operation === 'ListUsers') return late({ json: { Users: [] } });
    if (call.operation === 'AdminGetUser') return late({ error: 'UserNotFoundException' });
    const capacity = { TableName: 'claims', CapacityUnits: 1 };
    return late({ json: { ConsumedCapacity: call.operation === 'PutItem' ? capacity : [capacity] } });
  });
  const env = { PATH: process.env['PATH'] ?? '', ...awsEnv(server.endpoint), CLAIM_TABLE: 'claims' };
  const lines: string[] = [];
  const runner = createProcessRunner({
    bundle,
    env: { ...env, LIMIT_TABLE: 'limits', ENVIRONMENT: 'limits' },
    onLine: (line) => lines.push(line),
    processes: 1,
  });
  await runner.start();
  return {
    attempt: async (event) => {
      const before = lines.length;
      const began = performance.now();
      const answer = await runner.run(event);
      const ms = performance.now() - began;
      const [record] = lines.slice(before).flatMap((line) => decisionsIn(line));
      if (record === undefined) throw new Error('an attempt left no record');
      return { answer, ms, record };
    },
    close: async () => {
      await runner.close();
      await server.close();
    },
  };
}
