import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { mainHere, signupGuardHere } from './in-process.ts';
import { ROOT, signupGuard } from './run.ts';

describe('the command line', () => {
  it('lists every command', async () => {
    const { exitCode, output } = await signupGuardHere(['--help']);

    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) expect(output).toMatch(new RegExp(`${name}.* ${summary}`, 'u'));
  });

  it.each(COMMANDS.map(({ name }) => name))('helps with %s, with an example and --json', async (name) => {
    const { exitCode, output } = await mainHere([name, '--help']);

    expect(exitCode).toBe(0);
    expect(output).toContain(`Example:\n  signup-guard ${name}`);
    expect(output).toContain('--json');
  });

  it.each([
    ['a misspelt command', ['sing-up'], 'Did you mean sign-up?'],
    ['a misspelt option', ['user', '--usernme', 'ann'], 'Did you mean --username?'],
    ['a missing option', ['user', '--username', 'ann'], "required option '--user-pool-id <id>' not specified"],
    ['a word too many', ['demo', 'now'], 'too many arguments'],
    ['a bad choice', ['event', '--trigger', 'sign'], 'Allowed choices are'],
  ])('refuses %s', async (_, words, complaint) => {
    const ran = await signupGuardHere(words);

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain(complaint);
  });

  it.each([
    [0, 'a decision that approves', ['--email', 'ann@example.com'], { output: /^approve/u, complaint: /^$/u }],
    [1, 'an option that no command has', ['--emial', 'ann'], { output: /^$/u, complaint: /Did you mean --email\?/u }],
    [2, 'a decision that refuses', ['--email', 'eve@mailinator.com'], { output: /^deny/u, complaint: /^$/u }],
    [3, 'an invalid policy', ['--policy', '-'], { output: /^$/u, complaint: /stdin:1:1: error/u }],
  ])('ends its process with %i after %s', async (exitCode, _, words, printed) => {
    const ran = await signupGuard(['simulate', '--policy', 'policies/staging.yaml', ...words], {
      input: 'rules: []\n',
    });

    expect(ran).toEqual({
      exitCode,
      output: expect.stringMatching(printed.output),
      complaint: expect.stringMatching(printed.complaint),
    });
  });

  it('prints its version alone, and leaves the word to commands', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

    expect(await signupGuardHere(['--version'])).toEqual({ exitCode: 0, output: `${version}\n`, complaint: '' });
    expect(await signupGuardHere(['event', '--version'])).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining("unknown option '--version'"),
    });
  });

  it('starts again with the Node it brings', () => {
    const old = '/usr/bin/node';
    const [major = '24'] = existsSync(old)
      ? spawnSync(old, ['-p', 'process.versions.node']).stdout.toString().split('.')
      : [];
    const binary = Number(major) < 24 ? old : process.execPath;

    const ran = spawnSync(binary, [join(ROOT, 'bin/signup-guard.mjs'), 'event'], { encoding: 'utf8' });

    expect(ran.status).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ triggerSource: 'PreSignUp_SignUp' });
  });
});
