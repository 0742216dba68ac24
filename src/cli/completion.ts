/**
 * Completion in a shell, by `@bomb.sh/tab`: the script that a shell reads once, and its questions after that. Reads the names
 * of files and folders for what takes one; no command runs.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Command as Suggested, script } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/** The shells that a script can be made for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

type Shell = (typeof SHELLS)[number];

/** How an option or argument says that it takes a file or folder. */
const FILE = /<(?:file|policy|folder|out)[^>]*>|^(?:files?|policy|policies|folder|a|b)$/u;

const ENVIRONMENT = /^environments?$/u;

/** The library's word for: put no blank behind it. */
const NO_SPACE = 2;

/** What a shell reads to ask us. */
export function completionScript(shell: Shell): string {
  return printedBy(() => script(shell, 'signup-guard', 'signup-guard'));
}

/** The answer to a shell that asks what may follow; `words` are those behind the name of the program. */
export function completionsFor(program: Command, words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const root = tab(program);
  for (const [name, command] of root.commands) suggestFiles(command, program, name, last);
  const answer = printedBy(() => root.parse([...words]));
  return staysOpen(answer)
    ? answer.replace(/:(?<flags>\d+)\n$/u, (_, flags) => `:${Number(flags) | NO_SPACE}\n`)
    : answer;
}

/** The library asks no disk. */
function suggestFiles(command: Suggested, program: Command, name: string, last: string): void {
  const suggest = (complete: (value: string, description: string) => void) => {
    for (const path of pathsFor(last)) complete(path, '');
  };
  for (const argument of command.arguments.values()) {
    if (FILE.test(argument.name)) argument.handler ??= suggest;
    if (ENVIRONMENT.test(argument.name)) argument.handler ??= suggestEnvironments;
  }
  const declared = program.commands.find((one) => one.name() === name)?.options ?? [];
  for (const option of command.options.values()) {
    const flags = declared.find(({ long }) => long === `--${option.value}`)?.flags ?? '';
    if (FILE.test(flags)) option.handler = suggest;
  }
}

/** Those that have a policy here. */
function suggestEnvironments(complete: (value: string, description: string) => void): void {
  for (const path of pathsFor('policies/')) if (/^[^.]+\.yaml$/u.test(path)) complete(basename(path, '.yaml'), path);
}

/** What stands in the folder that a word has come to. */
function pathsFor(word: string): readonly string[] {
  const folder = word.endsWith('/') ? word : dirname(word);
  const shown = (name: string) => (folder === '.' && !word.startsWith('./') ? name : join(folder, name));
  try {
    // a name that acts on a terminal is nobody's to complete
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !/[\p{Cc}\p{Cf}]/u.test(name));
    return entries.map((entry) => `${shown(entry.name)}${entry.isDirectory() ? '/' : ''}`).toSorted();
  } catch {
    return [];
  }
}

/** A folder wants to be gone on from. */
function staysOpen(answer: string): boolean {
  const values = answer.split('\n').filter((line) => line.includes('\t'));
  return values.length === 1 && values.every((line) => line.split('\t')[0]?.endsWith('/'));
}

/** The library prints by itself, and only `main.ts` may. */
function printedBy(work: () => void): string {
  const lines: string[] = [];
  const log = console.log;
  console.log = (line: string) => lines.push(line);
  try {
    work();
  } finally {
    console.log = log;
  }
  return lines.map((line) => `${line}\n`).join('');
}
