/**
 * Runs the command line as people do: a process of its own, its output, its exit code. For what only a process shows: most
 * tests take `signupGuardHere` of `in-process.ts`, which starts none.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** How a process ended. */
export type Ran = { readonly exitCode: number; readonly output: string; readonly complaint: string };

/** What a command line is given beside its words. */
export type How = { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> };

/** Nothing of AWS's settings on this machine. */
export const QUIET_AWS = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' };

/** Runs `signup-guard` with those words. Nothing of AWS's settings on this machine reaches it. */
export async function signupGuard(words: readonly string[], { input = '', env = {} }: How = {}): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/signup-guard.mjs'), ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...QUIET_AWS, ...env },
  });
  const exit = Promise.withResolvers<number>();
  child.once('error', exit.reject);
  child.once('close', (code) => exit.resolve(code ?? -1));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await exit.promise, output, complaint };
}
