/**
 * The trigger's bundle as it is deployed. In a checkout it is built when it is missing or older than what it was made
 * from; a package brings it. Must not print: what the build says is told only when it fails.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fail, ok, type Result } from '../core/result.ts';

/** The folder that holds `policies` and `dist`: two up from here, and two up from the built command line. */
export const ROOT = resolve(import.meta.dirname, '../..');

const BUNDLE = join(ROOT, 'dist/trigger/handler.mjs');
const INPUTS = join(ROOT, 'dist/trigger.meta.json');
const BUILD_SCRIPT = join(ROOT, 'scripts/build.ts');

/** The bundle's path, once it is there and current. */
export async function shippedBundle(): Promise<Result<string, string>> {
  if (!existsSync(BUILD_SCRIPT)) return existsSync(BUNDLE) ? ok(BUNDLE) : fail(`\`${BUNDLE}\` is missing`);
  if (isCurrent()) return ok(BUNDLE);
  const child = spawn(process.execPath, [BUILD_SCRIPT, 'trigger', join(ROOT, 'dist/trigger')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = Promise.withResolvers<number>();
  child.once('error', exit.reject);
  child.once('exit', (code) => exit.resolve(code ?? 1));
  const said = await text(child.stderr);
  return (await exit.promise) === 0 ? ok(BUNDLE) : fail(`the trigger cannot be built\n${said.trim()}`);
}

/** Whether the bundle is younger than every file of ours in it, the build script and the lockfile. */
function isCurrent(): boolean {
  try {
    const built = statSync(BUNDLE).mtimeMs;
    const { inputs }: { readonly inputs: object } = JSON.parse(readFileSync(INPUTS, 'utf8'));
    const sources = Object.keys(inputs).filter((file) => !file.startsWith('node_modules/'));
    const others = [BUILD_SCRIPT, join(ROOT, 'package-lock.json')];
    return [...sources.map((file) => join(ROOT, file)), ...others].every((file) => statSync(file).mtimeMs <= built);
  } catch {
    return false;
  }
}
