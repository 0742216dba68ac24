/**
 * `check`: what is wrong with policies, and where. Exit 3 when one is invalid.
 */
import { buffer } from 'node:stream/consumers';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { listReader } from '../../../files/policy-files.ts';
import { examinePolicy } from '../../../policy/file/parse.ts';
import { type Paint, renderIssues, type SourceLines } from '../../../policy/file/report.ts';
import {
  type CheckResult,
  checkFiles,
  checkPolicies,
  type FileCost,
  linesOnDisk,
  policyFilesIn,
} from '../../check-files.ts';
import { type CommandResult, example, type Finish, failed, jsonLine } from '../../command.ts';

type Options = { readonly strict?: boolean; readonly json?: boolean };

/** What standard input is called in issues. */
const STDIN_NAME = 'stdin';

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[files...]', 'policy files, `-` for standard input (default: every policy in `policies`)')
    .option('--strict', 'take warnings for errors')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard check policies/prod.yaml --strict'))
    .action((files: readonly string[], options: Options) => finish(run(files, options)));
}

async function run(named: readonly string[], { strict = false, json }: Options): Promise<CommandResult> {
  if (named.includes('-')) {
    if (named.length > 1) return failed('`-` cannot be checked together with files');
    const typed = await buffer(process.stdin);
    const lines = typed.toString().split('\n');
    return told(checkText(typed, strict), (file) => (file === STDIN_NAME ? lines : null), json, 1);
  }
  const files = named.length > 0 ? named : defaultFiles();
  if (files === null) return failed('there is no folder `policies` here: name the files to check');
  return told(checkFiles(files, { strict }), linesOnDisk, json, files.length);
}

function defaultFiles(): readonly string[] | null {
  try {
    return policyFilesIn('policies');
  } catch {
    return null;
  }
}

/** Lists that the text names are looked for below this folder. */
function checkText(typed: Uint8Array, strict: boolean): CheckResult {
  const examined = examinePolicy({ file: STDIN_NAME, text: typed }, listReader(process.cwd()));
  return checkPolicies([{ file: STDIN_NAME, ...examined }], { strict });
}

const PAINT: Paint = {
  error: (some) => styleText('red', some),
  warning: (some) => styleText('yellow', some),
  strong: (some) => styleText('bold', some),
  faint: (some) => styleText('dim', some),
};

function told(
  { issues, exitCode, costs }: CheckResult,
  lines: SourceLines,
  json: boolean | undefined,
  count: number,
): CommandResult {
  if (json) {
    const shown = issues.map(({ file, line, column, severity, code, message }) => ({
      file,
      line,
      column,
      severity,
      code,
      message,
    }));
    return { exitCode, output: jsonLine({ issues: shown }) };
  }
  const found = `${count} ${count === 1 ? 'policy' : 'policies'}, no errors, no warnings\n`;
  const report = issues.length > 0 ? renderIssues(issues, lines, PAINT) : found;
  return { exitCode, output: `${report}${costs.map(renderCost).join('')}` };
}

function renderCost({ file, cost }: FileCost): string {
  const parameters = cost.parameters === 1 ? '1 parameter' : `${cost.parameters} parameters`;
  const bytes = cost.bytes.toLocaleString('en-US');
  return `${file}: ${parameters}; a cold start makes ${cost.calls} SSM calls and reads ${bytes} bytes of policy\n`;
}
