/** `init` on a disk: what it writes, what it leaves, what it renews, and that nobody's work is lost. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stamped } from '../../../src/cli/init/stamp.ts';
import { packageVersion } from '../../../src/cli/version.ts';
import { signupGuardHere } from '../in-process.ts';
import { ROOT } from '../run.ts';

const RENEWED = ['policies/cases.schema.json', 'policies/policy.schema.json', 'sam/Makefile', 'template.yaml'];
const OLD = stamped('Resources: {}\n', '0.0.1');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (path: string) => join(folder, path);
const textOf = (path: string) => readFileSync(at(path), 'utf8');
function put(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}
function filesThere(): readonly string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return all.filter((path) => statSync(at(path)).isFile()).toSorted();
}
const init = (...words: readonly string[]) => signupGuardHere(['init', folder, ...words]);
const initJson = async (...words: readonly string[]) => JSON.parse((await init('--json', ...words)).output);

describe('init', () => {
  it('makes a folder ready for a build', async () => {
    const report = await initJson();

    expect(filesThere()).toEqual(report.written.toSorted());
    expect(filesThere()).toEqual(
      [
        ...RENEWED,
        ...['dev', 'staging', 'prod'].flatMap((name) => [`policies/${name}.yaml`, `policies/${name}.cases.yaml`]),
        '.github/workflows/policies.yml',
        '.gitignore',
        'README.md',
        'package.json',
        'samconfig.toml',
      ].toSorted(),
    );
    expect(report).toMatchObject({ folder, version: packageVersion(), renewed: [], left: [] });
  });

  it('writes what is shipped, and nothing of the checkout', async () => {
    await init();

    expect(textOf('template.yaml').split('\n').slice(1).join('\n')).toBe(
      readFileSync(join(ROOT, 'template.yaml'), 'utf8'),
    );
    expect(textOf('policies/prod.yaml')).toBe(readFileSync(join(ROOT, 'policies/prod.yaml'), 'utf8'));
    expect(textOf('sam/Makefile')).not.toMatch(/scripts|src\//u);
    expect(JSON.parse(textOf('package.json'))).toMatchObject({
      private: true,
      devDependencies: { 'cognito-signup-guard': packageVersion() },
    });
  });

  it('makes a README of ten lines', async () => {
    await init();

    expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });

  it('says what to do next, installation included where package.json does not name it', async () => {
    put('package.json', '{"dependencies":{}}');

    const { output } = await init();

    expect(output).toContain('were there and stay as they are: package.json\n');
    expect(output).toContain(`npm install --save-dev --save-exact cognito-signup-guard@${packageVersion()}\n`);
    expect(output).toContain('sam build && sam deploy --config-env dev');
  });

  it('overwrites nothing, and a second time writes nothing', async () => {
    put('policies/prod.yaml', 'mine\n');
    put('samconfig.toml', 'mine too\n');

    const first = await initJson();
    const second = await initJson();

    expect(first.left.toSorted()).toEqual(['policies/prod.yaml', 'samconfig.toml']);
    expect([textOf('policies/prod.yaml'), textOf('samconfig.toml')]).toEqual(['mine\n', 'mine too\n']);
    expect(second.written).toEqual([]);
  });

  it.each(['template.yaml', 'sam/Makefile'])('writes nothing beside the %s of another project', async (path) => {
    put(path, 'theirs\n');

    const ran = await init();

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain(`\`${path}\` is another project's: name a folder of its own`);
    expect(filesThere()).toEqual([path]);
  });

  it('names a file that stands where a folder belongs', async () => {
    put('policies', 'a file\n');

    expect((await signupGuardHere(['init', at('policies')])).complaint).toContain('is a file: name a folder');
    expect(await init()).toMatchObject({
      exitCode: 1,
      complaint: expect.stringMatching(/policies.* cannot be written/u),
    });
  });
});

describe('init --update', () => {
  it("renews what is the package's and nothing else", async () => {
    await init();
    put('template.yaml', OLD);
    put('policies/policy.schema.json', '{}');
    put('policies/prod.yaml', 'mine\n');
    rmSync(at('policies/staging.yaml'));

    const report = await initJson('--update');

    expect(report.renewed.toSorted()).toEqual(['policies/policy.schema.json', 'template.yaml']);
    expect(report.written).toEqual([]);
    expect(textOf('template.yaml')).toContain('PreSignUpFunction');
    expect(textOf('policies/prod.yaml')).toBe('mine\n');
    expect(filesThere()).not.toContain('policies/staging.yaml');
  });

  it('says so where there is nothing to renew', async () => {
    await init();

    expect((await init('--update')).output).toBe(`everything is of version ${packageVersion()} already\n`);
  });

  it.each([
    ['changed', `${OLD}Outputs: {}\n`, 'was changed since `init` wrote it'],
    ['of a newer package', stamped('x: 1\n', '999.0.0'), 'is of version 999.0.0, and this package is'],
    ['not of init', 'Resources: {}\n', 'was not written by `init`'],
  ])('leaves a template that is %s, unless told to replace it', async (_, text, complaint) => {
    await init();
    put('template.yaml', text);
    put('policies/policy.schema.json', '{}');

    const refused = await init('--update');

    expect(refused).toMatchObject({ exitCode: 1, output: '' });
    expect(refused.complaint).toContain(`\`template.yaml\` ${complaint}`);
    expect([textOf('template.yaml'), textOf('policies/policy.schema.json')]).toEqual([text, '{}']);
    expect((await initJson('--update', '--replace')).renewed).toContain('template.yaml');
    expect(textOf('template.yaml')).toContain('PreSignUpFunction');
  });

  it('needs a folder that init made', async () => {
    expect((await init('--update')).complaint).toContain('there is no `template.yaml`');
    expect((await init('--replace')).complaint).toContain('`--replace` goes with `--update`');
    expect(filesThere()).toEqual([]);
  });

  it('is what `check` asks for, as long as the template is older', async () => {
    await init();
    put('template.yaml', OLD);
    const check = () => signupGuardHere(['check', at('policies/prod.yaml')]);

    expect((await check()).output).toContain(
      'template.yaml:1:1: warning[template-older]: the template is of version 0.0.1',
    );
    await init('--update');
    expect((await check()).output).not.toContain('template-older');
  });
});
