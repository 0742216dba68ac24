/**
 * `npm run test:attach`: runs the tests of test/attach against moto, whose UpdateUserPool resets settings as Cognito's
 * does. Installs it below .cache/, starts it on a free port of this machine and ends it. Arguments go to vitest.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../test/support/free-port.ts';
import { pythonTool } from '../test/support/python-tools.ts';

const ROOT = resolve(import.meta.dirname, '..');
const START_SECONDS = 60;

async function main(vitestArguments: readonly string[]): Promise<boolean> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const moto = spawn(pythonTool('moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const interrupted = () => void stop(moto).then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await ready(moto, endpoint);
    const vitest = join(ROOT, 'node_modules/.bin/vitest');
    const words = ['run', '--config', 'vitest.attach.config.ts', ...vitestArguments];
    const env = { ...process.env, AWS_ENDPOINT_URL: endpoint };
    return spawnSync(vitest, words, { cwd: ROOT, env, stdio: 'inherit' }).status === 0;
  } finally {
    await stop(moto);
  }
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

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
