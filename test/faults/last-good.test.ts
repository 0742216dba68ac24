/**
 * How long the last good policy serves, through the built bundle and without a hook in it: Debian's `faketime` moves the
 * process's clock.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { createProcessRunner, type ProcessRunner } from '../../src/lab/trigger/process-runner.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { awsEnv, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import { healthy } from './run-cell.ts';

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const HOUR_S = 3_600;

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-time-'));
const clock = join(scratch, 'clock');
const lines: string[] = [];
let aws: FakeAws;
let runner: ProcessRunner;

beforeAll(async () => {
  if (!existsSync(LIBRARY)) throw new Error('libfaketime is missing: apt-get install faketime');
  await bundle('trigger', join(scratch, 'trigger'));
  aws = await startFakeAws(healthy);
  moveTo(0);
  const time = {
    LD_PRELOAD: LIBRARY,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  const env = {
    ...awsEnv(aws.endpoint),
    ...time,
    PATH: process.env['PATH'] ?? '',
    CLAIM_TABLE: 'claims',
    ENVIRONMENT: 'faults',
  };
  runner = createProcessRunner({
    bundle: join(scratch, 'trigger/handler.mjs'),
    env,
    onLine: (line) => lines.push(line),
    processes: 1,
  });
});

afterAll(async () => {
  await runner.close();
  await aws.close();
  rmSync(scratch, { recursive: true });
});

function moveTo(seconds: number): void {
  writeFileSync(clock, `+${seconds}`);
}

async function decide(userName: string): Promise<string> {
  const before = lines.length;
  await runner.run(aSignUp({ userName }, { email: `${userName}@example.com` }));
  const [record] = lines.slice(before).flatMap((line) => {
    const { decision }: { readonly decision?: DecisionRecord } = JSON.parse(line);
    return decision ?? [];
  });
  return `${record?.outcome} by ${record?.policy.source}`;
}

it('the trigger serves the last good policy for a day, and no longer', async () => {
  const fresh = await decide('first');
  aws.script = (call) =>
    call.operation.startsWith('GetParameter') ? { error: 'InternalServerError', status: 500 } : healthy(call);
  moveTo(23.9 * HOUR_S);
  const stale = await decide('second');
  moveTo(24.1 * HOUR_S);
  const expired = await decide('third');
  aws.script = healthy;
  moveTo(24.2 * HOUR_S);
  const back = await decide('fourth');

  expect([fresh, stale, expired, back]).toEqual([
    'approve by ssm',
    'approve by last-good',
    'code by none',
    'approve by ssm',
  ]);
});
