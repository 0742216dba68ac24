import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere, signupGuardHere } from './in-process.ts';

const POLICY = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com, example.org] }
    then: approve
otherwise: code
`;
const CASES = `cases:
  - name: staff
    attempt: { email: ann@example.com }
    expect: { outcome: approve, rules: [staff] }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cases-'));
  await writeFile(join(folder, 'x.yaml'), POLICY);
  await writeFile(join(folder, 'x.cases.yaml'), CASES);
  await writeFile(join(folder, 'wrong.yaml'), POLICY);
  await writeFile(join(folder, 'wrong.cases.yaml'), CASES.replace('example.com', 'example.net'));
  await writeFile(join(folder, 'bad.yaml'), POLICY.replace('rules', 'ruls'));
  await writeFile(join(folder, 'bad.cases.yaml'), CASES);
});
afterAll(() => rm(folder, { recursive: true }));

test('the shipped cases notice every change of their policies', async () => {
  const { exitCode, output } = await signupGuardHere(['test', '--mutate', '--json']);
  const { failed, mutants } = JSON.parse(output);

  expect({ exitCode, failed, unnoticed: mutants.unnoticed }).toEqual({ exitCode: 0, failed: 0, unnoticed: [] });
  expect(mutants.tried).toBeGreaterThan(30);
});

test('reports what was expected and what came', async () => {
  const { exitCode, output } = await runHere(['test', join(folder, 'wrong.yaml'), '--json']);

  expect(exitCode).toBe(2);
  expect(JSON.parse(output)).toEqual({
    passed: 0,
    failed: 1,
    cases: [
      {
        name: 'staff',
        ok: false,
        expected: { outcome: 'approve', rules: ['staff'] },
        actual: { outcome: 'code', rules: [] },
      },
    ],
  });
});

test('shows rule by rule why a case failed', async () => {
  const { output } = await runHere(['test', join(folder, 'wrong.yaml')]);

  expect(output).toContain(`✘ staff
    expected {"outcome":"approve","rules":["staff"]}
    actual   {"outcome":"code","rules":[]}
    ✘ staff  approve  \`emailDomain\` does not match \`example.net\`
0 passed, 1 failed
`);
});

test('lists a change that no case notices', async () => {
  const { exitCode, output } = await runHere(['test', join(folder, 'x.cases.yaml'), '--mutate']);

  expect(exitCode).toBe(2);
  expect(output).toContain('✔ staff');
  expect(output).toContain('✘ no case notices staff: `when` emailDomain without `example.org`');
});

test('exits with 3 where the policy is invalid', async () => {
  const ran = await runHere(['test', join(folder, 'bad.cases.yaml')]);

  expect(ran.exitCode).toBe(3);
  expect(ran.complaint).toContain('bad.yaml:3:1: error[unknown-key]');
});

test('says where cases stand, in a folder that has none', async () => {
  const before = process.cwd();
  process.chdir(tmpdir());
  const ran = await signupGuardHere(['test']);
  process.chdir(before);

  expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`policies/<environment>.cases.yaml`') });
});
