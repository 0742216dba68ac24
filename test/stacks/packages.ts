/**
 * The packages of a stack's deployment function: the built bundle with one policy beside it, a process for each, which is
 * ended and started again when it is cut off.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../../scripts/build.ts';

/** The deployment bundle with several policies, each a published version of the function. */
export class Packages {
  readonly #root = mkdtempSync(join(tmpdir(), 'packages-'));
  readonly #processes = new Map<string, ChildProcess>();

  /** Builds the bundle once and puts a policy for every environment beside each copy. */
  async build(policies: Readonly<Record<string, string>>, environments: readonly string[]): Promise<void> {
    await bundle('deployment', join(this.#root, 'built'), this.#root);
    for (const [version, policy] of Object.entries(policies)) {
      const folder = join(this.#root, version);
      cpSync(join(this.#root, 'built'), folder, { recursive: true });
      rmSync(join(folder, 'policies'), { recursive: true });
      mkdirSync(join(folder, 'policies'));
      for (const environment of environments) writeFileSync(join(folder, `policies/${environment}.yaml`), policy);
    }
  }

  /** Hands an event to a version, under a role; the process answers for itself. */
  async call(version: string, role: string, endpoint: string, event: unknown): Promise<void> {
    const key = `${role} ${version}`;
    const child = this.#processes.get(key) ?? (await this.#start(version, role, endpoint));
    this.#processes.set(key, child);
    child.send({ event, version });
  }

  /** Ends every process at once, as a sandbox that is cut off. */
  async kill(): Promise<void> {
    const children = [...this.#processes.values()];
    this.#processes.clear();
    await Promise.all(
      children.map((child) => {
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGKILL');
        return ended;
      }),
    );
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#root, { recursive: true });
  }

  async #start(version: string, role: string, endpoint: string): Promise<ChildProcess> {
    const file = pathToFileURL(join(this.#root, version, 'handler.mjs')).href;
    const child = fork(join(import.meta.dirname, 'bundle-process.mjs'), [file], {
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: role,
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((done, failed) => {
      child.once('message', () => done());
      child.once('exit', (code) => failed(new Error(`the package ended with ${code}`)));
    });
    child.removeAllListeners('exit');
    return child;
  }
}
