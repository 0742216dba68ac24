/**
 * A whole trigger of real parts against a scripted AWS: policy in SSM, users in Cognito, claims in DynamoDB. What it
 * writes to standard output is caught, as Lambda would.
 */
import { vi } from 'vitest';
// loads while the first policy is read; here that would take as long as compiling it
import '../../src/lambda/stores.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { systemClock } from '../../src/lambda/clock.ts';
import { composeTrigger } from '../../src/lambda/compose.ts';
import { readSettings } from '../../src/lambda/env.ts';
import type { SignUpTrigger } from '../../src/lambda/trigger.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from './fake-aws.ts';
import { parametersAnswer } from './parameters.ts';

/** The key under which scenes hash. */
export const HASH_KEY = 'scene-key';

/** What ListUsers says where somebody owns the address of the sign-up. */
export const OWNER_LISTED: Answer = {
  json: {
    Users: [
      {
        Username: 'owner',
        Attributes: [
          { Name: 'email', Value: 'bob@example.com' },
          { Name: 'email_verified', Value: 'true' },
        ],
        UserStatus: 'CONFIRMED',
      },
    ],
  },
};

/** Answers by operation; what is missing is healthy and empty. */
export type SceneScript = Partial<
  Record<
    'GetParameters' | 'GetParameter' | 'ListUsers' | 'AdminGetUser' | 'PutItem' | 'TransactWriteItems' | 'Invoke',
    Answer | ((call: Call) => Answer)
  >
>;

/** A running scene. */
export type Scene = {
  readonly fake: FakeAws;
  readonly trigger: SignUpTrigger;
  readonly lines: readonly string[];
  readonly records: () => readonly DecisionRecord[];
  readonly close: () => Promise<void>;
};

/** Starts a scene. `document` null leaves SSM without a policy. */
export async function startScene(
  document: PolicyDocument | null,
  script: SceneScript = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const fake = await startFakeAws((call) => {
    const scripted = script[call.operation as keyof SceneScript];
    return (typeof scripted === 'function' ? scripted(call) : scripted) ?? healthy(call, document);
  });
  const variables = { ...awsEnv(fake.endpoint), CLAIM_TABLE: 'claims', ENVIRONMENT: 'test', ...env };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(...String(chunk).split('\n').filter(Boolean));
    return true;
  });
  const trigger = composeTrigger(readSettings(), systemClock);
  const close = async () => {
    write.mockRestore();
    vi.unstubAllEnvs();
    await fake.close();
  };
  return { fake, trigger, lines, records: () => lines.flatMap(recordIn), close };
}

function recordIn(line: string): readonly DecisionRecord[] {
  const parsed: unknown = JSON.parse(line);
  return typeof parsed === 'object' && parsed !== null && 'decision' in parsed
    ? [parsed.decision as DecisionRecord]
    : [];
}

const WRITTEN = { TableName: 'claims', CapacityUnits: 1 };

function healthy(call: Call, document: PolicyDocument | null): Answer {
  const { operation } = call;
  if (operation === 'AdminGetUser') return { error: 'UserNotFoundException' };
  if (operation === 'ListUsers') return { json: { Users: [] } };
  if (operation === 'Invoke') return { json: call.body };
  if (!operation.startsWith('GetParameter'))
    return { json: { ConsumedCapacity: operation === 'PutItem' ? WRITTEN : [WRITTEN] } };
  return parametersAnswer(call, (name) => {
    if (name.endsWith('/hash-key')) return HASH_KEY;
    if (document === null || !name.endsWith('/policy')) return null;
    return encodePolicy(document, { stack: 'test', publisher: 'deployment' }).manifest;
  });
}
