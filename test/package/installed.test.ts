/**
 * The package as it is shipped, installed from its tarball with `--omit=dev`: what is in it, what it brings along, and that
 * every command runs.
 */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { ROOT } from '../cli/run.ts';
import { startLabProcess } from '../support/lab-process.ts';
import { INSTALLED, PACKAGE, packaged, required, run } from './user.ts';

const MB = 1_000_000;

/** A module that an older Node loads first, so that this one says to be that. */
const OLD_NODE = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;

describe('the package', () => {
  it('holds what runs, and neither sources nor tests', async () => {
    const files = await readdir(PACKAGE, { recursive: true });

    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'bin/signup-guard.mjs',
        'dist/check/handler.mjs',
        'dist/cli/main.mjs',
        'dist/cli/review-page.json',
        'dist/cli/trigger-process.mjs',
        'dist/decision-record.schema.json',
        'dist/deployment/handler.mjs',
        'dist/page/index.html',
        'dist/page/page.js',
        'dist/third-party-licenses.txt',
        'dist/trigger/handler.mjs',
        'policies/dev.yaml',
        'template.yaml',
      ]),
    );
    expect(files.filter((file) => /^(?:src|test|scripts)\b|\.tsx?$|meta\.json$/u.test(file))).toEqual([]);
    expect(files).not.toContain('dist/deployment/policies');
  });

  it('brings no other package, and needs none', async () => {
    const {
      dependencies,
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
    const installed = await readdir(join(INSTALLED, 'node_modules'));

    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['cognito-signup-guard']);
    expect(dependencies).toBeUndefined();
    // what the construct is used with, by whoever has it
    expect(Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)).toEqual([]);
  });

  it('is no larger than the README says', async () => {
    const files = await readdir(PACKAGE, { recursive: true, withFileTypes: true });
    const sizes = files.filter((file) => file.isFile()).map((file) => stat(join(file.parentPath, file.name)));
    const unpacked = (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
    const { size: packed } = await stat(required('PACKAGE_TARBALL'));
    const [, download, disk] = /\(under (?<download>[\d.]+) MB to download, under (?<disk>[\d.]+) MB on disk\)/u.exec(
      await readFile(join(PACKAGE, 'README.md'), 'utf8'),
    ) ?? ['', '0', '0'];

    process.stdout.write(`packed ${packed} bytes, unpacked ${unpacked} bytes in ${sizes.length} files\n`);
    expect(packed / MB).toBeLessThan(Number(download));
    expect(unpacked / MB).toBeLessThan(Number(disk));
  });

  it('names the licence of everything that it holds of others', async () => {
    const text = await readFile(join(PACKAGE, 'dist/third-party-licenses.txt'), 'utf8');

    for (const name of ['@aws-sdk/client-ssm', '@middy/core', 'commander', 'uplot', 'preact', 'yaml'])
      expect(text).toMatch(new RegExp(`^${name} [\\d.]+ \\((?:MIT|Apache-2.0|ISC)\\)$`, 'mu'));
    expect(text).not.toContain('(undefined)');
  });

  it('exports the handler, the schema of the record and the construct, and nothing else', async () => {
    const own = (path: string) => `import.meta.resolve('cognito-signup-guard${path}')`;
    const script = `
      process.env.AWS_REGION = 'us-east-1';
      const { default: schema } = await import('cognito-signup-guard/decision-record.schema.json', { with: { type: 'json' } });
      console.log(schema.title, ${own('/handler')}.endsWith('/dist/trigger/handler.mjs'));
      console.log(${own('/cdk')}.endsWith('/dist/cdk/index.cjs'));
      for (const path of ['', '/package.json', '/dist/cli/main.mjs'])
        try { import.meta.resolve('cognito-signup-guard' + path) } catch ({ code }) { console.log(code) }`;

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: INSTALLED });

    expect(stdout.trim().split('\n')).toEqual([
      'Decision record of cognito-signup-guard true',
      'true',
      ...Array(3).fill('ERR_PACKAGE_PATH_NOT_EXPORTED'),
    ]);
  });

  it.each(COMMANDS.map(({ name }) => name))('helps with %s', async (name) => {
    expect((await packaged(name, '--help')).stdout).toContain(`Usage: signup-guard ${name}`);
  });

  it('prints its version alone', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));

    expect((await packaged('--version')).stdout).toBe(`${version}\n`);
  });

  it('plays the demo, without colour into a pipe', async () => {
    const { stdout } = await packaged('demo');

    expect(stdout).toContain('As promised: ann keeps what is hers.');
    expect(stdout).not.toContain('\u001b');
  });

  it('checks, tests and tries its policies', async () => {
    const prod = join(PACKAGE, 'policies/prod.yaml');

    expect((await packaged('check', prod)).stdout).toContain('1 policy, no errors');
    expect((await packaged('test', prod)).stdout).toContain(' 0 failed');
    expect((await packaged('simulate', '--policy', prod, '--email', 'ann@example.com')).stdout).toContain('reason');
  });

  it('writes the page of a report', async () => {
    const log = join(INSTALLED, 'log.jsonl');
    const page = join(INSTALLED, 'report.html');
    const { stdout } = await packaged('demo', '--json');
    const records: readonly object[] = JSON.parse(stdout).guard.records;
    await writeFile(log, records.map((decision) => JSON.stringify({ decision })).join('\n'));

    await packaged('review', log, '--html', page);

    expect(await readFile(page, 'utf8')).toContain('uplot');
    await Promise.all([rm(log), rm(page)]);
  });

  it('opens the lab with its page', async () => {
    const lab = await startLabProcess(['--policy', join(PACKAGE, 'policies/prod.yaml')], PACKAGE);

    expect((await fetch(`${lab.endpoint}/page.js`)).status).toBe(200);
    await lab.stop();
  });

  it('says in one line what an older Node lacks', async () => {
    const old = join(INSTALLED, 'old.mjs');
    await writeFile(old, OLD_NODE);

    const failure = await run(process.execPath, [
      '--import',
      old,
      join(PACKAGE, 'bin/signup-guard.mjs'),
      'check',
    ]).catch((error) => error);

    expect(failure).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'signup-guard needs Node 24 or later, and this is 20.20.2: install it, or put one beside signup-guard with ' +
        '`npm install --save-dev node@24`\n',
    });
  });
});
