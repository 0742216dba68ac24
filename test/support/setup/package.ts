/**
 * Before the tests of test/package: a local AWS, and the package packed and installed as a user does, in an empty folder outside
 * the checkout, so that nothing of the checkout's own packages can be found from there, nor a program of theirs.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startMiniAws } from '../mini-aws.ts';
import { pythonTool } from '../python-tools.ts';
import { untilDone } from './until-done.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sam = pythonTool('sam');
  const aws = await startMiniAws(pythonTool('ministack'));
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const starter = join(folder, 'sign-ups');
  return untilDone(
    async () => {
      const tarball = pack(folder);
      const installed = install(folder, tarball);
      mkdirSync(starter);
      project.provide('environment', {
        ...aws.env,
        PATH: [dirname(process.execPath), ...SYSTEM].join(delimiter),
        PACKAGE_TARBALL: tarball,
        PACKAGE_INSTALLED: installed,
        SAM_PROGRAM: sam,
        // where the tests of a deployment look for what was deployed
        DEPLOY_PROJECT: starter,
      });
    },
    async () => {
      await aws.stop();
      rmSync(folder, { recursive: true });
    },
  );
}

/** Where a machine has its own programs. */
const SYSTEM = ['/usr/local/bin', '/usr/bin', '/bin'];

/** The tarball, built anew: what is published is what `prepack` makes. */
function pack(folder: string): string {
  npm(ROOT, 'pack', '--silent', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder);
  return join(folder, tarball);
}

function install(folder: string, tarball: string): string {
  const installed = join(folder, 'installed');
  mkdirSync(installed);
  npm(installed, 'init', '--yes');
  npm(installed, 'install', '--omit=dev', tarball);
  return installed;
}

function npm(cwd: string, ...words: readonly string[]): void {
  process.stderr.write(`$ npm ${words.join(' ')}\n`);
  const { status, error } = spawnSync('npm', words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`\`npm ${words.join(' ')}\` ended with ${status}`);
}
