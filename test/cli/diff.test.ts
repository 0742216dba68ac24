import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, signupGuard } from './run.ts';

const PROD = readFileSync(join(ROOT, 'policies/prod.yaml'), 'utf8');

test('tells who is treated otherwise, with an example', async () => {
  const input = PROD.replace('        - example.com\n', '        - example.com\n        - example.org\n');

  const text = await signupGuard(['diff', 'policies/prod.yaml', '-'], { input });
  const { output } = await signupGuard(['diff', 'policies/prod.yaml', '-', '--json'], { input });

  expect(text).toEqual({ exitCode: 2, output: 'someone@example.org: code → approve email\n', complaint: '' });
  expect(JSON.parse(output).changes).toEqual([
    {
      witness: { email: 'someone@example.org' },
      before: { outcome: 'code', verify: [] },
      after: { outcome: 'approve', verify: ['email'] },
    },
  ]);
});

test('exits with 0 where nothing differs', async () => {
  const input = `# another comment\n${PROD}`;

  expect(await signupGuard(['diff', 'policies/prod.yaml', '-'], { input })).toEqual({
    exitCode: 0,
    output: 'nothing behaves differently\n',
    complaint: '',
  });
});
