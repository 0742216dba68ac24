/**
 * Packages that only contract and browser tests need, each in a folder of its own below .cache/, so that `npm ci` stays small. Pinned,
 * installed once, reused while the pin stays.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const CACHE = resolve(import.meta.dirname, '../../.cache/npm');

/** Versions by package. */
const PINS = {
  'fast-jwt': '6.3.6',
  'aws-amplify': '6.22.1',
  'amazon-cognito-identity-js': '6.3.21',
} as const;

type PackageName = keyof typeof PINS;

/** What a package, or a part of it, exports to CommonJS. */
export function nodePackage(name: PackageName, part?: string): unknown {
  return createRequire(join(packageHome(name), 'index.js'))(part === undefined ? name : `${name}/${part}`);
}

/** The folder that a package is installed in, alone; it is installed first if it is not there yet. */
export function packageHome(name: PackageName): string {
  const home = join(CACHE, name);
  const stamp = join(home, 'installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== PINS[name]) install(home, `${name}@${PINS[name]}`);
  writeFileSync(stamp, PINS[name]);
  return home;
}

function install(home: string, spec: string): void {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  process.stderr.write(`installing ${spec} into ${home}\n`);
  const { status, error } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', spec], {
    cwd: home,
    stdio: ['ignore', 2, 2],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`\`npm install ${spec}\` ended with ${status}`);
}
