/**
 * Files that are bad because they are large.
 */
import { expect, test } from 'vitest';
import { errorsOf } from './read.ts';

test('the reader of policies refuses endless nesting', () => {
  expect(errorsOf(`rules: ${'['.repeat(50_000)}\n`).map(({ code }) => code)).toContain('yaml');
});

test('the reader of policies finds a key that stands twice among thousands', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`);

  const issues = errorsOf([...keys, 'k7: 2'].join('\n'));

  expect(issues.find(({ code }) => code === 'duplicate-key')).toMatchObject({ line: 20_001, column: 1 });
});
