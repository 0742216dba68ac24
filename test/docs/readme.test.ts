/**
 * What the README shows holds: its policy is valid, its commands and reasons exist. Its demo output is
 * `test/cli/demo.test.ts`'s.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { fail } from '../../src/core/result.ts';
import { parsePolicy } from '../../src/policy/file/parse.ts';
import { lintPolicy } from '../../src/policy/lints/lint.ts';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

it('README.md shows a valid policy', () => {
  const [, yaml = ''] = /```yaml\n(.*?)```/su.exec(README) ?? [];
  const policy = parsePolicy({ file: 'README.md', text: yaml }, () => fail('no list'));

  expect(policy.ok ? lintPolicy(policy.value) : policy.error).toEqual([]);
});

it('README.md names commands that exist', () => {
  const named = [...README.matchAll(/signup-guard ([a-z][a-z-]+) /gu)].map(([, name]) => name);

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([]);
});

it('README.md explains every reason', () => {
  const reasons = DecisionRecordSchema.shape.reason.options;

  expect(reasons.filter((reason) => !README.includes(`| \`${reason}\` |`))).toEqual([]);
});

it('README.md links to files that exist', () => {
  const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/gu)].map(([, link = '']) => link);

  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
});
