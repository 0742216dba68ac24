/**
 * The options that every command over the decision log shares: which log, and which part of it.
 */
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../core/result.ts';
import type { DecisionFilter } from './filter.ts';
import { declareFilterOptions, type FilterOptions } from './filter-options.ts';
import { parseTime } from './time.ts';

/** The options as commander gives them. */
export type LogOptions = FilterOptions & {
  readonly since?: string;
  readonly until?: string;
  readonly logGroup?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
};

/** A log group by its name or its environment, and the time range to read. */
export type CloudSource = {
  readonly kind: 'cloudwatch';
  readonly logGroup: string | null;
  readonly environment: string | null;
  readonly from: number;
  /** Null where no end was asked for: up to the newest, whatever this machine's clock shows. */
  readonly to: number | null;
};

/** Where decisions come from. */
export type LogSource = { readonly kind: 'files'; readonly files: readonly string[] } | CloudSource;

/** A source, which of its decisions count (null is an open time), and whether all of it must be readable. */
export type LogSelection = {
  readonly source: LogSource;
  readonly since: number | null;
  readonly until: number | null;
  readonly strict: boolean;
  readonly filter?: DecisionFilter;
};

const DAY_MS = 86_400_000;

/** Declares the shared options. */
export function declareLogOptions(command: Command): Command {
  command
    .argument(
      '[file...]',
      'decision logs in any form that AWS gives them in, gzip, zstd or plain; `-` or nothing is standard input',
    )
    .option('--environment <name>', 'read the log group of this environment from CloudWatch Logs')
    .option('--log-group <name>', 'read this log group from CloudWatch Logs')
    .option('--since <time>', 'from then on: `24h`, `7d`, a date or a time (CloudWatch: 7d if left out)')
    .option('--until <time>', 'up to then')
    .option('--strict', 'fail if any entry could not be read')
    .option('--json', 'print JSON');
  return declareFilterOptions(command);
}

/** Which decisions are meant. `terminal`: standard input is a person, so reading it would only wait. */
export function selectionOf(
  files: readonly string[],
  options: LogOptions,
  now: number,
  terminal: boolean,
): Result<LogSelection, string> {
  const since = optionalTime(options.since, now);
  if (!since.ok) return since;
  const until = optionalTime(options.until, now);
  if (!until.ok) return until;
  const times = { since: since.value, until: until.value, strict: options.strict === true };
  const { logGroup = null, environment = null } = options;
  if (logGroup === null && environment === null) {
    if (files.length === 0 && terminal) return fail('no log: name files, `-`, `--environment` or `--log-group`');
    return ok({ source: { kind: 'files', files: files.length === 0 ? ['-'] : files }, ...times });
  }
  if (files.length > 0) return fail(`\`${files[0]}\` and a log group at once: name one or the other`);
  const from = times.since ?? (times.until ?? now) - 7 * DAY_MS;
  return ok({ source: { kind: 'cloudwatch', logGroup, environment, from, to: times.until }, ...times });
}

function optionalTime(text: string | undefined, now: number): Result<number | null, string> {
  return text === undefined ? ok(null) : parseTime(text, now);
}
