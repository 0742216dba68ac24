/**
 * Every cell of the companion's fault table, through the built bundle in a process of its own over HTTP; after each fault an
 * attempt with a companion that is well again. Prints the table and the worst answer time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import { createProcessRunner, type ProcessRunner } from '../../src/lab/trigger/process-runner.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import type { TriggerAnswer } from '../../src/sim/trigger.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { parametersAnswer } from '../support/parameters.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import { COMPANION_FAULTS, type CompanionFault, fateOf, SOURCES, WAYS } from './companion-table.ts';
import { healthy } from './run-cell.ts';

/** Cognito waits for five seconds; the guard for three of them, a companion in charge for all that Lambda leaves. */
const LONGEST_MS = { deny: 4_000, code: 4_000, observe: 4_900 } as const;

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:former';
const ALL = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };
const NONE = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-companion-'));
const table = new Map<string, string[]>();
let worst = { ms: 0, cell: '' };

beforeAll(async () => {
  await bundle('trigger', join(scratch, 'trigger'));
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
  for (const [fault, fates] of table) process.stdout.write(`| ${fault} | ${fates.join(' | ')} |\n`);
  process.stdout.write(`worst answer ${worst.ms.toFixed(0)} ms: ${worst.cell}\n`);
});

describe.each(WAYS.flatMap((way) => SOURCES.map((source) => [way, source] as const)))('under %s, %s', (way, source) => {
  const lines: string[] = [];
  let aws: FakeAws;
  let runner: ProcessRunner;
  let companion: Answer | null = null;
  let attempts = 0;

  beforeAll(async () => {
    const unavailable = { ...DEFAULT_SETTINGS.unavailable, companion: way === 'code' ? 'code' : 'deny' } as const;
    const mode = way === 'observe' ? 'observe' : 'enforce';
    const document = aDocument({ rules: [anApproval()], unavailable, mode });
    const { manifest } = encodePolicy(document, { stack: 'faults', publisher: 'deployment' });
    aws = await startFakeAws((call) => answerOf(call, manifest));
    const env = {
      ...awsEnv(aws.endpoint),
      PATH: process.env['PATH'] ?? '',
      CLAIM_TABLE: 'claims',
      ENVIRONMENT: 'faults',
      COMPANION_FUNCTION_ARN: ARN,
      AWS_LAMBDA_FUNCTION_NAME: 'guard',
    };
    const onLine = (line: string) => lines.push(line);
    runner = createProcessRunner({ bundle: join(scratch, 'trigger/handler.mjs'), env, onLine, processes: 1 });
    await runner.start();
  });

  afterAll(async () => {
    await runner.close();
    await aws.close();
  });

  function answerOf(call: Call, manifest: string): Answer {
    if (call.operation.startsWith('GetParameter'))
      return parametersAnswer(call, (name) => (name.endsWith('/policy') ? manifest : null));
    if (call.operation !== 'Invoke') return healthy(call);
    return companion ?? { json: { ...call.body, response: { ...NONE, ...ALL } } };
  }

  async function attempt(userName: string) {
    const [before, called] = [lines.length, invocations()];
    const began = performance.now();
    const answer = await runner.run(aSignUp({ triggerSource: source, userName }, { email: `${userName}@example.com` }));
    const ms = performance.now() - began;
    return { answer, ms, record: recordIn(lines.slice(before)), calls: invocations() - called };
  }

  const invocations = () => aws.calls.filter(({ operation }) => operation === 'Invoke').length;

  it.each(
    Object.entries(COMPANION_FAULTS),
  )('a companion that %s takes nothing but what it may', async (name, fault) => {
    attempts += 1;
    companion = fault.answer;
    const during = await attempt(`user-${attempts}`);
    companion = null;
    // the same attempt once more, as Cognito may repeat it
    const after = await attempt(`user-${attempts}`);

    expect(during.answer).toEqual(expectedAnswer(fault, way));
    expect([during.calls, after.calls]).toEqual([1, 1]);
    expect(during.record).toMatchObject(expectedRecord(fault, way, source));
    expect(during.ms).toBeLessThan(LONGEST_MS[way]);
    const isGranted = way === 'observe' || source === 'PreSignUp_SignUp';
    expect(after.answer).toEqual({ kind: 'flags', flags: isGranted ? ALL : NONE });
    table.set(name, [...(table.get(name) ?? []), fateOf(fault, way)]);
    if (during.ms > worst.ms) worst = { ms: during.ms, cell: `${name}, ${way}, ${source}` };
  });
});

function expectedAnswer(fault: CompanionFault, way: (typeof WAYS)[number]): TriggerAnswer {
  const answers: Readonly<Record<ReturnType<typeof fateOf>, TriggerAnswer>> = {
    granted: { kind: 'flags', flags: ALL },
    neutral: { kind: 'flags', flags: NONE },
    'own words': { kind: 'thrown', message: 'Only colleagues' },
    busy: { kind: 'thrown', message: DEFAULT_SETTINGS.busyMessage },
    unreadable: { kind: 'unreadable' },
  };
  return answers[fateOf(fault, way)];
}

function expectedRecord(fault: CompanionFault, way: (typeof WAYS)[number], source: (typeof SOURCES)[number]) {
  const isSignUp = source === 'PreSignUp_SignUp';
  const { silent } = fault;
  const told =
    silent === null ? {} : { failures: [{ call: 'companion', cause: silent }], companion: { outcome: 'unavailable' } };
  if (way === 'observe') return { ...told, applied: false, outcome: isSignUp ? 'approve' : 'untouched' };
  const fate = fateOf(fault, way);
  const outcome = fate === 'busy' || fate === 'own words' ? 'deny' : isSignUp ? 'code' : 'untouched';
  const reason = silent === null ? 'companion' : 'companion-unavailable';
  return { ...told, applied: true, outcome, reason: outcome === 'untouched' ? 'source-untouched' : reason };
}

function recordIn(lines: readonly string[]): DecisionRecord | undefined {
  const parsed = lines.flatMap((line) => {
    const value: { readonly decision?: DecisionRecord } = JSON.parse(line);
    return value.decision ?? [];
  });
  return parsed[0];
}
