/**
 * What a command is. A command computes and returns; it never prints and never exits, which is `main.ts`'s alone.
 */
import type { Command } from 'commander';
import { visibleIn, visibleJson } from './visible.ts';

/** Exit codes that scripts rely on: done, failed, a deny or a difference, an invalid policy. */
export const EXIT = { done: 0, failed: 1, different: 2, invalidPolicy: 3 } as const;

/** How a command ended. `output` goes to standard output, `complaint` to standard error. */
export type CommandResult = {
  readonly exitCode: (typeof EXIT)[keyof typeof EXIT];
  readonly output: string;
  readonly complaint?: string;
  /** Output that other programs read, and that is not JSON: as it is, unless it goes to a terminal. */
  readonly isData?: true;
  /** For a command that goes on after its output: resolves when it has ended, as it has to when nobody reads it any more. */
  readonly until?: (readerGone: Promise<void>) => Promise<void>;
};

/** Takes a command's work over: `main.ts` waits for it and prints what it gives. */
export type Finish = (work: Promise<CommandResult>) => Promise<void>;

/** A command's module: declares options and arguments, and says what to do with them. */
type CommandModule = { readonly define: (command: Command, finish: Finish) => void };

/** A command as the list of commands knows it, before its module is loaded. */
export type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
};

/** Done, with text or, under `--json`, with one line of JSON. */
export function finished(output: string): CommandResult {
  return { exitCode: EXIT.done, output };
}

/** A value as JSON, or rendered for people, who see what a stranger typed made visible. */
export function told<T>(value: T, json: boolean | undefined, render: (value: T) => string): string {
  return json ? jsonLine(value) : render(visibleIn(value));
}

/** Failed: one sentence for whoever called. */
export function failed(complaint: string): CommandResult {
  return { exitCode: EXIT.failed, output: '', complaint };
}

/** One line of JSON. */
export function jsonLine(value: unknown): string {
  return `${visibleJson(value)}\n`;
}

/** An example below a command's help. */
export function example(...lines: readonly string[]): string {
  return `\nExample:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
