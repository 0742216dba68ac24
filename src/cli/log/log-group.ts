/**
 * A log group of CloudWatch on the command line: which one is meant, and its lines page by page.
 */
import {
  createLogsClient,
  type FoundLogGroup,
  findLogGroup,
  logPages,
} from '../../aws/operator/log/decision-source.ts';
import { lackedSetting } from '../../aws/operator/sentence.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { CloudSource } from './options.ts';

/** Feeds every line of the range; what broke off is told beside what came before. */
export async function feedGroup(
  source: CloudSource,
  line: (text: string) => void,
  through: (time: number) => void,
): Promise<Result<string[], string>> {
  const client = createLogsClient();
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

/** An AWS error's name, for its message may quote what was asked; of a lacking setting, what to do. */
export function logTrouble(error: unknown): string {
  return lackedSetting(error) ?? (error instanceof Error ? error.name : 'unknown error');
}
