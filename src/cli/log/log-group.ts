/**
 * A log group of CloudWatch on the command line: which one is meant, and its lines page by page.
 */
import {
  createLogsClient,
  type FoundLogGroup,
  findLogGroup,
  logPages,
} from '../../aws/operator/log/decision-source.ts';
import { remedyFor } from '../../aws/operator/sentence.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { accountBehind } from '../aws-settings.ts';
import type { CloudSource } from './options.ts';

/** Feeds every line of the range; what broke off is told beside what came before. */
export async function feedGroup(
  source: CloudSource,
  line: (text: string) => void,
  through: (time: number) => void,
): Promise<Result<string[], string>> {
  const client = logsClientFor(source);
  const group = await logGroupOf(client, source);
  if (!group.ok) return group;
  try {
    for await (const page of logPages(client, { logGroup: group.value, from: source.from, to: source.to })) {
      for (const event of page) line(event.line);
      const last = page.at(-1);
      if (last !== undefined) through(last.at);
    }
    return ok([]);
  } catch (error) {
    return ok([`\`${group.value}\` could not be read to its end: ${logTrouble(error)}`]);
  }
}

/** A client for where an environment is deployed; a group that is named is looked for where the command line says. */
export function logsClientFor({ environment }: Pick<CloudSource, 'environment'>): ReturnType<typeof createLogsClient> {
  return createLogsClient(environment === null ? {} : accountBehind(environment));
}

/** The log group that is meant, by name or by environment. */
export async function logGroupOf(
  client: ReturnType<typeof createLogsClient>,
  { logGroup, environment }: Pick<CloudSource, 'logGroup' | 'environment'>,
): Promise<Result<string, string>> {
  if (logGroup !== null) return ok(logGroup);
  try {
    const found = await findLogGroup(client, environment ?? '');
    if (!found.ok) return found;
    process.stderr.write(formerNote(found.value));
    return ok(found.value.name);
  } catch (error) {
    return fail(`the log group of \`${environment}\` could not be found: ${logTrouble(error)}`);
  }
}

/** Says which one is read where stacks that are gone left theirs. */
function formerNote({ name, former }: FoundLogGroup): string {
  if (former.length === 0) return '';
  const others = former.map((group) => `\`${group}\``).join(', ');
  return `reading \`${name}\`, the newest; former stacks left ${others}: \`--log-group\` reads them\n`;
}

/** An AWS error's name, for its message may quote what was asked; where it is known, what to do. */
export function logTrouble(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'ResourceNotFoundException')
    return 'there is no such log group in this account and Region: `--profile` and `--region` choose others';
  const right = /not authorized to perform: (?<right>[a-z]+:[A-Za-z]+)/u.exec(error.message)?.groups?.['right'];
  if (right !== undefined) return `the right \`${right}\` is missing`;
  return remedyFor(error) ?? error.name;
}
