/** `audit` of exports, as people run it. */
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/cli/audit/render.ts';
import { signupGuardHere } from '../in-process.ts';
import type { Ran } from '../run.ts';
import { listed, POLICY, USERS } from './users.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  await writeFile(join(folder, 'policy.yaml'), POLICY);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function exportFile(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const JSON_LINES = USERS.map((user) => JSON.stringify(listed(user))).join('\n');

function reportOf(ran: Ran): AuditReport {
  expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
  return JSON.parse(ran.output);
}

function namesOf({ findings }: AuditReport, kind: string): readonly string[] {
  return findings.filter((row) => row.kind === kind).map(({ user }) => user);
}

function withPolicy(...words: readonly string[]): readonly string[] {
  return ['audit', ...words, '--policy', join(folder, 'policy.yaml')];
}

describe('an audit of an export', () => {
  it('finds who shares, squats, strands or is not approved', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const report = reportOf(await signupGuardHere(withPolicy(file, '--json')));

    expect(report).toMatchObject({ users: 10, unreadable: 0 });
    expect(namesOf(report, 'shared-address')).toEqual(['google_1', 'late', 'owner', 'lower', 'upper', 'Case', 'case']);
    expect(namesOf(report, 'case-twin')).toEqual(['lower', 'upper', 'Case', 'case']);
    expect(namesOf(report, 'squatter')).toEqual(['squatter', 'google_1', 'late', 'lower']);
    expect(namesOf(report, 'not-approved')).toEqual(['stranger']);
    expect(namesOf(report, 'stranding')).toEqual(['owner', 'lower', 'upper']);
    expect(report.findings.find(({ user, kind }) => kind === 'shared-address' && user === 'owner')).toEqual({
      kind: 'shared-address',
      attribute: 'email',
      value: 'shared@example.com',
      user: 'owner',
      sub: 'sub-owner',
      status: 'CONFIRMED',
      verified: true,
      detail: '',
    });
  });

  it('tells apart who has lost an alias from who may', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const report = reportOf(await signupGuardHere(['audit', file, '--json']));
    const details = report.findings
      .filter(({ kind }) => kind === 'stranding')
      .map(({ user, detail }) => [user, detail]);

    expect(details).toEqual([
      ['owner', 'only contact, carried by another user too'],
      ['lower', 'verified at another user'],
      ['upper', 'only contact, carried by another user too'],
    ]);
  });

  it('asks nothing of a policy that was not given', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);

    expect(reportOf(await signupGuardHere(['audit', file, '--json'])).counts).toMatchObject({
      squatter: null,
      'not-approved': null,
    });
  });

  it('reads the import template, from standard input too', async () => {
    const csv =
      'cognito:username,email,email_verified\nann,"a,nn@example.com",TRUE\nbob,shared@example.com,false\ncyd,Shared@example.com,true\n,,\n';
    const ran = await signupGuardHere(['audit', '-', '--json'], { input: csv });

    const report = reportOf(ran);
    expect(report).toMatchObject({ users: 3, unreadable: 1, counts: { 'shared-address': 2, 'case-twin': 2 } });
  });

  it('takes an export without any user for a mistake', async () => {
    const file = await exportFile('decisions.jsonl', '{"email":"ann@example.com"}\n{}\n');
    const ran = await signupGuardHere(['audit', file]);

    expect(ran).toMatchObject({
      exitCode: 1,
      output: '',
      complaint: expect.stringMatching(
        /no user in `.*`, 2 entries: it looks like JSON with the fields `email`\nread is what/u,
      ),
    });
    expect(ran.complaint).not.toContain('ann@');
    expect(reportOf(await signupGuardHere(['audit', await exportFile('none.jsonl', ''), '--json'])).users).toBe(0);
  });

  it('prints people and spreadsheets their forms', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const people = await signupGuardHere(['audit', file, '--limit', '1']);
    const csv = await signupGuardHere(['audit', file, '--csv']);

    expect(people.output).toMatch(
      /10 users\n\n7 {2}users of an address.*\n {4}shared@example\.com {2}google_1 .*\n {4}… 6 more\n/u,
    );
    expect(csv.output).toMatch(
      /^kind,attribute,value,user,sub,status,verified,detail\nshared-address,email,shared@example\.com,/u,
    );
  });

  it('writes every finding to a file of its owner', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const out = join(folder, 'found.csv');
    await writeFile(out, 'from before');
    await chmod(out, 0o666);
    await signupGuardHere(['audit', file, '--limit', '1', '--csv', '--out', out]);

    expect((await readFile(out, 'utf8')).split('\n')).toHaveLength(1 + 7 + 4 + 3 + 1);
    expect((await stat(out)).mode & 0o077).toBe(0);
  });

  it('prints what it found when it cannot write it', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const ran = await signupGuardHere(['audit', file, '--out', join(folder, 'no/such/folder')]);

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('was not written: ') });
    expect(ran.output).toContain('10 users');
  });

  it('leaves nothing behind', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const scratch = await mkdtemp(join(folder, 'tmp-'));
    await signupGuardHere(['audit', file], { env: { TMPDIR: scratch } });

    expect(await readdir(scratch)).toEqual([]);
  });

  it.each([
    [['audit'], 1, 'give a file or `--user-pool-id`'],
    [['audit', 'nowhere.csv'], 1, 'nowhere.csv'],
    [['audit', 'x.csv', '--policy', 'nowhere.yaml'], 3, 'nowhere.yaml'],
    [['audit', 'x.csv', '--rate', '30'], 1, '25 at most'],
  ])('refuses %j', async (words, exitCode, complaint) => {
    expect(await signupGuardHere(words)).toMatchObject({ exitCode, complaint: expect.stringContaining(complaint) });
  });
});
