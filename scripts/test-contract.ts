/**
 * `npm run test:contract`: puts the same calls to the lab and to MiniStack, and lets the real AWS CLI sign a user up in the
 * lab. Installs what it needs below .cache/ and ends what it starts. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { startMiniAws } from '../test/support/mini-aws.ts';
import { pythonTool } from '../test/support/python-tools.ts';

const ROOT = resolve(import.meta.dirname, '..');

async function main(vitestArguments: readonly string[]): Promise<boolean> {
  const program = pythonTool('aws');
  const other = await startMiniAws(pythonTool('ministack'));
  const interrupted = () => void other.stop().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const vitest = join(ROOT, 'node_modules/.bin/vitest');
    const { status, error } = spawnSync(vitest, ['run', '--config', 'vitest.contract.config.ts', ...vitestArguments], {
      cwd: ROOT,
      env: {
        ...other.env,
        AWS_ENDPOINT_URL: '',
        CONTRACT_ENDPOINT: other.env['AWS_ENDPOINT_URL'],
        AWS_PROGRAM: program,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (error !== undefined) throw error;
    return status === 0;
  } finally {
    await other.stop();
  }
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
