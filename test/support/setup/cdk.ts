/**
 * Before the tests of test/cdk: a local AWS prepared for CDK, and a folder below .cache with CDK itself, which `npm ci` does not
 * install, and in it an app that installed the packed package as a user does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startMiniAws } from '../mini-aws.ts';
import { pythonTool } from '../python-tools.ts';
import { untilDone } from './until-done.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const HOME = join(ROOT, '.cache/cdk');
const APP = join(HOME, 'app');

/** TypeScript is that of `cdk init`. */
const PINS = ['aws-cdk@2.1148.1', 'aws-cdk-lib@2.276.0', 'constructs@10.8.1', 'typescript@5.9.3'] as const;

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  installCdk();
  const packed = mkdtempSync(join(tmpdir(), 'cdk-'));
  const aws = await startMiniAws(pythonTool('ministack'));
  return untilDone(
    async () => {
      run(ROOT, process.env, 'npm', 'pack', '--silent', '--pack-destination', packed);
      rmSync(APP, { recursive: true, force: true });
      mkdirSync(APP);
      writeFileSync(join(APP, 'package.json'), '{"private":true}');
      const [tarball = ''] = readdirSync(packed);
      run(APP, process.env, 'npm', 'install', ...QUIET, '--omit=dev', join(packed, tarball));
      const cdk = join(HOME, 'node_modules/aws-cdk/bin/cdk');
      run(HOME, aws.env, process.execPath, cdk, 'bootstrap', 'aws://000000000000/us-east-1');
      project.provide('environment', { ...aws.env, CDK_PROGRAM: cdk, CDK_APP: APP });
    },
    async () => {
      await aws.stop();
      rmSync(packed, { recursive: true });
    },
  );
}

const QUIET = ['--no-audit', '--no-fund', '--silent'] as const;

function installCdk(): void {
  const stamp = join(HOME, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === PINS.join(' ')) return;
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  writeFileSync(join(HOME, 'package.json'), '{"private":true}');
  run(HOME, process.env, 'npm', 'install', ...QUIET, ...PINS);
  writeFileSync(stamp, PINS.join(' '));
}

function run(cwd: string, env: NodeJS.ProcessEnv, program: string, ...words: readonly string[]): void {
  const line = [program.split('/').at(-1), ...words].join(' ');
  process.stderr.write(`$ ${line}\n`);
  const { status, error } = spawnSync(program, words, { cwd, env, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`\`${line}\` ended with ${status}`);
}
