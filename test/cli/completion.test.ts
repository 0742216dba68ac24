/** Completion: what the program answers to a shell, and that a real shell asks and understands. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { SHELLS } from '../../src/cli/completion.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { mainHere, signupGuardHere } from './in-process.ts';
import { ROOT } from './run.ts';

/** The values that are offered behind some words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { output } = await mainHere(['complete', '--', ...words]);
  return output.split('\n').flatMap((line) => (line.includes('\t') ? [line.split('\t')[0] ?? ''] : []));
}

it('completion offers every command', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(COMMANDS.map(({ name }) => name)));
  expect(await offered('st')).toEqual(['status']);
});

it.each([
  ['options of a command', ['check', '--str'], ['--strict']],
  ['what every command takes', ['check', '--reg'], ['--region']],
  ['the choices of an option', ['simulate', '--trigger', 'e'], ['external-provider']],
  ['the choices of an argument', ['completion', 'z'], ['zsh']],
  ['files', ['check', 'policies/prod.'], ['policies/prod.cases.yaml', 'policies/prod.yaml']],
  ['files of an option', ['simulate', '--policy', 'policies/dev.y'], ['policies/dev.yaml']],
  ['environments that have a policy', ['push', ''], ['dev', 'prod', 'staging']],
  ['nothing where nothing fits', ['check', 'no-such-folder/x'], []],
])('completion offers %s', async (_, words, values) => {
  expect(await offered(...words)).toEqual(values);
});

it('completion leaves a folder open to go on from', async () => {
  expect((await mainHere(['complete', '--', 'check', 'polic'])).output).toBe('policies/\t\n:6\n');
  expect((await mainHere(['complete', '--', 'check', 'policies/dev.y'])).output).toMatch(/:4\n$/u);
});

it.each(SHELLS)('completion prints a script for %s', async (shell) => {
  const { exitCode, output } = await signupGuardHere(['completion', shell]);

  expect(exitCode).toBe(0);
  expect(output).toMatch(/signup-guard/u);
  expect(output).toMatch(/complete ['"]?--/u);
  expect(JSON.parse((await signupGuardHere(['completion', shell, '--json'])).output)).toEqual({
    shell,
    script: output,
  });
});

it('completion is asked and understood by bash', () => {
  const bin = mkdtempSync(join(tmpdir(), 'completion-'));
  const program = join(bin, 'signup-guard');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'bin/signup-guard.mjs')}" "$@"\n`);
  chmodSync(program, 0o755);
  // what the package bash-completion brings, in short
  const script = `
    _get_comp_words_by_ref() { cur=\${COMP_WORDS[COMP_CWORD]}; words=("\${COMP_WORDS[@]}"); }
    compopt() { :; }
    source <(signup-guard completion bash)
    COMP_WORDS=(signup-guard check policies/prod.); COMP_CWORD=2
    $(complete -p signup-guard | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    printf '%s\\n' "\${COMPREPLY[@]}"`;

  const ran = spawnSync('bash', ['--norc', '-c', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PATH: [bin, process.env['PATH']].join(delimiter) },
  });
  rmSync(bin, { recursive: true });

  expect(ran.stdout.trim().split('\n'), ran.stderr).toEqual(['policies/prod.cases.yaml', 'policies/prod.yaml']);
});
