/**
 * A command run in this process: real options, real work, no start-up time. What `main.ts` adds, printing and exiting, is
 * tested with processes (`run.ts`).
 */
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { vi } from 'vitest';
import type { CommandResult } from '../../src/cli/command.ts';
import { main } from '../../src/cli/main.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { type How, QUIET_AWS, type Ran } from './run.ts';

/** Runs a command by its words, in the environment of this process; `input` is what it finds on standard input. */
export function runHere(words: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  return withInput(input, () => run(words));
}

/**
 * What `signupGuard` of `run.ts` does, in this process: the whole command line, and of this machine's settings no more than it
 * would find there. One at a time, for input and environment are the process's own.
 */
export async function signupGuardHere(words: readonly string[], { input = '', env = {} }: How = {}): Promise<Ran> {
  const before = process.env;
  process.env = { PATH: before['PATH'] ?? '', ...QUIET_AWS, ...env };
  try {
    return await withInput(input, () => mainHere(words));
  } finally {
    process.env = before;
  }
}

async function withInput(input: string | Uint8Array, work: () => Promise<Ran>): Promise<Ran> {
  const stdin = Object.assign(Readable.from([Buffer.from(input)]), { isTTY: false, fd: -1 }) as typeof process.stdin;
  const given = vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin);
  try {
    return await work();
  } finally {
    given.mockRestore();
  }
}

async function run(words: readonly string[]): Promise<Ran> {
  const [name, ...rest] = words;
  const entry = COMMANDS.find((one) => one.name === name);
  if (entry === undefined) throw new Error(`no command ${name}`);
  const command = new Command(entry.name).exitOverride().configureOutput({ writeErr: () => {} });
  const done: CommandResult[] = [];
  const finish = async (work: Promise<CommandResult>) => {
    done.push(await work);
  };
  (await entry.load()).define(command, finish);
  await command.parseAsync(rest, { from: 'user' });
  const [{ exitCode, output, complaint = '' } = { exitCode: -1, output: '' }] = done;
  return { exitCode, output, complaint };
}

/** Runs the whole command line here, with what it prints caught. */
export async function mainHere(words: readonly string[]): Promise<Ran> {
  const printed = { output: '', complaint: '' };
  const into =
    (field: keyof typeof printed) =>
    (chunk: unknown, ...rest: unknown[]) => {
      printed[field] += String(chunk);
      const written = rest.at(-1);
      if (typeof written === 'function') written();
      return true;
    };
  const output = vi.spyOn(process.stdout, 'write').mockImplementation(into('output'));
  const complaint = vi.spyOn(process.stderr, 'write').mockImplementation(into('complaint'));
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, before: stream.listeners('error') }));
  try {
    return { exitCode: await main(words), ...printed };
  } finally {
    output.mockRestore();
    complaint.mockRestore();
    // commands wait for broken pipes, in a process that lives on here
    for (const { stream, before } of streams) {
      for (const one of stream.listeners('error')) if (!before.includes(one)) stream.off('error', one as () => void);
    }
  }
}
