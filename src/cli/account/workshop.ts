/**
 * The folder that the run deploys: a copy of what this package deploys, with a policy for the run's environment, in a
 * temporary place. Programs run in it by the caller's AWS settings.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Workshop } from '../../account/run.ts';
import { EVERYBODY, secondEnvironment } from '../../account/steps/deployment.ts';
import type { Told } from '../../account/steps/step.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { PACKAGE_ROOT } from '../../files/package-root.ts';

/** What a deployment from a checkout is made from. */
const SOURCES = ['template.yaml', 'sam', 'scripts', 'src', 'bin', 'policies', 'package.json', 'tsconfig.json'];

/** Nothing of the caller's own settings: stack, bucket and tags are the run's. */
const SETTINGS = 'version = 0.1\n\n[default.build.parameters]\nbuild_in_source = true\n';

/** Makes the folder. */
export async function openWorkshop(environment: string, samProgram: string): Promise<Result<Workshop, string>> {
  const works = await told(samProgram, ['--version'], process.cwd());
  if (works.exitCode !== 0)
    return fail(`the SAM CLI is missing: install it, or name it by \`--sam\` (tried \`${samProgram}\`)`);
  const folder = await mkdtemp(join(tmpdir(), 'signup-guard-verify-'));
  const bin = join(PACKAGE_ROOT, 'bin/signup-guard.mjs');
  const filled = existsSync(join(PACKAGE_ROOT, 'src')) ? await copyCheckout(folder) : await startFolder(folder, bin);
  if (!filled.ok) return filled;
  await writeFile(join(folder, 'samconfig.toml'), SETTINGS);
  for (const name of [environment, secondEnvironment(environment)])
    await writeFile(join(folder, `policies/${name}.yaml`), EVERYBODY);
  return ok({
    sam: (...words) => told(samProgram, words, folder),
    guard: (...words) => told(process.execPath, [bin, ...words], folder),
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
  });
}

async function copyCheckout(folder: string): Promise<Result<null, string>> {
  for (const source of SOURCES) await cp(join(PACKAGE_ROOT, source), join(folder, source), { recursive: true });
  await symlink(join(PACKAGE_ROOT, 'node_modules'), join(folder, 'node_modules'));
  return ok(null);
}

/** As a team starts that installed the package; the folder finds the package where npm would have put it. */
async function startFolder(folder: string, bin: string): Promise<Result<null, string>> {
  const made = await told(process.execPath, [bin, 'init', folder], folder);
  if (made.exitCode !== 0) return fail(`\`init\` made no folder: ${made.output.trim()}`);
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(PACKAGE_ROOT, join(folder, 'node_modules/cognito-signup-guard'));
  await symlink(bin, join(folder, 'node_modules/.bin/signup-guard'));
  return ok(null);
}

/** Runs a program to its end; a program that cannot start has failed. */
function told(program: string, words: readonly string[], cwd: string): Promise<Told> {
  const { promise, resolve } = Promise.withResolvers<Told>();
  // a group of its own, so that Ctrl+C ends no deployment halfway: the run waits for it and removes it
  const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.on('error', (error) => resolve({ exitCode: 1, output: error.message }));
  child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  return promise;
}
