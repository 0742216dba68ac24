/**
 * Feeds the decisions of a log to whoever counts them, file after file or page after page, with progress on a terminal. What
 * is no decision is counted; a source that breaks off is a complaint, and what came before it still counts.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { readText } from '../../review/source/bytes.ts';
import { createDecisionReader, type DecisionReader } from '../../review/source/decision-reader.ts';
import { startProgress } from '../progress.ts';
import { matchesFilter } from './filter.ts';
import { READ_FORMS } from './forms.ts';
import type { CloudSource, LogSelection, LogSource } from './options.ts';

/** What was read: decisions, what else there was, how much of that could not be read, and why a source gave no more. */
export type Fed = {
  readonly records: number;
  readonly skipped: number;
  readonly unreadable: number;
  readonly problems: readonly string[];
};

/** Reads the selection to its end. Fails only where nothing could be read at all; an empty log is read. */
export async function feedDecisions(
  { source, since, until, strict, filter = {} }: LogSelection,
  take: (decision: LoggedDecision) => void,
): Promise<Result<Fed, string>> {
  const progress = startProgress('decisions');
  let outside = 0;
  const reader = createDecisionReader((decision) => {
    if (isWithin(decision, since, until) && matchesFilter(decision, filter)) take(decision);
    else outside += 1;
  });
  const text = (more: string) => {
    reader.text(more);
    progress.at(reader.met.records, null);
  };
  const through = (time: number) => progress.at(reader.met.records, null, `up to ${new Date(time).toISOString()}`);
  const sink = { ...reader, text };
  const fed = source.kind === 'files' ? await feedFiles(source.files, sink) : await feedCloud(source, sink, through);
  progress.end();
  if (!fed.ok) return fed;
  const problems = [...fed.value, ...unfinished(reader), ...(strict ? unread(reader) : [])];
  const { records, other, unreadable } = reader.met;
  const skipped = other + unreadable;
  const [first] = problems;
  if (records === 0 && skipped === 0 && first !== undefined) return fail(first);
  if (records === 0 && skipped > 0) return fail([noDecision(source, skipped, reader.look()), ...fed.value].join('\n'));
  return ok({ records: records - outside, skipped, unreadable, problems });
}

/** A log of something else is no quiet week. */
function noDecision(source: LogSource, entries: number, look: string | null): string {
  const named = source.kind === 'files' ? source.files : [source.logGroup ?? `the log group of ${source.environment}`];
  const seen = entries === 1 ? 'one entry' : `${entries} entries`;
  const like = look === null ? '' : `: it looks like ${look}`;
  return `no decision in ${named.map((name) => `\`${name}\``).join(', ')}, ${seen}${like}\n${READ_FORMS}`;
}

function unfinished(reader: DecisionReader): readonly string[] {
  const state = reader.unfinished();
  return state === null ? [] : [`the query's status is \`${state}\`: its results are not all there`];
}

function unread({ met: { records, other, unreadable } }: DecisionReader): readonly string[] {
  if (unreadable === 0) return [];
  return [
    `${unreadable} of ${records + other + unreadable} entries could not be read, which \`--strict\` takes for an error`,
  ];
}

function isWithin({ at }: LoggedDecision, since: number | null, until: number | null): boolean {
  if (since === null && until === null) return true;
  return at !== null && at >= (since ?? at) && at <= (until ?? at);
}

type Sink = Pick<DecisionReader, 'text' | 'end'>;

async function feedFiles(files: readonly string[], { text, end }: Sink): Promise<Result<string[], string>> {
  const problems: string[] = [];
  for (const file of files) {
    await readText(file, process.stdin, { text, failed: (problem) => problems.push(problem) });
    end();
  }
  return ok(problems);
}

/** The SDK loads for logs that are in CloudWatch, not for files. */
async function feedCloud(
  source: CloudSource,
  { text, end }: Sink,
  through: (time: number) => void,
): Promise<Result<string[], string>> {
  const { feedGroup } = await import('./log-group.ts');
  const fed = await feedGroup(source, (line) => text(`${line}\n`), through);
  end();
  return fed;
}
