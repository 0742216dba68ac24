/**
 * `review`: what a decision log says, on the terminal, as JSON, or as one HTML file.
 */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { reportHtml } from '../../../review/page-html.ts';
import type { ReviewReport } from '../../../review/report.ts';
import { openReviewStore } from '../../../review/store.ts';
import { summaryOf } from '../../../review/summary.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { type AccountOptions, declareAccountOptions, namedTexts, policyAccount } from '../../log/account.ts';
import { feedDecisions } from '../../log/feed.ts';
import { filterOf } from '../../log/filter-options.ts';
import { declareNameOptions, type NameOptions, namedReport, namesFor } from '../../log/names.ts';
import {
  declareLogOptions,
  type LogOptions,
  type LogSelection,
  type LogSource,
  selectionOf,
} from '../../log/options.ts';
import { pageAssets } from '../../log/page-assets.ts';
import { reviewText } from '../../log/review-text.ts';
import { suggestText } from '../../log/suggest-text.ts';
import { withoutPolicy } from '../../policy-reference.ts';
import { visibleIn } from '../../visible.ts';

type Options = LogOptions &
  NameOptions &
  AccountOptions & { readonly html?: string; readonly insights?: boolean; readonly suggestLimits?: boolean };

type Reviewed = { readonly report: ReviewReport; readonly problems: readonly string[]; readonly unreadable?: number };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  declareAccountOptions(declareNameOptions(declareLogOptions(command)))
    .option('--html <file>', 'write one self-contained HTML report')
    .option('--insights', 'let CloudWatch Logs Insights count, for logs larger than this machine')
    .option('--suggest-limits', 'instead, how many attempts each key had within each window, and counts to begin with')
    .addHelpText(
      'after',
      example(
        'signup-guard review decisions.jsonl.gz --html review.html',
        'signup-guard review --environment prod --since 7d',
      ),
    )
    .action((files: string[], options: Options) => finish(run(files, options)));
}

async function run(files: readonly string[], options: Options): Promise<CommandResult> {
  const selection = selectionOf(files, options, Date.now(), process.stdin.isTTY === true);
  if (!selection.ok) return failed(selection.error);
  const filter = await filterOf(options);
  if (!filter.ok) return failed(filter.error);
  if (options.insights && Object.keys(filter.value).length > 0)
    return failed('`--insights` counts all decisions: leave the filter out');
  if (options.text.includes('-') && (files.length === 0 || files.includes('-')))
    return failed('only one of `--text` and the log can be standard input: name the log');
  const named = await namedTexts(options);
  if (!named.ok) return withoutPolicy(named.error, options.json);
  const names = await namesFor(options);
  if (!names.ok) return failed(names.error);
  const asked = { ...selection.value, filter: filter.value };
  if (options.suggestLimits) return suggestLimits(asked, options);
  const reviewed = options.insights ? await reviewThere(selection.value.source) : await reviewLines(asked);
  if (typeof reviewed === 'string') return failed(reviewed);
  const { problems, unreadable } = reviewed;
  const digests = reviewed.report.policies.flatMap(({ digest }) => digest ?? []);
  const { texts, changes, notes } = await policyAccount(options, named.value, new Set(digests));
  const { since, until } = selection.value;
  const account = { since, until, unreadable: unreadable ?? 0, texts, changes };
  const report = { ...namedReport(reviewed.report, names.value), account };
  if (options.html !== undefined) {
    const problem = await writeHtml(options.html, report);
    if (problem !== null) return failed(problem);
  }
  const text = () => reviewText(visibleIn(report), unreadable) + writtenTo(options.html);
  const output = options.json ? jsonLine(summaryOf(report)) : text();
  const said = [...problems, ...names.value.notes, ...notes];
  const complaint = said.length === 0 ? {} : { complaint: said.join('\n') };
  return { exitCode: problems.length === 0 ? EXIT.done : EXIT.failed, output, ...complaint };
}

/** Reads the log for the counts that limits would need. */
async function suggestLimits(selection: LogSelection, { insights, html, json }: Options): Promise<CommandResult> {
  if (insights || html !== undefined) return failed('`--suggest-limits` goes with neither `--insights` nor `--html`');
  const { openSuggestionStore } = await import('../../../review/suggest-limits.ts');
  const store = openSuggestionStore();
  const fed = await feedDecisions(selection, (decision) => store.add(decision));
  if (!fed.ok) return failed(fed.error);
  const suggestions = store.finish();
  const { problems } = fed.value;
  return {
    exitCode: problems.length === 0 ? EXIT.done : EXIT.failed,
    output: json ? jsonLine({ suggestions }) : suggestText(suggestions),
    ...(problems.length === 0 ? {} : { complaint: problems.join('\n') }),
  };
}

async function reviewThere(source: LogSource): Promise<Reviewed | string> {
  const { insightsReport } = await import('../../log/insights-report.ts');
  return insightsReport(source);
}

async function reviewLines(selection: LogSelection): Promise<Reviewed | string> {
  const store = openReviewStore();
  const fed = await feedDecisions(selection, (decision) => store.add(decision));
  if (!fed.ok) return fed.error;
  const { skipped, unreadable, problems } = fed.value;
  return { report: store.finish(skipped), problems, unreadable };
}

async function writeHtml(file: string, report: ReviewReport): Promise<string | null> {
  const assets = await pageAssets();
  if (!assets.ok) return assets.error;
  try {
    writeFileSync(file, reportHtml(report, assets.value));
    return null;
  } catch (error) {
    return `\`${file}\` could not be written: ${error instanceof Error && 'code' in error ? error.code : 'unknown error'}`;
  }
}

function writtenTo(file: string | undefined): string {
  return file === undefined ? '' : `\nreport written to ${file}\n`;
}
