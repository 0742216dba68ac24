/**
 * `test`: the named cases of policies. Exit 2 when one fails or, with `--mutate`, when a change goes unnoticed.
 */
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { CaseResult } from '../../../policy/cases/run-case.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import {
  type NamedPolicy,
  namesFile,
  POLICY_WORDS,
  readReference,
  withIssues,
  withoutPolicy,
} from '../../policy-reference.ts';
import { ruleLines } from '../../simulate/rule-lines.ts';
import { casesFilesIn, type FileRun, runAgainst, runFile, type Trace } from '../../test/run-files.ts';
import { visibleIn } from '../../visible.ts';

type Options = { readonly mutate?: boolean; readonly policy?: string; readonly json?: boolean };

const NO_CASES =
  'there are no cases in a folder `policies` here: write `policies/<environment>.cases.yaml` beside its policy, or name the files to run';

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument(
      '[files...]',
      'cases files or their policies, `-` with --policy (default: every cases file in `policies`)',
    )
    .option('--policy <policy>', `run them against this policy instead of their own: ${POLICY_WORDS}`)
    .option('--mutate', 'change one value of each rule at a time, and list what no case notices')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example(
        'signup-guard test policies/prod.cases.yaml --mutate',
        'signup-guard test policies/prod.cases.yaml --policy ssm:prod',
      ),
    )
    .action((files: readonly string[], options: Options) => finish(run(files, options)));
}

async function run(named: readonly string[], { mutate = false, policy, json }: Options): Promise<CommandResult> {
  const objection = objectionTo(named, policy);
  if (objection !== null) return failed(objection);
  const against = policy === undefined ? null : await readReference(policy);
  if (against?.ok === false) return withoutPolicy(against.error, json);
  const files = named.length > 0 ? named : defaultFiles(against?.value ?? null);
  if (files.length === 0) return failed(NO_CASES);
  const runs: FileRun[] = [];
  for (const file of files) {
    const ran = await (against === null ? runFile(file, mutate) : runAgainst(against.value.document, file, mutate));
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

/** A policy that is no file has no cases beside it, and standard input is read once. */
function objectionTo(named: readonly string[], policy: string | undefined): string | null {
  if ([...named, policy].filter((word) => word === '-').length > 1) return 'standard input can be read only once';
  const word = named.find((name) => !namesFile(name));
  if (word === undefined || (word === '-' && policy !== undefined)) return null;
  if (word === '-') return 'cases from standard input stand beside no policy: name one with `--policy`';
  return `\`${word}\` is a policy and has no cases beside it: name the cases file, and \`--policy ${word}\``;
}

/** The cases of all policies; of one that is named, those of its environment. */
function defaultFiles(against: NamedPolicy | null): readonly string[] {
  if (against !== null) return [join('policies', `${against.environment}.cases.yaml`)];
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
