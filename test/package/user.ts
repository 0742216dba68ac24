/** Somebody who installed the package: the folder, and its programs as they call them. Nothing of the checkout is in reach. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A program that ends, with what it said; rejects where it failed. */
export const run = promisify(execFile);

/** The folder that the package was installed in. */
export const INSTALLED = required('PACKAGE_INSTALLED');

/** The package there. */
export const PACKAGE = join(INSTALLED, 'node_modules/cognito-signup-guard');

/** Runs `signup-guard` there, by the link that npm makes. */
export function packaged(...words: readonly string[]) {
  return run(join(INSTALLED, 'node_modules/.bin/signup-guard'), words, { cwd: INSTALLED });
}

/** A variable that the suite's setup gives. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`\`${name}\` is missing: run \`npm run test:package\``);
  return value;
}
