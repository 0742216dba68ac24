/** The steps of the product on a local AWS, with the real SAM CLI: the same run that a real account gets. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountReport } from '../../src/account/report.ts';
import { STEPS } from '../../src/account/steps/registry.ts';
import { signupGuard } from '../cli/run.ts';

/** What the local AWS cannot do: every filter is put to CloudWatch Logs itself. */
const BEYOND_THE_LOCAL_AWS = ['alarm-filters'];

let report: AccountReport;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  const out = join(folder, 'aws-report.json');
  const words = ['verify-account', '--only', 'product', '--sign-ups', '1', '--yes', '--out', out];
  await signupGuard([...words, '--sam', process.env['SAM_PROGRAM'] ?? 'sam'], { env: awsVariables() });
  report = JSON.parse(readFileSync(out, 'utf8'));
});

function awsVariables(): Record<string, string> {
  const names = Object.keys(process.env).filter((name) => /^(?:AWS|SAM)_|^PATH$|^HOME$/u.test(name));
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}

describe('the product on a local AWS', () => {
  it.each(STEPS.map(({ id }) => ({ id })))('$id', ({ id }) => {
    const step = report.steps.find((each) => each.id === id);

    if (BEYOND_THE_LOCAL_AWS.includes(id)) expect(step?.ok).toBe(false);
    else expect(step).toMatchObject({ ok: true });
  });

  it('leaves nothing', () => {
    expect(report.left).toEqual({});
  });
});
