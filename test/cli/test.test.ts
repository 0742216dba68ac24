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

test('`test` reports what was expected and what came', async () => {
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

test('`test` runs cases against another policy than their own', async () => {
  const [cases, other] = [join(folder, 'wrong.cases.yaml'), join(folder, 'x.yaml')];
  const own = await runHere(['test', cases, '--json']);
  const against = await runHere(['test', cases, '--policy', other, '--json']);
  const typed = await runHere(['test', '-', '--policy', other, '--json'], CASES);

  expect(JSON.parse(own.output)).toMatchObject({ passed: 0, failed: 1 });
  expect([against.exitCode, JSON.parse(against.output).cases[0].actual]).toEqual([2, { outcome: 'code', rules: [] }]);
  expect([typed.exitCode, JSON.parse(typed.output)]).toMatchObject([0, { passed: 1, failed: 0 }]);
});

test.each([
  [['-'], 'cases from standard input stand beside no policy: name one with `--policy`'],
  [['-', '--policy', '-'], 'standard input can be read only once'],
  [['-', '-', '--policy', 'x.yaml'], 'standard input can be read only once'],
  [['ssm:prod'], '`ssm:prod` is a policy and has no cases beside it: name the cases file, and `--policy ssm:prod`'],
  [['candidate:prod', '--policy', 'x.yaml'], '`candidate:prod` is a policy and has no cases beside it'],
])('`test` says what to name instead of %j', async (words, sentence) => {
  expect(await runHere(['test', ...words], CASES)).toMatchObject({
    exitCode: 1,
    complaint: expect.stringContaining(sentence),
  });
});

test('`test` takes the cases of the environment whose policy is named', async () => {
  const { exitCode, output } = await runHere(['test', '--policy', 'policies/dev.yaml', '--json']);

  expect(exitCode).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ failed: 0, passed: expect.any(Number) });
});

test('`test` shows rule by rule why a case failed', async () => {
  const { output } = await runHere(['test', join(folder, 'wrong.yaml')]);

  expect(output).toContain(`✘ staff
    expected {"outcome":"approve","rules":["staff"]}
    actual   {"outcome":"code","rules":[]}
    ✘ staff  approve  \`emailDomain\` does not match \`example.net\`
0 passed, 1 failed
`);
});

test('`test` lists a change that no case notices', async () => {
  const { exitCode, output } = await runHere(['test', join(folder, 'x.cases.yaml'), '--mutate']);

  expect(exitCode).toBe(2);
  expect(output).toContain('✔ staff');
  expect(output).toContain('✘ no case notices staff: `when` emailDomain without `example.org`');
});

test('`test` exits with 3 where the policy is invalid', async () => {
  const ran = await runHere(['test', join(folder, 'bad.cases.yaml')]);

  expect(ran.exitCode).toBe(3);
  expect(ran.complaint).toContain('bad.yaml:3:1: error[unknown-key]');
});

test('`test` says where cases stand, in a folder that has none', async () => {
  const before = process.cwd();
  process.chdir(tmpdir());
  const ran = await signupGuardHere(['test']);
  process.chdir(before);

  expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`policies/<environment>.cases.yaml`') });
});
