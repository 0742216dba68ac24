/**
 * The lab as people start it: a process of its own. Where it is comes from its first line.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { policyFolder } from './policy-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What the first line says. */
export type Whereabouts = {
  readonly url: string;
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicClientId: string;
};

/** A lab in its process. */
export type LabProcess = Whereabouts & {
  readonly child: ChildProcess;
  /** Ends it as Ctrl+C does and gives its exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Starts `signup-guard lab --json` on a free port; `root` is the checkout or an unpacked package. */
export async function startLabProcess(
  words: readonly string[] = [],
  root = ROOT,
  env: Readonly<Record<string, string>> = {},
): Promise<LabProcess> {
  const child = spawn(
    process.execPath,
    [join(root, 'bin/signup-guard.mjs'), 'lab', '--port', '0', '--json', '--processes', '2', ...words],
    { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const first = once(createInterface({ input: child.stdout }), 'line');
  const started = await Promise.race([first, exited.then(() => null)]);
  if (started === null) throw new Error(`the lab did not start: ${complaint}`);
  const where: Whereabouts = JSON.parse(String(started[0]));
  return {
    ...where,
    child,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
      return child.exitCode;
    },
  };
}

/** A lab whose policy stands in a folder of its own, which goes with it. */
export async function startLabWith(
  policy: string,
  {
    others = {},
    words = [],
  }: { readonly others?: Readonly<Record<string, string>>; readonly words?: readonly string[] } = {},
): Promise<LabProcess & { readonly folder: string }> {
  const { folder, file, remove } = policyFolder(policy, others);
  const lab = await startLabProcess(['--policy', file, ...words]);
  const stop = () => lab.stop().finally(remove);
  return { ...lab, folder, stop };
}
