/**
 * Asking a log about some decisions alone, and for the names behind its hashes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pseudonym } from '../../src/identity/pseudonym.ts';
import { APPROVED, COLLIDED, DOUBTED, powertoolsLine, REFUSED } from '../record/records.ts';
import { awsEnv, startFakeAws } from '../support/fake-aws.ts';
import { listed } from './audit/users.ts';
import { signupGuardHere } from './in-process.ts';

const KEY = 'command-line-key';
const hash = (kind: 'user' | 'email', text: string) => pseudonym(KEY, kind, text);
const ANN = {
  ...REFUSED,
  subject: { ...REFUSED.subject, user: hash('user', 'ann'), email: hash('email', 'ann@example.com') },
  policy: { ...REFUSED.policy, digest: 'b'.repeat(64) },
};
const HELD = {
  ...COLLIDED,
  withheld: COLLIDED.withheld.map((entry) => ({ ...entry, firstHolder: hash('user', 'Owner') })),
  ms: { ...COLLIDED.ms, total: 900 },
  subject: { ...COLLIDED.subject, user: hash('user', 'ann') },
};
const LOG = [APPROVED, ANN, HELD, DOUBTED]
  .map((record, index) => powertoolsLine(record, `2026-03-01T1${index}:00:00Z`))
  .join('\n');

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-filters-'));
const file = join(folder, 'log.jsonl');
const policy = join(folder, 'policy.yaml');
const users = join(folder, 'users.json');
writeFileSync(file, LOG);
writeFileSync(policy, 'version: 1\nmode: enforce\nrules: []\notherwise: code\n');
writeFileSync(users, JSON.stringify({ Users: ['ann', 'Owner', 'bob'].map((name) => listed({ name })) }, null, 4));
afterAll(() => rmSync(folder, { recursive: true }));

const WITH_KEY = ['--hash-key', KEY];

const FILTERS: readonly (readonly [words: readonly string[], digest: string | null, records: number])[] = [
  [['--outcome', 'deny'], null, 1],
  [['--reason', 'collision'], null, 1],
  [['--rule', 'staff'], null, 3],
  [['--domain', 'throwaway.example.com'], null, 1],
  [['--user', 'ann', ...WITH_KEY], null, 2],
  [['--user', 'Owner', ...WITH_KEY], null, 1],
  [['--email', 'Ann@Example.com', ...WITH_KEY], null, 1],
  [['--email', 'ann', ...WITH_KEY], null, 0],
  [['--user', 'Owner', '--email', 'ann@example.com', ...WITH_KEY], null, 0],
  [['--since', '2026-03-01T11:30:00Z', '--until', '2026-03-01T12:30:00Z'], null, 1],
  [[], 'bbbbbb', 1],
  [[], 'a'.repeat(64), 3],
  [['--rule', 'throwaway'], 'aaaaaa', 0],
];

describe('a filter', () => {
  it.each(FILTERS)('%j %s is the same for every command', async (words, digest, records) => {
    const under = digest === null ? [] : ['--recorded-policy', digest];

    const review = await signupGuardHere(['review', file, '--json', ...words, ...under]);
    const decisions = await signupGuardHere(['decisions', file, '--json', ...words, ...under]);
    const replay = await signupGuardHere(['replay', file, '--json', '--policy', policy, ...words, ...under]);

    expect(JSON.parse(review.output).records).toBe(records);
    expect(decisions.output.split('\n').filter(Boolean)).toHaveLength(records);
    expect(JSON.parse(replay.output).records).toBe(records);
  });

  it.each([
    ['review', ['--recorded-policy', 'bbb']],
    ['replay', ['--policy', 'policies/prod.yaml', '--recorded-policy', 'prod']],
  ])('takes nothing for a digest in %s that is none', async (command, words) => {
    const ran = await signupGuardHere([command, file, ...words]);

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('is no digest') });
  });

  it('is refused where Insights counts', async () => {
    const ran = await signupGuardHere(['review', '--log-group', 'g', '--insights', '--rule', 'staff']);

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('leave the filter out') });
  });
});

it('a command finds a rule that only observes, and shows it as observed', async () => {
  const input = [APPROVED, { ...APPROVED, observed: ['new-rule'] }].map((record) => powertoolsLine(record)).join('\n');

  const { output } = await signupGuardHere(['decisions', '-', '--rule', 'new-rule'], { input });
  const { output: review } = await signupGuardHere(['review', '-', '--rule', 'new-rule', '--json'], { input });

  expect(output.trim().split('\n')).toEqual([expect.stringMatching(/approve .* staff .* observed new-rule/u)]);
  expect(JSON.parse(review)).toMatchObject({ records: 1, rules: { staff: 1 }, observed: { 'new-rule': 1 } });
});

describe('--names', () => {
  const NAMES = ['--names', '--users', users, ...WITH_KEY];

  it('puts user names where hashes stood', async () => {
    const { output } = await signupGuardHere(['decisions', file, ...NAMES]);

    const lines = output.split('\n');
    expect(lines[1]).toMatch(/deny .* ann /u);
    expect(lines[2]).toMatch(/held by Owner/u);
    expect(lines[0]).toContain('h:1111111111');
  });

  it('adds them for programs, beside the hashes', async () => {
    const { output } = await signupGuardHere(['decisions', file, '--json', '--reason', 'collision', ...NAMES]);

    expect(JSON.parse(output)).toMatchObject({
      decision: { subject: { user: hash('user', 'ann') } },
      names: { [String(hash('user', 'ann'))]: 'ann', [String(hash('user', 'Owner'))]: 'Owner' },
    });
  });

  it('names holders and the slowest in a review and its page', async () => {
    const page = join(folder, 'page.html');

    const { output } = await signupGuardHere(['review', file, '--html', page, ...NAMES]);

    expect(output).toMatch(/held by\n.*\n1 +Owner/u);
    expect(readFileSync(page, 'utf8')).toContain('"user":"ann"');
  });

  it('reads the pool, page by page', async () => {
    const aws = await startFakeAws(({ body }) => ({
      json:
        body['PaginationToken'] === undefined
          ? { Users: [listed({ name: 'ann' })], PaginationToken: 'next' }
          : { Users: [listed({ name: 'Owner' })] },
    }));

    const words = ['decisions', file, '--names', '--user-pool-id', 'us-east-1_example', ...WITH_KEY];
    const { output } = await signupGuardHere(words, { env: awsEnv(aws.endpoint) });
    await aws.close();

    expect(output).toMatch(/held by Owner/u);
    expect(aws.calls.map(({ operation }) => operation)).toEqual(['ListUsers', 'ListUsers']);
  });

  it.each([
    [['--names'], /the key of the hashes is missing/u],
    [['--names', ...WITH_KEY], /an export with `--users FILE`, or the pool with `--user-pool-id ID`/u],
    [['--names', '--users', 'none.json', ...WITH_KEY], /none\.json/u],
    [['--names', '--users', file, ...WITH_KEY], /no user in/u],
  ])('says what %j lacks', async (words, complaint) => {
    const ran = await signupGuardHere(['decisions', file, ...words]);

    expect([ran.exitCode, ran.output]).toEqual([1, '']);
    expect(ran.complaint).toMatch(complaint);
  });
});
