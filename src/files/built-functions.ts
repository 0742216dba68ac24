/**
 * The functions as a package brings them, built: which folder belongs to which resource of the template, and how one is put
 * together with somebody's policies. The one list of the three; whoever deploys them, by whatever tool, takes them from here.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../core/result.ts';
import { packagedFiles } from './packaged-files.ts';

/** The bundle of each function, by the function's name in the template. */
export const FUNCTION_BUNDLES = {
  PreSignUpFunction: 'trigger',
  DeploymentFunction: 'deployment',
  AttachmentCheck: 'check',
} as const;

/** A function of the template. */
export type FunctionName = keyof typeof FUNCTION_BUNDLES;

/** Whether a word names one. */
export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTION_BUNDLES, name);
}

/** Where things are and where they go. */
type Folders = {
  /** The package's `dist`. */
  readonly built: string;
  /** Somebody's policies. */
  readonly policies: string;
  /** Emptied first. */
  readonly target: string;
};

/** Puts one function's code into a folder; the error is a sentence. */
export function assembleFunction(name: FunctionName, { built, policies, target }: Folders): Result<null, string> {
  const source = join(built, FUNCTION_BUNDLES[name]);
  if (!existsSync(join(source, 'handler.mjs'))) return fail(`\`${source}\` holds no built function`);
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true });
  return name === 'DeploymentFunction' ? copyPolicies(policies, join(target, 'policies')) : ok(null);
}

/** The policies travel with the function that publishes them, and so does what they name; nothing else of their folder. */
export function copyPolicies(policies: string, target: string): Result<null, string> {
  if (!existsSync(policies)) return fail(`there is no folder \`${policies}\``);
  const files = packagedFiles(policies);
  if (!files.ok) return files;
  rmSync(target, { recursive: true, force: true });
  for (const { path, bytes } of files.value) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), bytes);
  }
  return ok(null);
}
