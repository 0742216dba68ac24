/**
 * The trigger's bundle as it is deployed, and the lab's page. In a checkout they are built when missing or older than what
 * they were made from; a package brings them. Must not print: what the build says is told only when it fails.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fail, ok, type Result } from '../../core/result.ts';
import { PACKAGE_ROOT } from '../../files/package-root.ts';

const DIST = join(PACKAGE_ROOT, 'dist');
const BUILD_SCRIPT = join(PACKAGE_ROOT, 'scripts/build.ts');

/** The trigger's bundle, once it is there and current. */
export async function shippedBundle(): Promise<Result<string, string>> {
  return built('trigger', 'handler.mjs', 'the trigger');
}

/** The folder of the lab's page, once it is there and current. */
export async function shippedPage(): Promise<Result<string, string>> {
  const page = await built('page', 'page.js', 'the page');
  return page.ok ? ok(dirname(page.value)) : page;
}

/** A built file below `dist`, once it is there and current. */
export async function built(name: string, main: string, what: string): Promise<Result<string, string>> {
  const file = join(DIST, name, main);
  if (!existsSync(BUILD_SCRIPT)) return existsSync(file) ? ok(file) : fail(`\`${file}\` is missing`);
  if (isCurrent(file, join(DIST, `${name}.meta.json`))) return ok(file);
  const child = spawn(process.execPath, [BUILD_SCRIPT, name, dirname(file)], {
    cwd: PACKAGE_ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = Promise.withResolvers<number>();
  child.once('error', exit.reject);
  child.once('exit', (code) => exit.resolve(code ?? 1));
  const said = await text(child.stderr);
  return (await exit.promise) === 0 ? ok(file) : fail(`${what} cannot be built\n${said.trim()}`);
}

/** Whether a bundle is younger than every file of ours in it, the build script and the lockfile. */
function isCurrent(file: string, list: string): boolean {
  try {
    const madeAt = statSync(file).mtimeMs;
    const { inputs }: { readonly inputs: object } = JSON.parse(readFileSync(list, 'utf8'));
    const sources = Object.keys(inputs).filter((input) => !input.startsWith('node_modules/'));
    const others = [BUILD_SCRIPT, join(PACKAGE_ROOT, 'package-lock.json')];
    return [...sources.map((input) => join(PACKAGE_ROOT, input)), ...others].every(
      (one) => statSync(one).mtimeMs <= madeAt,
    );
  } catch {
    return false;
  }
}
