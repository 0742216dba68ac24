/**
 * The package as it is shipped: what is in it, and that it runs without the sources.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { startLabProcess } from '../support/lab-process.ts';
import { ROOT } from './run.ts';

const run = promisify(execFile);

let folder: string;
let unpacked: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  // the build is there already; a second one beside other tests would pull it from under them
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  const [tarball = ''] = await readdir(folder);
  await run('tar', ['-xzf', tarball], { cwd: folder });
  unpacked = join(folder, 'package');
  await installDependencies();
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What `npm install` of the package brings, and nothing that only a checkout has. */
async function installDependencies(): Promise<void> {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  for (const [path, { dev }] of Object.entries<{ readonly dev?: boolean }>(packages)) {
    const isNested = path.indexOf('node_modules/') !== path.lastIndexOf('node_modules/');
    if (path === '' || dev === true || isNested) continue;
    await mkdir(dirname(join(unpacked, path)), { recursive: true });
    await symlink(join(ROOT, path), join(unpacked, path));
  }
}

function packaged(...words: readonly string[]) {
  return run(process.execPath, [join(unpacked, 'bin/signup-guard.mjs'), ...words], { cwd: folder });
}

describe('the package', { timeout: 60_000 }, () => {
  it('holds what runs, and neither sources nor tests', async () => {
    const files = (await readdir(unpacked, { recursive: true })).filter((file) => !file.startsWith('node_modules'));

    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'bin/signup-guard.mjs',
        'dist/cli/main.mjs',
        'dist/cli/trigger-process.mjs',
        'dist/page/index.html',
        'dist/page/page.js',
        'dist/trigger/handler.mjs',
        'policies/dev.yaml',
      ]),
    );
    expect(files.filter((file) => /^(?:src|test|scripts)\b|\.tsx?$/u.test(file))).toEqual([]);
  });

  it('plays the demo', async () => {
    expect((await packaged('demo')).stdout).toContain('As promised: ann keeps what is hers.');
  });

  it('checks, tests and tries its policies with what an installation brings', async () => {
    const prod = join(unpacked, 'policies/prod.yaml');

    expect((await packaged('check', prod)).stdout).toContain('1 policy, no errors');
    expect((await packaged('test', prod)).stdout).toContain(' 0 failed');
    expect((await packaged('simulate', '--policy', prod, '--email', 'ann@example.com')).stdout).toContain('reason');
  });

  it('knows every command', async () => {
    const every = `const { main } = await import(${JSON.stringify(pathToFileURL(join(unpacked, 'dist/cli/main.mjs')).href)});
      for (const name of ${JSON.stringify(COMMANDS.map(({ name }) => name))}) await main([name, '--help']);`;

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', every], { cwd: folder });

    for (const { name } of COMMANDS) expect(stdout).toContain(`Usage: signup-guard ${name}`);
  });

  it('opens the lab with its page', async () => {
    const lab = await startLabProcess(['--policy', join(unpacked, 'policies/prod.yaml')], unpacked);

    expect((await fetch(`${lab.endpoint}/page.js`)).status).toBe(200);
    await lab.stop();
  });
});
