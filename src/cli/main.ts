/**
 * The command line's one place that prints and exits. Knows no command by itself: `registry.ts` lists them.
 */
import { Command, CommanderError } from 'commander';
import { remedyFor } from '../aws/operator/sentence.ts';
import { declareAwsOptions, takeAwsNames, withCause } from './aws-settings.ts';
import type { CommandResult, Finish } from './command.ts';
import { EXIT } from './command.ts';
import { presentReader, type Reader, whileRead } from './reader.ts';
import { COMMANDS } from './registry.ts';
import { dataFor, fitFor } from './terminal.ts';
import { packageVersion } from './version.ts';

/** Runs one command line; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  takeAwsNames(process.env);
  const run: Run = { exitCode: EXIT.done, printing: false, reader: presentReader() };
  endWithReader(run);
  const finish = async (work: Promise<CommandResult>): Promise<void> => {
    const result = await work;
    Object.assign(run, { exitCode: result.exitCode, printing: true });
    const { output, complaint } = result;
    await write(process.stdout, (result.isData ? dataFor : fitFor)(process.stdout, output));
    if (complaint !== undefined) await write(process.stderr, fitFor(process.stderr, `${withCause(complaint)}\n`));
    if (result.until !== undefined) await whileRead(process.stdout, result.until(run.reader.gone));
  };
  const asked = questionOf(argv);
  const program = await createProgram(argv, finish, asked !== null);
  try {
    if (asked !== null) {
      const { completionsFor } = await import('./completion.ts');
      await write(process.stdout, completionsFor(program, asked));
      return EXIT.done;
    }
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const message = remedyFor(error) ?? (error instanceof Error ? error.message : String(error));
    await write(process.stderr, fitFor(process.stderr, `${withCause(message)}\n`));
    return EXIT.failed;
  }
  return run.exitCode;
}

/** How far a run has come: until it prints its end, its command may be writing line by line. And whether it is still read. */
type Run = { exitCode: number; printing: boolean; readonly reader: Reader };

/**
 * When whoever reads us has had enough (`| head`), so have we: quietly, and as the command ended if it did; one that goes on
 * after its output, as a lab does, is told. Any other trouble with the output is told to people: half of it may be missing.
 */
function endWithReader(run: Run): void {
  if (process.stdout.listenerCount('error') > 0) return;
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && run.printing) return run.reader.went();
    if (error.code === 'EPIPE') process.exit(run.exitCode);
    process.stderr.write(`the output could not be written: ${error.code ?? error.message}\n`);
    process.exit(EXIT.failed);
  });
}

/** The words that a shell wants completed (`completion.ts`), or null for everybody else. */
function questionOf([name, dashes, ...words]: readonly string[]): readonly string[] | null {
  return name === 'complete' && dashes === '--' ? words : null;
}

/** All commands by name and summary; only the one that is called is loaded, unless `all` are asked for. */
async function createProgram(argv: readonly string[], finish: Finish, all: boolean) {
  const program = new Command('signup-guard')
    .description('Decide Cognito sign-ups by policy, and never take an address from whoever holds it.')
    .version(packageVersion(), '--version', 'print the version')
    .enablePositionalOptions()
    .showHelpAfterError('(see `signup-guard --help`)')
    .addHelpText('after', '\nExample:\n  signup-guard demo\n')
    // it quotes words that a shell may have taken from the names of somebody's files
    .configureOutput({ outputError: (text, write) => write(fitFor(process.stderr, text)) })
    .exitOverride();
  const called = argv.filter((word) => !word.startsWith('-'))[argv[0] === 'help' ? 1 : 0];
  for (const entry of COMMANDS) {
    const command = program.command(entry.name).description(entry.summary);
    command.showHelpAfterError(`(see \`signup-guard ${entry.name} --help\`)`);
    if (entry.name !== called && !all) continue;
    (await entry.load()).define(command, finish);
    declareAwsOptions(command);
    askLate(command);
  }
  return program;
}

/** Misses required options only after unknown ones were refused: a misspelt one is then named with the nearest. */
function askLate(command: Command): void {
  const required = command.options.filter((option) => option.mandatory);
  for (const option of required) option.mandatory = false;
  command.hook('preAction', () => {
    const missing = required.find((option) => command.getOptionValue(option.attributeName()) === undefined);
    if (missing !== undefined) command.error(`error: required option '${missing.flags}' not specified`);
  });
}

/** Waits until the text is out: a pipe may be slow, and the process ends right after. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.write(text, () => resolve());
  return promise;
}
