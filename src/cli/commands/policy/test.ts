/**
 * `test`: the named cases of policies. Exit 2 when one fails or, with `--mutate`, when a change goes unnoticed.
 */
import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { CaseResult } from '../../../policy/cases/run-case.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { withIssues } from '../../policy-reference.ts';
import { ruleLines } from '../../simulate/rule-lines.ts';
import { casesFilesIn, type FileRun, runFile, type Trace } from '../../test/run-files.ts';
import { visibleIn } from '../../visible.ts';

type Options = { readonly mutate?: boolean; readonly json?: boolean };

const NO_CASES =
  'there are no cases in a folder `policies` here: write `policies/<environment>.cases.yaml` beside its policy, or name the files to run';

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[files...]', 'cases files or their policies (default: every cases file in `policies`)')
    .option('--mutate', 'change one value of each rule at a time, and list what no case notices')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard test policies/prod.cases.yaml --mutate'))
    .action((files: readonly string[], options: Options) => finish(run(files, options)));
}

async function run(named: readonly string[], { mutate = false, json }: Options): Promise<CommandResult> {
  const files = named.length > 0 ? named : defaultFiles();
  if (files.length === 0) return failed(NO_CASES);
  const runs: FileRun[] = [];
  for (const file of files) {
    const ran = await runFile(file, mutate);
    if (!ran.ok) {
      const exitCode = ran.error.kind === 'policy' ? EXIT.invalidPolicy : EXIT.failed;
      return withIssues(ran.error.issues, json, exitCode);
    }
    runs.push(ran.value);
  }
  const bad = runs.some(({ results, unnoticed }) => unnoticed.length > 0 || results.some(({ ok }) => !ok));
  const output = json ? jsonLine(asJson(runs, mutate)) : runs.map((one) => render(visibleIn(one), mutate)).join('\n');
  return { exitCode: bad ? EXIT.different : EXIT.done, output };
}

function defaultFiles(): readonly string[] {
  try {
    return casesFilesIn('policies');
  } catch {
    return [];
  }
}

/** Names are unique within a file, so several files name theirs before. */
function asJson(runs: readonly FileRun[], mutate: boolean) {
  const cases = runs.flatMap(({ file, results }) =>
    results.map((result) => ({ ...result, name: runs.length > 1 ? `${file}: ${result.name}` : result.name })),
  );
  const passed = cases.filter(({ ok }) => ok).length;
  const mutants = {
    tried: runs.reduce((sum, one) => sum + one.mutants, 0),
    unnoticed: runs.flatMap(({ unnoticed }) => unnoticed),
  };
  return { passed, failed: cases.length - passed, cases, ...(mutate ? { mutants } : {}) };
}

function render({ file, results, traces, mutants, unnoticed }: FileRun, mutate: boolean): string {
  const passed = results.filter(({ ok }) => ok).length;
  const lines = results.map((result) => renderCase(result, traceOf(result, traces)));
  const summary = `${passed} passed, ${results.length - passed} failed\n`;
  const changes = unnoticed.map(({ rule, change }) => `${styleText('red', '✘')} no case notices ${rule}: ${change}\n`);
  const noticed = mutate ? `${mutants - unnoticed.length} of ${mutants} changes noticed\n` : '';
  return `${styleText('bold', file)}\n${lines.join('')}${changes.join('')}${summary}${noticed}`;
}

function traceOf({ name }: CaseResult, traces: readonly Trace[]): readonly string[] {
  return traces.filter((trace) => trace.name === name).flatMap(({ rules, outcomes }) => ruleLines(rules, outcomes));
}

function renderCase({ name, ok, expected, actual }: CaseResult, trace: readonly string[]): string {
  if (ok) return `${styleText('green', '✔')} ${name}\n`;
  const told = (value: unknown) => JSON.stringify(value);
  const lines = [`expected ${told(expected)}`, `actual   ${told(actual)}`, ...trace];
  return `${styleText('red', '✘')} ${name}\n${lines.map((line) => `    ${line}\n`).join('')}`;
}
