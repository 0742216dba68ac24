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
import { APPROVED, powertoolsLine } from '../record/records.ts';
import { awsEnv, startFakeAws } from '../support/fake-aws.ts';
import { ROOT } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reader-gone-'));
  const record = JSON.stringify({ decision: { schema: 1, outcome: 'code', reason: 'otherwise', rules: [] } });
  await writeFile(join(folder, 'log.jsonl'), `${record}\n`.repeat(20_000));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(words: readonly string[], output: 'pipe' | number, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'bin/signup-guard.mjs'), ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
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
  ['a lab', () => ['lab', '--port', '0', '--processes', '1'], 0],
] as const)('%s ends quietly when its reader goes away', async (_, words, exitCode) => {
  expect(await run(words(), 'pipe')).toEqual({ complaint: '', exitCode });
});

it('a lab ends with all its processes when its reader has had the first line', async () => {
  const lab = `'${process.execPath}' bin/signup-guard.mjs lab --port 0 --processes 2 --json`;
  const child = spawn('sh', ['-c', `(${lab}; echo "ended with $?" >&2) | head -1`], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // whatever the lab started would hold standard error open
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const { url } = JSON.parse(output) as { readonly url: string };

  expect(complaint).toBe('ended with 0\n');
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

it('a log that is followed ends quietly with the first decision that nobody reads', async () => {
  const event = (id: string) => ({ eventId: id, timestamp: Date.now() + 60_000, message: powertoolsLine(APPROVED) });
  const aws = await startFakeAws((_, nth) => ({ json: { events: [event(String(nth))] } }));
  const ran = await run(['decisions', '--log-group', 'g', '--follow'], 'pipe', awsEnv(aws.endpoint)).finally(aws.close);

  expect(ran).toEqual({ complaint: '', exitCode: 0 });
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
