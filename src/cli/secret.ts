/**
 * Secrets on their way in. Anyone on the machine may read a command's arguments, so a secret can also come from standard
 * input (`-`) or a variable. Must never echo one.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { fail, ok, type Result } from '../core/result.ts';

/** Where to look for a secret. */
type SecretSource = {
  /** The option's name, for messages. */
  readonly option: string;
  readonly given: string | undefined;
  readonly variable: string;
};

/** A secret from the option, `-`, the variable, or, on a terminal, a question. */
export async function readSecret({ option, given, variable }: SecretSource): Promise<Result<string, string>> {
  const value = given ?? process.env[variable];
  if (value === '-') return nonEmpty(await firstLine(), `nothing on standard input for \`${option}\``);
  if (value !== undefined) return nonEmpty(value, `\`${option}\` is empty`);
  if (process.stdin.isTTY) return nonEmpty(await ask(option), `\`${option}\` is empty`);
  return fail(`\`${option}\` is missing: give it, \`${option} -\` for standard input, or set \`${variable}\``);
}

function nonEmpty(value: string, complaint: string): Result<string, string> {
  return value === '' ? fail(complaint) : ok(value);
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

/** Asks without showing what is typed. */
function ask(option: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, written) => written() });
  const { promise, resolve } = Promise.withResolvers<string>();
  process.stderr.write(`${option.replace(/^-+/u, '')}: `);
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  terminal.question('', (typed) => {
    terminal.close();
    process.stderr.write('\n');
    resolve(typed);
  });
  return promise;
}
