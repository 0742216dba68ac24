/**
 * docs/lab.md: its table of differences is the one that the contract tests hold, and its options and calls exist.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { COGNITO_OPERATIONS } from '../../src/lab/cognito/registry.ts';
import { DIFFERENCES } from '../contract/differences.ts';

const TEXT = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/lab.md'), 'utf8');

it('docs/lab.md lists every difference with its source, and no other', () => {
  const rows = [...TEXT.matchAll(/^\| ([^|]+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$/gmu)].map(([, call, source]) => [
    call,
    source,
  ]);

  expect(rows.slice(1).sort()).toEqual(
    Object.entries(DIFFERENCES)
      .map(([call, { source }]) => [call, source])
      .sort(),
  );
});

it('docs/lab.md names every call that the lab serves', () => {
  expect(Object.keys(COGNITO_OPERATIONS).filter((call) => !TEXT.includes(call))).toEqual([]);
});
