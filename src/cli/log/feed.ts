/**
 * Feeds the decisions of a log to whoever counts them, file after file or page after page, with progress on a terminal. A
 * line that is no decision is counted; a source that breaks off is a complaint, and what came before it still counts.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { createRecordReader, type ReadCounts } from '../../record/read.ts';
import { readLines } from '../../review/lines.ts';
import { startProgress } from '../progress.ts';
import type { CloudSource, LogSelection, LogSource } from './options.ts';

/** What was read, and what could not be. */
type Fed = ReadCounts & { readonly problems: readonly string[] };

/** Reads the selection to its end. Fails only where nothing could be read at all. */
export async function feedDecisions(
  { source, since, until }: LogSelection,
  take: (decision: LoggedDecision) => void,
): Promise<Result<Fed, string>> {
  const progress = startProgress('decisions');
  let outside = 0;
  const reader = createRecordReader((decision) => {
    if (isWithin(decision, since, until)) take(decision);
    else outside += 1;
  });
  const line = (text: string) => {
    reader.line(text);
    progress.at(reader.counts.records, null);
  };
  const through = (time: number) => progress.at(reader.counts.records, null, `up to ${new Date(time).toISOString()}`);
  const problems =
    source.kind === 'files' ? await feedFiles(source.files, line) : await feedCloud(source, line, through);
  progress.end();
  if (!problems.ok) return problems;
  const { records, skipped } = reader.counts;
  const [first] = problems.value;
  if (records === 0 && skipped === 0 && first !== undefined) return fail(first);
  if (records === 0 && skipped > 0) return fail([noDecision(source, skipped), ...problems.value].join('\n'));
  return ok({ records: records - outside, skipped, problems: problems.value });
}

/** A log of something else is no quiet week. */
function noDecision(source: LogSource, lines: number): string {
  const named = source.kind === 'files' ? source.files : [source.logGroup ?? `the log group of ${source.environment}`];
  const seen = lines === 1 ? 'one line' : `${lines} lines`;
  return `no decision in ${named.map((name) => `\`${name}\``).join(', ')}: ${seen}, and none is JSON with a \`decision\` that this version knows`;
}

function isWithin({ at }: LoggedDecision, since: number | null, until: number | null): boolean {
  if (since === null && until === null) return true;
  return at !== null && at >= (since ?? at) && at <= (until ?? at);
}

async function feedFiles(files: readonly string[], line: (text: string) => void): Promise<Result<string[], string>> {
  const problems: string[] = [];
  for (const file of files) {
    await readLines(file, process.stdin, { line, failed: (problem) => problems.push(problem) });
  }
  return ok(problems);
}

/** The SDK loads for logs that are in CloudWatch, not for files. */
async function feedCloud(
  source: CloudSource,
  line: (text: string) => void,
  through: (time: number) => void,
): Promise<Result<string[], string>> {
  const { feedGroup } = await import('./log-group.ts');
  return feedGroup(source, line, through);
}
