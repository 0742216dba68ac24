/**
 * `check`: what is wrong with policies, and where. Exit 3 when one is invalid.
 */
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { startsASecond } from '../../../policy/cold-start.ts';
import { issuesJson, type Paint, renderIssues, type SourceLines } from '../../../policy/file/report.ts';
import { annotations } from '../../annotations.ts';
import { type CheckResult, checkPolicies, type FileCost, linesOnDisk, policyFilesIn } from '../../check-files.ts';
import { type CommandResult, example, type Finish, failed, jsonLine } from '../../command.ts';
import { type ExaminedReference, examineReference, POLICY_WORDS } from '../../policy-reference.ts';
import { visible, visibleIn } from '../../visible.ts';

type Options = { readonly strict?: boolean; readonly github?: boolean; readonly json?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[files...]', `policies: ${POLICY_WORDS} (default: every file in \`policies\`)`)
    .option('--strict', 'take warnings for errors')
    .option('--github', 'print commands that put each finding at its line of a pull request')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard check policies/prod.yaml --strict'))
    .action((files: readonly string[], options: Options) => finish(run(files, options)));
}

async function run(named: readonly string[], { strict = false, github, json }: Options): Promise<CommandResult> {
  if (named.filter((word) => word === '-').length > 1) return failed('standard input can be named once');
  const words = named.length > 0 ? named : defaultFiles();
  if (words === null) return failed('there is no folder `policies` here: name the files to check');
  const read: ExaminedReference[] = [];
  for (const word of words) {
    const policy = await examineReference(word);
    if (!policy.ok) return failed(policy.error);
    read.push(policy.value);
  }
  const lines: SourceLines = (name) => (read.find(({ file }) => file === name)?.lines ?? linesOnDisk)(name);
  const found = checkPolicies(read, { strict });
  if (github) return { exitCode: found.exitCode, output: annotations(visibleIn(found.issues)) };
  return told(found, lines, json, words.length);
}

function defaultFiles(): readonly string[] | null {
  try {
    return policyFilesIn('policies');
  } catch {
    return null;
  }
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
  if (json) return { exitCode, output: jsonLine(issuesJson(issues)) };
  const found = `${count} ${count === 1 ? 'policy' : 'policies'}, no errors, no warnings\n`;
  const names = new Map(issues.map(({ file }) => [visible(file), file]));
  const linesOf: SourceLines = (name) => lines(names.get(name) ?? name);
  const report = issues.length > 0 ? renderIssues(visibleIn(issues), linesOf, PAINT) : found;
  return { exitCode, output: `${report}${visibleIn(costs).map(renderCost).join('')}` };
}

function renderCost({ file, cost }: FileCost): string {
  const parameters = cost.parameters === 1 ? '1 parameter' : `${cost.parameters} parameters`;
  const calls = cost.calls === 1 ? '1 SSM call' : `${cost.calls} SSM calls`;
  const bytes = cost.bytes.toLocaleString('en-US');
  const starts = `${startsASecond(cost)} sandboxes a second can start under SSM's default quota`;
  return `${file}: ${parameters}; a cold start makes ${calls} and reads ${bytes} bytes of policy; ${starts}\n`;
}
