/**
 * Before the tests of test/deploy: the project deployed with the real SAM CLI into a local AWS. Works on a copy, so that a
 * test may break a policy.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startMiniAws } from '../mini-aws.ts';
import { pythonTool } from '../python-tools.ts';
import { untilDone } from './until-done.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
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

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sam = pythonTool('sam');
  const aws = await startMiniAws(pythonTool('ministack'));
  return untilDone(async () => {
    copyProject();
    const run = (...args: readonly string[]) => inCopy({ ...process.env, ...aws.env }, sam, args);
    run('validate', '--lint');
    run('build');
    run('deploy', '--config-env', 'dev', '--resolve-s3', '--no-confirm-changeset');
    project.provide('environment', { ...aws.env, SAM_PROGRAM: sam, DEPLOY_PROJECT: COPY });
  }, aws.stop);
}

/** A fresh copy of the project, with the checkout's own packages. */
function copyProject(): void {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const source of SOURCES) cpSync(join(ROOT, source), join(COPY, source), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'));
}

function inCopy(env: NodeJS.ProcessEnv, program: string, args: readonly string[]): void {
  const line = [program.split('/').at(-1), ...args].join(' ');
  process.stderr.write(`$ ${line}\n`);
  const { status, error } = spawnSync(program, args, { cwd: COPY, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`\`${line}\` ended with ${status}`);
}
