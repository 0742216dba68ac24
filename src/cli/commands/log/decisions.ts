/**
 * `decisions`: one line a decision, from files or CloudWatch, and as they fall. The one command that writes as it goes,
 * since what it shows may never end.
 */

import { type Command, Option } from 'commander';
import { OUTCOMES, REASONS } from '../../../core/decision.ts';
import type { Result } from '../../../core/result.ts';
import { fail, ok } from '../../../core/result.ts';
import type { LoggedDecision } from '../../../record/logged.ts';
import { decisionsIn } from '../../../record/read.ts';
import { type CommandResult, EXIT, example, type Finish, failed, told } from '../../command.ts';
import { decisionLine } from '../../log/decision-line.ts';
import { type Fed, feedDecisions } from '../../log/feed.ts';
import { type DecisionFilter, hashesOf, matchesFilter } from '../../log/filter.ts';
import { requiredHashKey } from '../../log/hash-key.ts';
import { declareLogOptions, type LogOptions, type LogSource, selectionOf } from '../../log/options.ts';
import { shareOf } from '../../log/share.ts';
import { fitFor } from '../../terminal.ts';

type Options = LogOptions & {
  readonly follow?: boolean;
  readonly outcome?: string;
  readonly reason?: string;
  readonly rule?: string;
  readonly domain?: string;
  readonly user?: string;
  readonly hashKey?: string;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  declareLogOptions(command)
    .option('--follow', 'go on with what comes')
    .addOption(new Option('--outcome <outcome>', 'only this outcome').choices(OUTCOMES))
    .addOption(new Option('--reason <reason>', 'only this reason').choices(REASONS))
    .option('--rule <id>', 'only what this rule decided')
    .option('--domain <domain>', 'only this domain and those below it')
    .option('--user <name>', 'only this user name, address or number, found by its hash')
    .option('--hash-key <key>', 'the key of the hashes, for `--user`; `-` reads it from standard input')
    .addHelpText('after', example('signup-guard decisions --environment prod --follow --outcome deny'))
    .action((files: string[], options: Options) => finish(run(files, options)));
}

async function run(files: readonly string[], options: Options): Promise<CommandResult> {
  const selection = selectionOf(files, options, Date.now(), process.stdin.isTTY === true);
  if (!selection.ok) return failed(selection.error);
  const filter = await filterOf(options);
  if (!filter.ok) return failed(filter.error);
  const show = (decision: LoggedDecision) => {
    if (matchesFilter(decision, filter.value)) print(decision, options.json === true);
  };
  if (options.follow) return followGroup(selection.value.source, selection.value.since, show);
  const fed = await feedDecisions(selection.value, show);
  if (!fed.ok) return failed(fed.error);
  return ended(fed.value);
}

/** What was shown may go on for pages: what it was not is said last, apart from it. */
function ended({ records, skipped, unreadable, problems }: Fed): CommandResult {
  const share = unreadable === 0 ? '' : shareOf({ records, skipped, unreadable }).trim();
  const said = records + skipped === 0 ? ['no records'] : [...problems, share].filter(Boolean);
  const exitCode = problems.length === 0 ? EXIT.done : EXIT.failed;
  return { exitCode, output: '', ...(said.length === 0 ? {} : { complaint: said.join('\n') }) };
}

async function filterOf(options: Options): Promise<Result<DecisionFilter, string>> {
  const { outcome, reason, rule, domain, user } = options;
  const plain: DecisionFilter = {
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { reason }),
    ...(rule === undefined ? {} : { rule }),
    ...(domain === undefined ? {} : { domain }),
  };
  if (user === undefined) return ok(plain);
  const key = await requiredHashKey(options);
  return key.ok ? ok({ ...plain, hashes: hashesOf(key.value, user) }) : fail(key.error);
}

async function followGroup(
  source: LogSource,
  since: number | null,
  show: (decision: LoggedDecision) => void,
): Promise<CommandResult> {
  if (source.kind === 'files') return failed('`--follow` watches CloudWatch: name `--environment` or `--log-group`');
  const { followLogGroup } = await import('../../log/follow.ts');
  const ended = await followLogGroup(source, since ?? Date.now(), (line) => decisionsIn(line).forEach(show));
  return failed(ended);
}

function print(decision: LoggedDecision, json: boolean): void {
  process.stdout.write(
    fitFor(
      process.stdout,
      told(decision, json, (safe) => `${decisionLine(safe)}\n`),
    ),
  );
}
