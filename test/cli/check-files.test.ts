import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkFiles, policyFilesIn } from '../../src/cli/check-files.ts';
import { ED_KEY } from '../policy/file/keys.ts';
import { withRule } from '../policy/file/read.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function listing(path: string): string {
  return withRule(`when: { emailDomain: [{ file: ${path} }] }`, 'then: deny');
}

test('`check` finds nothing wrong with the shipped policies, even strictly', () => {
  expect(checkFiles(policyFilesIn(join(ROOT, 'policies')), { strict: true })).toMatchObject({
    issues: [],
    exitCode: 0,
  });
});

test('`check` refuses a key that two environments share', () => {
  const keys = JSON.stringify({ keys: [ED_KEY] });
  write('shared/keys/a.jwks.json', keys);
  write('shared/keys/b.jwks.json', keys);
  const policy = (name: string) =>
    `version: 1
mode: enforce
otherwise: code
attesters: [{ id: invitations, keys: { file: keys/${name}.jwks.json }, maxAge: 7d }]
rules: [{ id: invited, when: { emailAttested: [invitations] }, then: approve, verify: [email] }]
`;
  const files = ['a', 'b'].map((name) => write(`shared/${name}.yaml`, policy(name)));

  const { issues, exitCode } = checkFiles(files, { strict: false });

  expect(exitCode).toBe(3);
  expect(issues.map(({ file, code, message }) => [file.endsWith('keys/b.jwks.json'), code, message])).toEqual([
    [true, 'shared-key', `the key \`${ED_KEY.kid}\` is also one of \`${files[0]}\`: make a pair for each environment`],
  ]);
  expect(checkFiles(files.slice(0, 1), { strict: false }).issues).toEqual([]);
});

test('`check` counts warnings as errors when strict', () => {
  const file = write('warn/a.yaml', withRule('then: deny', 'message: No.'));

  expect(checkFiles([file], { strict: false })).toMatchObject({ exitCode: 0, issues: [{ severity: 'warning' }] });
  expect(checkFiles([file], { strict: true })).toMatchObject({ exitCode: 3, issues: [{ severity: 'error' }] });
});

test('`check` warns of what is right in a policy beside what is wrong, in one round', () => {
  const file = write('both/a.yaml', `${withRule('then: dney')}denyMessage: No.\n`);

  expect(checkFiles([file], { strict: false }).issues.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '6 bad-value',
    '7 full-stop',
  ]);
});

test('`check` tells what claims switched off take from a policy that verifies', () => {
  const settings = '[a.deploy.parameters]\nparameter_overrides = ["Environment=a", "Claims=disabled"]\n';
  write('stack/samconfig.toml', settings);
  const verifies = withRule('then: approve', 'verify: [email]', 'acknowledge: only staff reach the page');
  const strict = verifies.replace('rules:', 'unavailable: { claims: deny }\nrules:');
  const files = ['a', 'b'].map((name) => write(`stack/policies/${name}.yaml`, strict));
  const silent = write('stack/other/a.yaml', withRule('then: code'));

  expect(checkFiles([...files, silent], { strict: false }).issues).toEqual([
    {
      file: join(folder, 'stack', 'samconfig.toml'),
      line: 2,
      column: 42,
      width: 15,
      severity: 'warning',
      code: 'alias-may-move',
      message:
        '`Claims=disabled` lets an address move between two sign-ups at the same moment; `Claims=enabled` does not',
    },
  ]);
});

test('`check` reads list files beside and below the policy', () => {
  write('lists/lists/a.txt', 'example.com\n');

  expect(checkFiles([write('lists/a.yaml', listing('lists/a.txt'))], { strict: false }).issues).toEqual([]);
});

test.each(['link.txt', 'linked/a.txt'])('`check` refuses the link %s out of the folder', (path) => {
  write('outside/a.txt', 'example.com\n');
  const file = write('inside/a.yaml', listing(path));
  const link = join(folder, 'inside', path.split('/')[0] ?? '');
  symlinkSync(path === 'link.txt' ? '../outside/a.txt' : '../outside', link);

  const { issues, exitCode } = checkFiles([file], { strict: false });

  expect(exitCode).toBe(3);
  expect(issues[0]?.message).toContain("leads out of the policy's folder");
});

test('`check` refuses what is no regular file, or is not there', () => {
  const files = ['/dev/zero', folder, join(folder, 'none.yaml')];
  const { issues, exitCode } = checkFiles(files, { strict: false });

  expect(issues.map(({ code }) => code)).toEqual(['file-unreadable', 'file-unreadable', 'file-unreadable']);
  expect(exitCode).toBe(3);
});

test('`check` refuses a gigantic file without reading it', () => {
  const file = write('big/a.yaml', '#'.repeat(6 * 1024 * 1024));

  expect(checkFiles([file], { strict: false })).toMatchObject({ exitCode: 3, issues: [{ code: 'file-unreadable' }] });
});

function runScript(path: string): { readonly status: unknown; readonly stderr: string } {
  try {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'check-policies.ts'), path], { stdio: 'pipe' });
    return { status: 0, stderr: '' };
  } catch (error) {
    const failure = error as { readonly status: unknown; readonly stderr: Buffer };
    return { status: failure.status, stderr: failure.stderr.toString() };
  }
}

test('the build check exits 3 and explains on standard error', () => {
  write('build/dev.yaml', withRule('then: dney'));
  write('build/dev.cases.yaml', 'no policy at all');

  const { status, stderr } = runScript(join(folder, 'build'));

  expect(status).toBe(3);
  expect(stderr).toContain(
    'dev.yaml:6:11: error[bad-value]: `then` takes one of `approve`, `code`, `deny`, not `dney`',
  );
  expect(stderr).not.toContain('cases');
});

test('the build check passes the shipped policies', () => {
  expect(runScript(join(ROOT, 'policies'))).toEqual({ status: 0, stderr: '' });
});
