/**
 * The auditor's question: who was let in, by which rule of which policy, and who changed that policy, when and why. A week
 * rehearsed against a lab's Parameter Store.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewReport } from '../../src/review/report.ts';
import { startLab, type TestLab } from '../lab/lab.ts';
import { APPROVED, powertoolsLine, REFUSED } from '../record/records.ts';
import { signupGuardHere } from './in-process.ts';

const STAFF = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
    verify: [email]
    acknowledge: Behind single sign-on of the company.
  - id: quiet
    when: { emailDomain: [example.net] }
    then: deny
otherwise: code
`;

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-account-'));
const log = join(folder, 'week.jsonl');
let lab: TestLab;
let digest = '';

function run(...words: readonly string[]) {
  const env = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: lab.lab.endpoint,
  };
  return signupGuardHere(words, { env });
}

beforeAll(async () => {
  lab = await startLab();
  writeFileSync(join(folder, 'one.yaml'), STAFF);
  writeFileSync(join(folder, 'two.yaml'), STAFF.replace('example.net', 'example.org'));
  for (const [name, why] of [
    ['one', 'Ticket 12: the staff'],
    ['two', 'Ticket 13: another domain'],
  ] as const) {
    await run('push', 'prod', '--file', join(folder, `${name}.yaml`), '--yes', '--message', why);
  }
  const { versions } = JSON.parse((await run('history', 'prod', '--json')).output);
  digest = versions[1].digest;
  const policy = { ...APPROVED.policy, environment: 'prod', digest };
  const now = Date.now();
  const lines = [
    { ...APPROVED, policy },
    { ...REFUSED, policy, reason: 'otherwise', rules: [] },
  ].map((record, index) => powertoolsLine(record, new Date(now - 60_000 + index * 1000).toISOString()));
  writeFileSync(log, lines.join('\n'));
});

afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

function reportIn(file: string): ReviewReport {
  const json = /id="report">(.*?)<\/script>/su.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return JSON.parse(json);
}

describe('a review of a period', () => {
  it('leads from a decision to its policy, and to whoever changed it', async () => {
    const html = join(folder, 'account.html');

    const { exitCode, output } = await run('review', log, '--history', 'prod', '--since', '1h', '--html', html);

    expect(exitCode).toBe(0);
    expect(output).toMatch(/policy changes\n.*\n.*1 +arn:aws:iam::000000000000:user\/lab +Ticket 12: the staff/u);
    expect(output).toContain('rules that never decided  quiet');
    const { account, policies } = reportIn(html);
    expect(policies).toMatchObject([{ digest, count: 2 }]);
    expect(account?.texts).toMatchObject([{ digest, label: 'ssm:prod:1', rules: [{ id: 'staff' }, { id: 'quiet' }] }]);
    expect(account?.changes.map(({ version, message }) => [version, message])).toEqual([
      [2, 'Ticket 13: another domain'],
      [1, 'Ticket 12: the staff'],
    ]);
  });

  it('takes the text of a policy from a file as well', async () => {
    const html = join(folder, 'file.html');

    await run('review', log, '--text', join(folder, 'one.yaml'), '--html', html);

    expect(reportIn(html).account).toMatchObject({ texts: [{ digest }], changes: [] });
  });

  it('takes one policy from standard input, and no log beside it', async () => {
    const { exitCode, complaint } = await run('review', '-', '--text', '-');

    expect({ exitCode, complaint }).toEqual({
      exitCode: 1,
      complaint: 'only one of `--text` and the log can be standard input: name the log\n',
    });
  });

  it('finds no one in the former policy by another digest', async () => {
    const { output } = await run('review', log, '--recorded-policy', '000000', '--json');

    expect(JSON.parse(output).records).toBe(0);
  });
});
