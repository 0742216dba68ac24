/** The command as a process that a test may stop or kill at any line of its progress. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';

const BIN = resolve(import.meta.dirname, '../../bin/signup-guard.mjs');

/** Runs the command; `at` is told every line of progress and may end the process. */
export function verifyAccount(
  words: readonly string[],
  at: (line: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
  keys: Readonly<Record<string, string>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  const child = spawn(process.execPath, [BIN, 'verify-account', ...words], {
    cwd: folder,
    env: { ...process.env, ...keys },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  createInterface({ input: child.stderr }).on('line', (line) => at(line, (signal) => child.kill(signal)));
  const { promise, resolve: ended } = Promise.withResolvers<{
    exitCode: number | null;
    output: string;
    folder: string;
  }>();
  child.on('close', (exitCode) => ended({ exitCode, output, folder }));
  return promise;
}

/** Whether an account holds nothing of any run. */
export async function nothingIsLeft() {
  const { exitCode, output } = await verifyAccount(['--clean', '--yes', '--json']);
  expect(JSON.parse(output)).toEqual({ removed: {}, left: {} });
  expect(exitCode).toBe(0);
}
