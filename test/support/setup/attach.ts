/** Before the tests of test/attach: moto, whose UpdateUserPool resets settings as Cognito's does, on a free port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '../free-port.ts';
import { pythonTool } from '../python-tools.ts';
import { untilDone } from './until-done.ts';

const START_SECONDS = 60;

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const moto = spawn(pythonTool('moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  return untilDone(
    async () => {
      await ready(moto, endpoint);
      project.provide('environment', { AWS_ENDPOINT_URL: endpoint });
    },
    () => stop(moto),
  );
}

async function ready(child: ChildProcess, endpoint: string): Promise<void> {
  for (let tries = 0; tries < START_SECONDS * 4; tries += 1) {
    if (child.exitCode !== null) throw new Error('moto ended at once');
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => null);
    if (answer?.ok) return;
    await pause(250);
  }
  throw new Error(`moto did not start within ${START_SECONDS} s`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}
