/**
 * What the page on policies shows holds: its policy and its cases are valid, its commands exist, no condition is missing.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { CONDITIONS } from '../../src/core/conditions/registry.ts';
import { fail } from '../../src/core/result.ts';
import { readCases } from '../../src/policy/cases/read-cases.ts';
import type { RehearsedFaults } from '../../src/policy/cases/rehearse.ts';
import { parsePolicy } from '../../src/policy/file/parse.ts';
import { lintPolicy } from '../../src/policy/lints/lint.ts';
import { runHere } from '../cli/in-process.ts';

const PAGE = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/policies.md'), 'utf8');
const [POLICY = '', CASES = ''] = [...PAGE.matchAll(/```yaml\n(.*?)```/gsu)].map(([, yaml]) => yaml);

it('docs/policies.md shows a valid policy and valid cases', () => {
  const policy = parsePolicy({ file: 'policies.md', text: POLICY }, () => fail('no list'));

  expect(policy.ok ? lintPolicy(policy.value) : policy.error).toEqual([]);
  expect(readCases({ file: 'policies.md', text: CASES })).toMatchObject({ ok: true });
});

it('docs/policies.md lists every condition', () => {
  expect(CONDITIONS.filter(({ field }) => !PAGE.includes(`| \`${field}`))).toEqual([]);
});

it('docs/policies.md names commands that exist', () => {
  const named = [...PAGE.matchAll(/^\$? ?signup-guard ([a-z-]+)/gmu)].map(([, name]) => name);

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([]);
});

it('docs/policies.md shows an import as it comes out', async () => {
  const [LIST = '', SHOWN = ''] = [...PAGE.matchAll(/```text\n(.*?)```/gsu)].map(([, text]) => text);
  const [command = '', ...output] = SHOWN.split('\n');
  const folder = mkdtempSync(join(tmpdir(), 'import-docs-'));
  writeFileSync(join(folder, 'clerk.txt'), LIST);
  const words = command.replace('$ signup-guard ', '').split(' ');

  const ran = await runHere(words.map((word) => (/[./]/u.test(word) ? join(folder, word) : word)));

  rmSync(folder, { recursive: true });
  expect(ran.output.replaceAll(`${folder}/`, '')).toBe(output.join('\n'));
});

/** What `simulate --fault` takes before the `=`. */
const FAULTS: Readonly<Record<keyof RehearsedFaults, true>> = {
  list: true,
  get: true,
  claims: true,
  limits: true,
  ssm: true,
};

it('docs/policies.md names all that can give no answer in a simulation', async () => {
  const [, paragraph = ''] = /`--fault list=timeout` shows(.*?)gives no answer/su.exec(PAGE) ?? [];
  const named = [...paragraph.matchAll(/\(`(\w+)`\)/gu)].map(([, name]) => name);

  expect(named.toSorted()).toEqual(Object.keys(FAULTS).toSorted());
  for (const name of named) {
    const words = [
      'simulate',
      '--policy',
      'policies/prod.yaml',
      '--email',
      'ann@example.com',
      '--fault',
      `${name}=timeout`,
    ];
    expect((await runHere(words)).complaint).toBe('');
  }
});
