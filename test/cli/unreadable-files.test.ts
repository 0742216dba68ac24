/**
 * A file that cannot be read is told in one sentence by every command that takes one, and never in the system's words.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './in-process.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unreadable-'));
  mkdirSync(at('folder'));
  symlinkSync('nowhere', at('broken'));
  symlinkSync('circle', at('circle'));
  writeFileSync(at('file'), '');
  await runHere(['key', '--attester', 'invitations', '--private', at('key.json')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const POLICY = 'policies/dev.yaml';
const STATEMENT = ['attest', '--attester', 'invitations', '--user-pool-id', 'us-east-1_example'];
const NAMES = ['--names', '--hash-key', 'a'.repeat(64), '--users'];

/** Every command that takes a file, with what else it needs. */
const COMMANDS: Readonly<Record<string, (file: string) => readonly string[]>> = {
  check: (file) => ['check', file],
  test: (file) => ['test', file, '--policy', POLICY],
  'test, its policy': (file) => ['test', '--policy', file],
  diff: (file) => ['diff', file, POLICY],
  simulate: (file) => ['simulate', '--policy', file, '--email', 'ann@example.com'],
  'simulate --event': (file) => ['simulate', '--policy', POLICY, '--event', file],
  'simulate --holders': (file) => ['simulate', '--policy', POLICY, '--email', 'ann@example.com', '--holders', file],
  import: (file) => ['import', file],
  attest: (file) => [...STATEMENT, '--private', at('key.json'), file, '--out', at('attested.csv')],
  'attest --private': (file) => [...STATEMENT, '--private', file, '--email', 'ann@example.com'],
  audit: (file) => ['audit', file],
  decisions: (file) => ['decisions', file],
  review: (file) => ['review', file],
  replay: (file) => ['replay', file, '--policy', POLICY],
  'decisions --users': (file) => ['decisions', at('file'), ...NAMES, file],
  'review --text': (file) => ['review', at('file'), '--text', file],
  push: (file) => ['push', 'prod', '--file', file, '--yes'],
};

/** Those that begin a file which is not there. */
const KEEPERS: typeof COMMANDS = {
  'lab --users': (file) => ['lab', '--port', '0', '--users', file],
  'key --jwks': (file) => ['key', '--attester', 'invitations', '--private', at('never.json'), '--jwks', file],
};

const FOLDER = ['a folder', 'folder', 'it is a folder'] as const;
const TROUBLES = [
  FOLDER,
  ['a file that is not there', 'none', 'there is no such file'],
  ['a link to nothing', 'broken', 'there is no such file'],
  ['links in a circle', 'circle', 'its symbolic links go in circles'],
  ['a path through a file', 'file/none', 'a part of its path is no folder'],
] as const;

async function saidOf(words: readonly string[]) {
  const { exitCode, output, complaint } = await runHere(words);
  return { failed: exitCode === 1 || exitCode === 3, said: output + complaint };
}

describe.each(Object.entries(COMMANDS))('%s', (_, wordsOf) => {
  it.each(TROUBLES)('says why it cannot read %s', async (__, name, reason) => {
    const { failed, said } = await saidOf(wordsOf(at(name)));

    expect(failed).toBe(true);
    expect(said).toContain(`\`${at(name)}\` cannot be read: ${reason}`);
    expect(said).not.toMatch(/\bE[A-Z]{4,}\b/u);
  });
});

it.each(Object.entries(KEEPERS))('%s says that it is given a folder', async (_, wordsOf) => {
  const [, name, reason] = FOLDER;

  expect(await runHere(wordsOf(at(name)))).toEqual({
    exitCode: 1,
    output: '',
    complaint: `\`${at(name)}\` cannot be read: ${reason}`,
  });
});
