/**
 * Limits on the command line: `simulate --seen`, cases with `seen`, and what `diff` says of them.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDiff } from '../../src/cli/diff/render.ts';
import { signupGuardHere } from './in-process.ts';

const POLICY = `version: 1
mode: enforce
rules:
  - id: sms-flood
    limit: { by: phonePrefix, count: 30, per: 1h }
    then: deny
    message: Please try again later
  - id: no-mailinator
    when: { emailDomain: [mailinator.com] }
    then: deny
otherwise: code
`;

let folder: string;
let policy: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'limits-'));
  policy = join(folder, 'x.yaml');
  writeFileSync(policy, POLICY);
});
afterAll(() => rmSync(folder, { recursive: true }));

const PHONE = ['--phone', '+12065550100'];

describe('simulate', () => {
  it.each([
    [[], 0, 'code'],
    [['--seen', 'sms-flood=29'], 0, 'code'],
    [['--seen', 'sms-flood=30'], 2, 'deny'],
    [['--seen', 'sms-flood=31'], 2, 'deny'],
  ])('counts the attempts before: %j', async (seen, exitCode, outcome) => {
    const ran = await signupGuardHere(['simulate', '--policy', policy, ...PHONE, ...seen, '--json']);

    expect(ran.exitCode).toBe(exitCode);
    expect(JSON.parse(ran.output)).toMatchObject({ decision: { outcome, limits: [{ rule: 'sms-flood', key: null }] } });
  });

  it('says why', async () => {
    const { output } = await signupGuardHere(['simulate', '--policy', policy, ...PHONE, '--seen', 'sms-flood=31']);

    expect(output).toContain('`limit` is exceeded: 32 within 1h with this one, and 30 may pass');
  });

  it('takes a table that gives no answer, and one that throttles', async () => {
    const faulty = (fault: string) =>
      signupGuardHere(['simulate', '--policy', policy, ...PHONE, '--fault', fault, '--json']);

    expect(JSON.parse((await faulty('limits=timeout')).output).decision).toMatchObject({
      outcome: 'code',
      failures: [{ call: 'limits', cause: 'timeout' }],
    });
    expect(JSON.parse((await faulty('limits=throttled')).output).decision).toMatchObject({
      outcome: 'deny',
      failures: [],
    });
  });

  it.each([
    ['sms-flod=3', 'the policy has no rule `sms-flod`; did you mean `sms-flood`?'],
    ['no-mailinator=3', 'the rule `no-mailinator` has no `limit`'],
    ['sms-flood', 'write it as RULE=N, as sms-flood=31.'],
    ['sms-flood=-1', 'write it as RULE=N, as sms-flood=31.'],
  ])('refuses %s', async (seen, complaint) => {
    const ran = await signupGuardHere(['simulate', '--policy', policy, ...PHONE, '--seen', seen]);

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain(complaint);
  });

  it('decides a record again as it was decided', async () => {
    const first = await signupGuardHere(['simulate', '--policy', policy, ...PHONE, '--seen', 'sms-flood=30', '--json']);
    const again = await signupGuardHere(['simulate', '--policy', policy, '--event', '-', '--json'], {
      input: JSON.stringify({ decision: JSON.parse(first.output).decision }),
    });

    expect(JSON.parse(again.output).decision).toMatchObject({ outcome: 'deny', rules: ['sms-flood'] });
  });
});

describe('test', () => {
  const cases = (seen: string, outcome = 'deny') =>
    `cases:\n  - name: a flood is refused\n    attempt: { phone: "+12065550100" }\n    seen: ${seen}\n    expect: { outcome: ${outcome} }\n`;

  it('takes what was seen, and explains a case that fails by it', async () => {
    const file = join(folder, 'x.cases.yaml');
    writeFileSync(file, cases('{ sms-flood: 30 }'));
    expect((await signupGuardHere(['test', file])).exitCode).toBe(0);
    writeFileSync(file, cases('{ sms-flood: 29 }'));
    const failed = await signupGuardHere(['test', file]);

    expect(failed.exitCode).toBe(2);
    expect(failed.output).toContain('`limit` is not exceeded: 30 within 1h with this one, and 30 may pass');
  });

  it('refuses a rule that has no limit', async () => {
    const file = join(folder, 'x.cases.yaml');
    writeFileSync(file, cases('{ no-mailinator: 3 }'));
    const { exitCode, complaint, output } = await signupGuardHere(['test', file]);

    expect(exitCode).not.toBe(0);
    expect(complaint + output).toContain('the rule `no-mailinator` has no `limit`');
  });

  it('notices a count that is one larger', async () => {
    const file = join(folder, 'x.cases.yaml');
    writeFileSync(file, cases('{ sms-flood: 30 }'));
    const { output } = await signupGuardHere(['test', '--mutate', '--json', file]);
    const changes: readonly { rule: string; change: string }[] = JSON.parse(output).mutants.unnoticed;

    expect(changes.filter(({ rule }) => rule === 'sms-flood').map(({ change }) => change)).not.toContain('`count: 31`');
  });
});

it('diff tells limits as settings, and whom they slow', async () => {
  const other = join(folder, 'y.yaml');
  writeFileSync(other, POLICY.replace('count: 30', 'count: 10'));
  const { exitCode, output } = await signupGuardHere(['diff', policy, other]);

  expect(exitCode).toBe(2);
  expect(output).toContain('setting limits: sms-flood 30 per 1h by phonePrefix → sms-flood 10 per 1h by phonePrefix');
  expect(output).toMatch(/sms-flood seen 10 times: code → deny/u);
});

it.each([
  ['client', ['--client', 'another-client']],
  ['provider', ['--trigger', 'external-provider', '--provider', 'Google']],
])('diff shows a limit by `%s` with a witness that simulate decides so', async (by, options) => {
  const [without, limited] = [join(folder, 'without.yaml'), join(folder, 'limited.yaml')];
  writeFileSync(without, POLICY.replace(/ {2}- id: sms-flood[\s\S]*?later\n/u, ''));
  writeFileSync(limited, POLICY.replace('by: phonePrefix', `by: ${by}`));
  const { output } = await signupGuardHere(['diff', without, limited]);
  const simulated = await signupGuardHere(['simulate', '--policy', limited, ...options, '--seen', 'sms-flood=30']);

  const shown = options.filter((word) => !word.startsWith('--'));
  expect(output).toMatch(new RegExp(`${shown.at(-1)}, sms-flood seen 30 times: .* → deny`, 'u'));
  expect(simulated.exitCode).toBe(2);
});

it('an incomplete comparison never says that nothing differs', () => {
  const nothing = { changes: [], sentences: [], settings: [], untried: [] };

  expect(renderDiff({ ...nothing, complete: true })).toBe('nothing behaves differently\n');
  expect(renderDiff({ ...nothing, complete: false })).toBe(
    'the rules combine in too many ways to look at all: more may differ\n',
  );
  expect(renderDiff({ ...nothing, complete: false, untried: ['phoneCountry XX'] })).toBe(
    'no example of `phoneCountry XX` was found to try: more may differ\n',
  );
  expect(renderDiff({ ...nothing, complete: false, untried: ['a', 'b', 'c', 'd', 'e'] })).toBe(
    'no example of `a`, `b`, `c` and 2 more was found to try: more may differ\n',
  );
});
