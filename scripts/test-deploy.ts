/**
 * `npm run test:deploy`: deploys the project with the real SAM CLI into a local AWS and runs the tests of test/deploy
 * against it. Works on a copy, so that a test may break a policy; installs what it needs below .cache/ and ends what it
 * starts. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startMiniAws } from '../test/support/mini-aws.ts';
import { pythonTool } from '../test/support/python-tools.ts';

const ROOT = resolve(import.meta.dirname, '..');
const COPY = join(ROOT, '.cache/deploy-test');

/** What a deployment is made from. */
const SOURCES = [
  'template.yaml',
  'samconfig.toml',
  'sam',
  'scripts',
  'src',
  'policies',
  'package.json',
  'tsconfig.json',
];

/** A fresh copy of the project, with the checkout's own packages. */
function copyProject(): void {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const source of SOURCES) cpSync(join(ROOT, source), join(COPY, source), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'));
}

function run(env: NodeJS.ProcessEnv, cwd: string, program: string, args: readonly string[]): boolean {
  process.stderr.write(`$ ${[program.split('/').at(-1), ...args].join(' ')}\n`);
  const { status, error } = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) throw error;
  return status === 0;
}

async function main(vitestArguments: readonly string[]): Promise<boolean> {
  const sam = pythonTool('sam');
  const aws = await startMiniAws(pythonTool('ministack'));
  const interrupted = () => void aws.stop().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    copyProject();
    const env = { ...aws.env, SAM_PROGRAM: sam, DEPLOY_PROJECT: COPY };
    const vitest = join(ROOT, 'node_modules/.bin/vitest');
    return (
      run(env, COPY, sam, ['validate', '--lint']) &&
      run(env, COPY, sam, ['build']) &&
      run(env, COPY, sam, ['deploy', '--config-env', 'dev', '--resolve-s3', '--no-confirm-changeset']) &&
      run(env, ROOT, vitest, ['run', '--config', 'vitest.deploy.config.ts', ...vitestArguments])
    );
  } finally {
    await aws.stop();
  }
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
