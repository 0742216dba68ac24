/**
 * A command whose reader goes away (`| head -1`) ends without a word, and with the code that it would have ended with; an
 * output that cannot be written for another reason is told.
 */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reader-gone-'));
  const record = JSON.stringify({ decision: { schema: 1, outcome: 'code', reason: 'otherwise', rules: [] } });
  await writeFile(join(folder, 'log.jsonl'), `${record}\n`.repeat(20_000));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(words: readonly string[], output: 'pipe' | number) {
  const child = spawn(process.execPath, [join(ROOT, 'bin/signup-guard.mjs'), ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', output, 'pipe'],
  });
  child.stdout?.destroy();
  const exit = Promise.withResolvers<number | null>();
  child.once('close', (code) => exit.resolve(code));
  return { complaint: child.stderr === null ? '' : await text(child.stderr), exitCode: await exit.promise };
}

it.each([
  ['help', () => ['--help'], 0],
  ['a command that answers', () => ['check', 'policies/prod.yaml'], 0],
  ['a command that finds something', () => ['diff', 'policies/dev.yaml', 'policies/prod.yaml'], 2],
  ['a command that writes as it goes', () => ['decisions', join(folder, 'log.jsonl')], 0],
] as const)('%s ends quietly when its reader goes away', async (_, words, exitCode) => {
  expect(await run(words(), 'pipe')).toEqual({ complaint: '', exitCode });
});

it.each([
  ['a command that answers', () => ['check', 'policies/prod.yaml']],
  ['a command that writes as it goes', () => ['decisions', join(folder, 'log.jsonl')]],
] as const)('%s says that its output could not be written', async (_, words) => {
  expect(await run(words(), openSync('/dev/full', 'w'))).toEqual({
    complaint: 'the output could not be written: ENOSPC\n',
    exitCode: 1,
  });
});
