import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signupGuardHere } from './in-process.ts';
import { ROOT } from './run.ts';

/** Standard input has no folder: its files stand below the working directory. */
const STAGING = readFileSync(join(ROOT, 'policies/staging.yaml'), 'utf8').replaceAll(
  'file: keys/',
  'file: policies/keys/',
);

test('`diff` tells who is treated otherwise, with an example', async () => {
  const input = STAGING.replace('        - example.com\n', '        - example.com\n        - example.org\n');

  const text = await signupGuardHere(['diff', 'policies/staging.yaml', '-'], { input });
  const { output } = await signupGuardHere(['diff', 'policies/staging.yaml', '-', '--json'], { input });

  expect(text).toEqual({ exitCode: 2, output: 'someone@example.org: code → approve email\n', complaint: '' });
  expect(JSON.parse(output).changes).toEqual([
    {
      witness: { email: 'someone@example.org' },
      before: { outcome: 'code', verify: [] },
      after: { outcome: 'approve', verify: ['email'] },
    },
  ]);
});

test('`diff` exits with 0 where nothing differs', async () => {
  const input = `# another comment\n${STAGING}`;

  expect(await signupGuardHere(['diff', 'policies/staging.yaml', '-'], { input })).toEqual({
    exitCode: 0,
    output: 'nothing behaves differently\n',
    complaint: '',
  });
});
