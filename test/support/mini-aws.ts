/**
 * A local AWS for tests: MiniStack on a free port of this machine. Whoever starts it ends it; nothing here reaches a real
 * account, since credentials, profiles and endpoint are replaced for every process that gets `env`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const START_SECONDS = 60;

type Environment = Readonly<Record<'AWS_ENDPOINT_URL', string>> & Readonly<Record<string, string>>;

/** A running local AWS. */
export type MiniAws = { readonly env: Environment; readonly stop: () => Promise<void> };

/** Starts MiniStack; its log goes below .cache/. Functions run on the project's own Node. */
export async function startMiniAws(program: string): Promise<MiniAws> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const env = environment(endpoint);
  const log = join(ROOT, '.cache/ministack.log');
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  // What it authorised, for the tests that judge it again
  const requests = join(ROOT, '.cache/iam-requests.jsonl');
  writeFileSync(requests, '');
  // `AUTH` has it evaluate the roles' policies, for the functions' own calls too
  const own = { GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', AUTH: 'true', IAM_REQUESTS: requests };
  const child = spawn(join(dirname(program), 'python3'), [join(import.meta.dirname, 'mini_aws_iam.py')], {
    env: { ...env, ...own, AWS_ENDPOINT_URL: undefined },
    stdio: ['ignore', output, output],
    // A group of its own, so that its function processes end with it
    detached: true,
  });
  try {
    await healthy(child, endpoint, log);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { env: { ...env, IAM_REQUESTS: requests }, stop: () => stop(child) };
}

/** The caller's environment with nothing in it that points at a real account. */
function environment(endpoint: string): Environment {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(?:AWS|SAM)_/u.test(name) ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    SAM_CLI_TELEMETRY: '0',
  };
}

async function healthy(child: ChildProcess, endpoint: string, log: string): Promise<void> {
  for (let tries = 0; tries < START_SECONDS * 4; tries += 1) {
    if (child.exitCode !== null) throw new Error(`MiniStack ended at once: see ${log}`);
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => null);
    if (answer?.ok) return;
    await pause(250);
  }
  throw new Error(`MiniStack did not start within ${START_SECONDS} s: see ${log}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  process.kill(-child.pid, 'SIGTERM');
  const patience = AbortSignal.timeout(5000);
  patience.addEventListener('abort', () => killGroup(child.pid));
  await ended;
  killGroup(child.pid);
}

/** What is left of the group; there may be nothing. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    return;
  }
}
