/** The stack of the probes, by the checker that SAM brings: what CloudFormation refuses is found before there is an account. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { probeTemplate } from '../../src/account/probe-stack.ts';

/** cfn-lint is installed beside SAM. */
const LINT = join(dirname(process.env['SAM_PROGRAM'] ?? ''), 'cfn-lint');

it('the stack of the probes is one that CloudFormation takes', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'probe-stack-')), 'template.json');
  writeFileSync(file, probeTemplate('0123abcd'));

  const { status, stdout } = spawnSync(LINT, ['--template', file], { encoding: 'utf8' });

  expect(stdout).toBe('');
  expect(status).toBe(0);
});
