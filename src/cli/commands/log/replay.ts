/**
 * `replay`: what another policy would have made of past sign-ups, by the same engine.
 */
import type { Command } from 'commander';
import { loadPolicy } from '../../../policy/load.ts';
import { createReplay } from '../../../review/replay/replay.ts';
import { createReplayReport } from '../../../review/replay/replay-report.ts';
import { type CommandResult, EXIT, example, type Finish, failed, told } from '../../command.ts';
import { feedDecisions } from '../../log/feed.ts';
import { filterOf } from '../../log/filter-options.ts';
import { hashKeyIfGiven } from '../../log/hash-key.ts';
import { declareLogOptions, type LogOptions, selectionOf } from '../../log/options.ts';
import { replayText } from '../../log/replay-text.ts';
import { POLICY_WORDS, readReference, withoutPolicy } from '../../policy-reference.ts';

type Options = LogOptions & {
  readonly policy: string;
  readonly recordedHolders: string;
  readonly examples: string;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  declareLogOptions(command)
    .requiredOption('--policy <policy>', `the policy to run them through: ${POLICY_WORDS}`)
    .option('--recorded-holders <who>', '`collision.holders` when the log was written: any or verified', 'any')
    .option('--examples <number>', 'examples of each change', '10')
    .addHelpText('after', example('signup-guard replay decisions.jsonl.gz --policy policies/prod.yaml'))
    .action((files: string[], options: Options) => finish(run(files, options)));
}

async function run(files: readonly string[], options: Options): Promise<CommandResult> {
  const examples = Number(options.examples);
  if (!Number.isInteger(examples) || examples < 0) return failed(`\`${options.examples}\` is no number of examples`);
  const { recordedHolders } = options;
  if (recordedHolders !== 'any' && recordedHolders !== 'verified') {
    return failed(`\`${recordedHolders}\` is neither \`any\` nor \`verified\``);
  }
  if (options.policy === '-' && (files.length === 0 || files.includes('-'))) {
    return failed('only one of `--policy` and the log can be standard input: name the log');
  }
  const policy = await readReference(options.policy);
  if (!policy.ok) return withoutPolicy(policy.error, options.json);
  const selection = selectionOf(files, options, Date.now(), process.stdin.isTTY === true);
  if (!selection.ok) return failed(selection.error);
  const filter = await filterOf(options);
  if (!filter.ok) return failed(filter.error);
  const key = await hashKeyIfGiven(options);
  if (!key.ok && options.hashKey !== undefined) return failed(key.error);
  const { document } = policy.value;
  const { resources } = await loadPolicy(document);
  const replay = createReplay({ document, resources, hashKey: key.ok ? key.value : null, recordedHolders });
  const report = createReplayReport(examples);
  const fed = await feedDecisions({ ...selection.value, filter: filter.value }, (decision) =>
    report.add(decision, replay(decision)),
  );
  if (!fed.ok) return failed(fed.error);
  const problems = [...fed.value.problems, ...(key.ok ? [] : [`${key.error}: addresses are matched by domain alone`])];
  const { skipped, unreadable } = fed.value;
  const output = told(report.finish(), options.json, (safe) => replayText(safe, skipped, unreadable));
  const complaint = problems.length === 0 ? {} : { complaint: problems.join('\n') };
  return { exitCode: fed.value.problems.length === 0 ? EXIT.done : EXIT.failed, output, ...complaint };
}
