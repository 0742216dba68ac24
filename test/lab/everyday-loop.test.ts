/**
 * The commands of every day against a lab, as somebody learns them there: one environment, one endpoint, no account.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { signUp } from '../../src/lab/attempts.ts';
import { type Lab, openLab } from '../../src/lab/lab.ts';
import { shippedBundle } from '../../src/lab/trigger/shipped-bundle.ts';
import { signupGuardHere } from '../cli/in-process.ts';

const GUARD = 'arn:aws:lambda:us-east-1:000000000000:function:signup-guard-lab:live';

let lab: Lab;
beforeAll(async () => {
  const bundle = await shippedBundle();
  if (!bundle.ok) throw new Error('not built');
  const settings = { policyFile: 'policies/dev.yaml', usersFile: null, port: 0, processes: 1, paceMs: 0 };
  const opened = await openLab({ ...settings, bundle: bundle.value }, () => new Hono());
  if (!opened.ok) throw new Error(opened.error);
  lab = opened.value;
  for (const userName of ['ann', 'bob']) {
    const attributes = new Map([['email', 'ann@example.com']]);
    await signUp(lab.state, { userName, password: 'Correct-horse-1', attributes });
  }
});
afterAll(async () => {
  await lab?.close();
});

function run(...words: readonly string[]) {
  const env = {
    AWS_ENDPOINT_URL: lab.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'lab',
    AWS_SECRET_ACCESS_KEY: 'lab',
  };
  return signupGuardHere(words, { env });
}

it('the command line lists the decisions of the lab', async () => {
  const { exitCode, output, complaint } = await run('decisions', '--environment', 'lab', '--json');

  expect({ exitCode, complaint }).toEqual({ exitCode: 0, complaint: '' });
  const lines = output.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).decision)).toMatchObject([
    { outcome: 'approve' },
    { outcome: 'code', reason: 'collision' },
  ]);
});

it('the command line reviews the lab', async () => {
  const { exitCode, output } = await run('review', '--environment', 'lab', '--json');

  expect(exitCode).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ records: 2 });
});

it("the command line replays the lab's decisions under another policy", async () => {
  const { exitCode, output } = await run('replay', '--environment', 'lab', '--policy', 'policies/prod.yaml');

  expect(output).toMatch(/2 /u);
  expect([0, 1]).toContain(exitCode);
});

async function logs(command: string, body: object) {
  const answer = await fetch(lab.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `Logs_20140328.${command}`, authorization: 'AWS4-HMAC-SHA256 lab' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

const LOG_GROUP = { logGroupName: 'signup-guard-lab-PreSignUpLogGroup-lab' };

it.each([
  ['nothing', {}, 2],
  ['a phrase', { filterPattern: '"sign-up decision"' }, 2],
  ['a phrase that nobody wrote', { filterPattern: '"sign-down decision"' }, 0],
  ['members', { filterPattern: '{ $.message = "sign-up decision" && $.decision.reason = "collision" }' }, 1],
  ['a time that is over', { endTime: 1 }, 0],
])('the command line filters lines by %s', async (_, how, count) => {
  const { body } = await logs('FilterLogEvents', { ...LOG_GROUP, ...how });

  const decisions = body.events.filter(({ message }: { message: string }) => message.includes('sign-up decision'));
  expect(decisions).toHaveLength(count);
});

it('the command line pages through a long log', async () => {
  for (let number = 0; number < 2_500; number += 1) lab.state.logs.add(`line ${number}`);
  const seen: string[] = [];
  let nextToken: string | undefined;
  do {
    const { body } = await logs('FilterLogEvents', { ...LOG_GROUP, filterPattern: '"line "', nextToken });
    seen.push(...body.events.map(({ message }: { message: string }) => message));
    nextToken = body.nextToken;
  } while (nextToken !== undefined);

  expect(seen).toEqual(Array.from({ length: 2_500 }, (_, number) => `line ${number}`));
});

it.each([
  ['another log group', 'FilterLogEvents', { logGroupName: 'other' }, 'ResourceNotFoundException'],
  [
    'a pattern that it cannot read',
    'FilterLogEvents',
    { ...LOG_GROUP, filterPattern: '?a ?b' },
    'InvalidParameterException',
  ],
  [
    'tags of another resource',
    'ListTagsForResource',
    { resourceArn: 'arn:aws:logs:other' },
    'ResourceNotFoundException',
  ],
  ['what it does not serve', 'StartQuery', {}, 'UnknownOperationException'],
])('the command line refuses %s by name', async (_, command, body, name) => {
  expect(await logs(command, body)).toMatchObject({ status: 400, body: { __type: name } });
});

it('the command line examines the pool, and finds the trigger in its place', async () => {
  const { output } = await run('doctor', '--user-pool-id', lab.state.pool.settings.id, '--json');

  const { findings } = JSON.parse(output) as {
    findings: readonly { check: string; severity: string; message: string }[];
  };
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(findings.filter(({ check }) => check === 'unreadable').map(({ message }) => message)).toEqual([
    expect.stringContaining('the lab does not serve SimulatePrincipalPolicy'),
  ]);
});

it('the command line detaches the trigger and attaches it again', async () => {
  const pool = ['--user-pool-id', lab.state.pool.settings.id];
  const copies = await mkdtemp(join(tmpdir(), 'copies-'));
  const words = [...pool, '--function', GUARD, '--copies', copies, '--yes'];

  const detached = await run('detach', ...words);
  expect(detached).toMatchObject({ exitCode: 0 });
  await signUp(lab.state, { userName: 'dave', password: 'Correct-horse-1', attributes: new Map() });
  expect(lab.feed.items().at(-1)).toMatchObject({ kind: 'pool' });
  expect(lab.state.attached).toBe(false);
  const attached = await run('attach', ...words);
  expect(attached).toMatchObject({ exitCode: 0 });
  expect(lab.state.attached).toBe(true);
  await rm(copies, { recursive: true });
});

it('the command line puts a pushed policy in force and shows it at once', async () => {
  const { exitCode } = await run('push', 'lab', '--file', 'policies/staging.yaml', '--yes', '--json');
  expect(exitCode).toBe(0);

  await vi.waitFor(() => expect(lab.policy.status().inForce.file).toBe('ssm:lab'), { timeout: 15_000 });
  const { digest, text } = lab.policy.status().inForce;
  expect(text).toContain('id: throwaway');
  const attributes = new Map([['email', 'carol@mailinator.com']]);
  await signUp(lab.state, { userName: 'carol', password: 'Correct-horse-1', attributes });
  const last = lab.feed.items().at(-1);
  expect(last).toMatchObject({ record: { rules: ['throwaway'], policy: { digest } } });
});
