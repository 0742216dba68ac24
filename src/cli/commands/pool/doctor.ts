/**
 * `doctor`: what makes the trigger unsafe or useless for a pool, each finding with its fact and its remedy. Reads only.
 */
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { type CommandResult, EXIT, example, type Finish, failed, told } from '../../command.ts';
import { diagnose } from '../../doctor/checks.ts';
import type { Finding, FindingSeverity } from '../../doctor/examination.ts';
import { examine } from '../../doctor/examine.ts';

type Report = { readonly userPoolId: string; readonly findings: readonly Finding[] };

type Options = { readonly userPoolId: string; readonly json?: boolean };

const COLOUR: Readonly<Record<FindingSeverity, 'red' | 'yellow' | 'dim'>> = {
  danger: 'red',
  warning: 'yellow',
  note: 'dim',
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .requiredOption('--user-pool-id <id>', 'the pool')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${example('signup-guard doctor --user-pool-id us-east-1_example')}\nExit code 2 when something is found; notes alone do not count.\n`,
    )
    .action((options: Options) => finish(run(options)));
}

async function run({ userPoolId, json }: Options): Promise<CommandResult> {
  const examination = await examine(userPoolId, new Date());
  if (!examination.ok) return failed(examination.error);
  const findings = diagnose(examination.value);
  const exitCode = findings.some(({ severity }) => severity !== 'note') ? EXIT.different : EXIT.done;
  return { exitCode, output: told({ userPoolId, findings }, json, render) };
}

function render({ userPoolId, findings }: Report): string {
  if (findings.length === 0) return `${userPoolId}: nothing found\n`;
  const blocks = findings.map(
    ({ check, severity, message, fact, remedy }) =>
      `${styleText(COLOUR[severity], severity.padEnd(7))} ${message}\n        ${check}, ${fact}: ${remedy}\n`,
  );
  return `${userPoolId}: ${findings.length} findings\n\n${blocks.join('\n')}`;
}
