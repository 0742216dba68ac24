/**
 * Runs one cell of the fault table: the built bundle in its own process, real SDK clients over HTTP, a fault in one
 * dependency, and an attempt after it has healed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProcessRunner } from '../../src/lab/trigger/process-runner.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import type { TriggerAnswer } from '../../src/sim/trigger.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { parametersAnswer } from '../support/parameters.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import type { Cell, Dependency } from './matrix.ts';

/** One attempt: what came back, how long it took in milliseconds, and its record. */
export type Attempted = {
  readonly answer: TriggerAnswer;
  readonly ms: number;
  readonly record: DecisionRecord | undefined;
};

/** What a cell showed. */
export type Outcome = { readonly during: Attempted; readonly after: Attempted };

const OPERATIONS: Readonly<Record<Dependency, string>> = {
  /** And what is asked for alone where it is refused. */
  ssm: 'GetParameter',
  listUsers: 'ListUsers',
  adminGetUser: 'AdminGetUser',
  claim: 'PutItem',
  claims: 'TransactWriteItems',
};

/** The variables that send one service elsewhere. */
const ENDPOINTS: Readonly<Record<Dependency, string>> = {
  ssm: 'AWS_ENDPOINT_URL_SSM',
  listUsers: 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  adminGetUser: 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  claim: 'AWS_ENDPOINT_URL_DYNAMODB',
  claims: 'AWS_ENDPOINT_URL_DYNAMODB',
};

const { manifest } = encodePolicy(aDocument({ rules: [anApproval()] }), { stack: 'faults', publisher: 'deployment' });
/** Longer than SSM is ever left alone. */
const LONGEST_PAUSE_MS = 6_000;
const BETWEEN_ATTEMPTS_MS = 50;

const CAPACITY = { TableName: 'claims', CapacityUnits: 1 };

/** Answers every call as AWS would in its best moment. */
export function healthy(call: Call): Answer {
  const { operation } = call;
  if (operation.startsWith('GetParameter')) return parametersAnswer(call, textAt);
  if (operation === 'ListUsers') return { json: { Users: [] } };
  if (operation === 'AdminGetUser') return { error: 'UserNotFoundException' };
  return { json: { ConsumedCapacity: operation === 'PutItem' ? CAPACITY : [CAPACITY] } };
}

function textAt(name: string): string | null {
  if (name.endsWith('/candidate')) return null;
  return name.endsWith('/policy') ? manifest : 'key';
}

/** Runs the cell on a bundle. */
export async function runCell(bundle: string, cell: Cell): Promise<Outcome> {
  let broken = cell.state === 'cold';
  const general = await startFakeAws(healthy);
  let special = await startFakeAws(broken ? faulty(cell) : healthy);
  const lines: string[] = [];
  const env = {
    ...process.env,
    ...awsEnv(general.endpoint),
    [ENDPOINTS[cell.dependency]]: special.endpoint,
    POLICY_MAX_AGE: '0',
    CLAIM_TABLE: 'claims',
    ENVIRONMENT: 'faults',
  };
  const runner = createProcessRunner({ bundle, env: defined(env), onLine: (line) => lines.push(line), processes: 1 });
  const turn = async (now: boolean) => {
    broken = now;
    special = await switchTo(special, cell, broken);
  };
  const attempt = async (userName: string): Promise<Attempted> => {
    const before = lines.length;
    const began = performance.now();
    const answer = await runner.run(eventOf(cell, userName));
    return { answer, ms: performance.now() - began, record: recordIn(lines.slice(before)) };
  };
  try {
    await turn(broken);
    await runner.start();
    if (cell.state === 'warm') await attempt('first');
    await turn(true);
    const during = await attempt('second');
    await turn(false);
    return { during, after: await healed(attempt) };
  } finally {
    await runner.close();
    await special.close();
    await general.close();
  }
}

/** The first attempt under a policy: without one, SSM is left alone for some seconds after it failed. */
async function healed(attempt: (userName: string) => Promise<Attempted>): Promise<Attempted> {
  const deadline = performance.now() + LONGEST_PAUSE_MS;
  for (let nth = 1; ; nth += 1) {
    const attempted = await attempt(`after-${nth}`);
    if (attempted.record?.policy.source === 'ssm' || performance.now() > deadline) return attempted;
    await sleep(BETWEEN_ATTEMPTS_MS);
  }
}

function faulty({ answer, dependency }: Cell) {
  return (call: Call, nth: number): Answer => {
    if (!call.operation.startsWith(OPERATIONS[dependency]) || answer === 'refused') return healthy(call);
    return typeof answer === 'function' ? answer(nth) : answer;
  };
}

/** The same address answers otherwise; `refused` closes its port, and opens it again. */
async function switchTo(server: FakeAws, cell: Cell, broken: boolean): Promise<FakeAws> {
  server.script = broken ? faulty(cell) : healthy;
  if (cell.answer !== 'refused') return server;
  await server.close();
  return broken ? server : startFakeAws(healthy, Number(new URL(server.endpoint).port));
}

function eventOf({ source, dependency, fault }: Cell, userName: string): Record<string, unknown> {
  // two throttled calls in a row would pause ListUsers for five seconds, as they must: one address asks once
  const single = dependency === 'claim' || (dependency === 'listUsers' && fault === 'throttles');
  const attributes = { email: `${userName}@example.com`, ...(single ? {} : { phone_number: '+12065550100' }) };
  return aSignUp({ triggerSource: source, userName }, attributes);
}

function recordIn(lines: readonly string[]): DecisionRecord | undefined {
  const parsed = lines.flatMap((line) => {
    const value: { readonly decision?: DecisionRecord } = JSON.parse(line);
    return value.decision ?? [];
  });
  return parsed[0];
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
