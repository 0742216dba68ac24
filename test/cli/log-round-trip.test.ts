/**
 * What `decisions --json` prints is a log again: every command that reads one answers of it as of the log it came from.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pseudonym } from '../../src/identity/pseudonym.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { APPROVED, COLLIDED, DOUBTED, powertoolsLine, REFUSED } from '../record/records.ts';
import { listed } from './audit/users.ts';
import { signupGuardHere } from './in-process.ts';

const KEY = 'round-trip-key';
const limit = { rule: 'sms-flood', by: 'client', count: 31, exceeded: true, key: `h:${'7'.repeat(32)}` } as const;

/** Between them every field of a record, and one that no version has yet. */
const RECORDS: readonly (DecisionRecord & { readonly later?: unknown })[] = [
  APPROVED,
  { ...APPROVED, attestation: { attester: 'invitations', result: 'valid', id: null } },
  { ...APPROVED, companion: { outcome: 'approve', ms: 12.5, verified: ['email'] }, later: { of: ['a version'] } },
  { ...REFUSED, observed: ['new-rule'], limits: [limit] },
  { ...COLLIDED, candidate: { outcome: 'approve', differs: true }, companion: null },
  { ...COLLIDED, subject: { ...COLLIDED.subject, user: pseudonym(KEY, 'user', 'ann') }, applied: false },
  { ...DOUBTED, ms: { policy: 1, lookup: 900, total: 950 } },
];

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-round-trip-'));
const [original, printed, policy] = ['original.jsonl', 'printed.jsonl', 'policy.yaml'].map((name) =>
  join(folder, name),
) as [string, string, string];
const now = Date.now();
const LINES = RECORDS.map((record, index) =>
  powertoolsLine(record, new Date(now - (index + 1) * 3_600_000).toISOString()),
);

beforeAll(async () => {
  writeFileSync(original, LINES.join('\n'));
  writeFileSync(
    policy,
    'version: 1\nmode: enforce\nrules:\n  - { id: x, when: { emailDomain: [example.com] }, then: deny }\notherwise: code\n',
  );
  writeFileSync(printed, (await signupGuardHere(['decisions', original, '--json'])).output);
});
afterAll(() => rmSync(folder, { recursive: true }));

const QUESTIONS: readonly (readonly [string, ...string[]])[] = [
  ['decisions'],
  ['decisions', '--json'],
  ['decisions', '--since', '150m'],
  ['decisions', '--user', 'ann', '--hash-key', KEY],
  ['review'],
  ['review', '--json'],
  ['review', '--since', '150m', '--json'],
  ['review', '--suggest-limits', '--json'],
  ['replay', '--policy', 'POLICY', '--json'],
];

describe('what decisions --json prints', () => {
  it.each(QUESTIONS.map((words) => [words] as const))('answers %j as the log does', async ([command, ...words]) => {
    const asked = words.map((word) => (word === 'POLICY' ? policy : word));

    const before = await signupGuardHere([command, original, ...asked]);
    const after = await signupGuardHere([command, printed, ...asked]);

    expect(before).toMatchObject({ exitCode: 0, output: expect.stringMatching(/\S/u) });
    expect(after).toEqual(before);
  });

  it('fills the same page of a review', async () => {
    const page = join(folder, 'page.html');
    const ask = async (file: string) => {
      await signupGuardHere(['review', file, '--html', page]);
      return readFileSync(page, 'utf8');
    };

    expect(await ask(printed)).toBe(await ask(original));
  });

  it.each(
    RECORDS.map((record, index) => [index, record.outcome] as const),
  )('is simulated line by line as the log is: line %i, %s', async (index) => {
    const line = (await signupGuardHere(['decisions', '-', '--json'], { input: LINES[index] ?? '' })).output;
    const words = ['simulate', '--policy', policy, '--event', '-', '--json'];

    const before = await signupGuardHere(words, { input: LINES[index] ?? '' });

    expect(before.output).not.toBe('');
    expect(await signupGuardHere(words, { input: line })).toEqual(before);
  });

  it('is the record as it was written, with its time', async () => {
    const { output } = await signupGuardHere(['decisions', original, '--json']);

    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ decision }) => decision)).toEqual(RECORDS);
    expect(lines.map(({ timestamp, message }) => ({ timestamp, message }))).toEqual(
      LINES.map((line) => ({ timestamp: JSON.parse(line).timestamp, message: 'sign-up decision' })),
    );
  });

  it('has no time where the log had none, and names apart from the record', async () => {
    const users = join(folder, 'users.json');
    writeFileSync(users, JSON.stringify({ Users: [listed({ name: 'ann' })] }, null, 4));
    const named = ['--names', '--users', users, '--hash-key', KEY];

    const { output } = await signupGuardHere(['decisions', '-', '--json', ...named], {
      input: JSON.stringify(RECORDS[5]),
    });

    expect(JSON.parse(output)).toEqual({
      timestamp: null,
      message: 'sign-up decision',
      decision: RECORDS[5],
      names: { [pseudonym(KEY, 'user', 'ann') ?? '']: 'ann' },
    });
    expect((await signupGuardHere(['review', '-', '--json'], { input: output })).exitCode).toBe(0);
  });
});
