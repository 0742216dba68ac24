/**
 * `decisions`: one line a decision, from files or CloudWatch, and as they fall. The one command that writes as it goes,
 * since what it shows may never end.
 */

import type { Command } from 'commander';
import type { LoggedDecision } from '../../../record/logged.ts';
import { decisionsIn } from '../../../record/read.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine, told } from '../../command.ts';
import { decisionLine } from '../../log/decision-line.ts';
import { type Fed, feedDecisions } from '../../log/feed.ts';
import { matchesFilter } from '../../log/filter.ts';
import { filterOf } from '../../log/filter-options.ts';
import { logLine } from '../../log/log-line.ts';
import { declareNameOptions, type NameOptions, type Names, namedDecision, namesFor } from '../../log/names.ts';
import { declareLogOptions, type LogOptions, type LogSource, selectionOf } from '../../log/options.ts';
import { shareOf } from '../../log/share.ts';
import { fitFor } from '../../terminal.ts';

type Options = LogOptions & NameOptions & { readonly follow?: boolean };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  declareNameOptions(declareLogOptions(command))
    .option('--follow', 'go on with what comes')
    .addHelpText('after', example('signup-guard decisions --environment prod --follow --outcome deny'))
    .action((files: string[], options: Options) => finish(run(files, options)));
}

async function run(files: readonly string[], options: Options): Promise<CommandResult> {
  const selection = selectionOf(files, options, Date.now(), process.stdin.isTTY === true);
  if (!selection.ok) return failed(selection.error);
  const filter = await filterOf(options);
  if (!filter.ok) return failed(filter.error);
  const names = await namesFor(options);
  if (!names.ok) return failed(names.error);
  const show = (decision: LoggedDecision) => print(decision, names.value, options.json === true);
  if (options.follow) {
    const matching = (decision: LoggedDecision) => matchesFilter(decision, filter.value) && show(decision);
    return followGroup(selection.value.source, selection.value.since, matching);
  }
  const fed = await feedDecisions({ ...selection.value, filter: filter.value }, show);
  if (!fed.ok) return failed(fed.error);
  return ended(fed.value, names.value);
}

/** What was shown may go on for pages: what it was not is said last, apart from it. */
function ended({ records, skipped, unreadable, problems }: Fed, names: Names): CommandResult {
  const share = unreadable === 0 ? '' : shareOf({ records, skipped, unreadable }).trim();
  const said = records + skipped === 0 ? ['no records'] : [...problems, share, ...names.notes].filter(Boolean);
  const exitCode = problems.length === 0 ? EXIT.done : EXIT.failed;
  return { exitCode, output: '', ...(said.length === 0 ? {} : { complaint: said.join('\n') }) };
}

async function followGroup(
  source: LogSource,
  since: number | null,
  show: (decision: LoggedDecision) => unknown,
): Promise<CommandResult> {
  if (source.kind === 'files') return failed('`--follow` watches CloudWatch: name `--environment` or `--log-group`');
  const { followLogGroup } = await import('../../log/follow.ts');
  const ended = await followLogGroup(source, since ?? Date.now(), (line) => decisionsIn(line).forEach(show));
  return failed(ended);
}

function print(decision: LoggedDecision, names: Names, json: boolean): boolean {
  const text = json
    ? jsonLine(logLine(decision, names))
    : told(namedDecision(decision, names), false, (safe) => `${decisionLine(safe)}\n`);
  return process.stdout.write(fitFor(process.stdout, text));
}
