/**
 * Decision lines out of CloudWatch Logs: by time range, page by page, never faster than the account's quota allows. Reads
 * lines only; what a line means is `record/read.ts`'s business.
 */

import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  type LogGroup,
} from '@aws-sdk/client-cloudwatch-logs';
import { fail, ok, type Result } from '../../../core/result.ts';
import { RECORD_MESSAGE } from '../../../record/version.ts';
import { type ClientAccount, OPERATOR_CLIENT } from '../client-config.ts';

/** Five FilterLogEvents a second is the quota of an account and Region; half of it is left to others. */
const PAGE_INTERVAL_MS = 400;

/** The logical name of the log group in the template; CloudFormation builds the real one around it. */
const LOGICAL_NAME = 'PreSignUpLogGroup';

/** One event: its line, as a reader takes it, and what tells it from others. */
export type LogEvent = { readonly id: string; readonly at: number; readonly line: string };

/** What to read. Times are milliseconds since 1970; without `to` it is read to its end, should its clock be ahead of this one. */
type LogRange = { readonly logGroup: string; readonly from: number; readonly to: number | null };

/** The client of whoever reads logs; throttling is waited out. */
export function createLogsClient(account: ClientAccount = {}): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ ...OPERATOR_CLIENT, ...account });
}

/** Every page of decision lines in the range, oldest first. An empty page is no end: CloudWatch searches in steps. */
export async function* logPages(
  client: CloudWatchLogsClient,
  { logGroup, from, to }: LogRange,
): AsyncGenerator<readonly LogEvent[]> {
  let nextToken: string | undefined;
  do {
    const { events = [], nextToken: next } = await client.send(
      new FilterLogEventsCommand({
        logGroupName: logGroup,
        startTime: from,
        ...(to === null ? {} : { endTime: to }),
        filterPattern: `"${RECORD_MESSAGE}"`,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    yield events.map(({ eventId, timestamp, message }) => ({
      id: eventId ?? '',
      at: timestamp ?? 0,
      line: JSON.stringify({ timestamp, message }),
    }));
    nextToken = next;
    if (nextToken !== undefined) await pause(PAGE_INTERVAL_MS);
  } while (nextToken !== undefined);
}

/** The log group of an environment, and what former stacks of that environment left behind, newest first. */
export type FoundLogGroup = { readonly name: string; readonly former: readonly string[] };

/** The trigger's log group of an environment, by the tags that the template gives it: the newest, which is the stack's own. */
export async function findLogGroup(
  client: CloudWatchLogsClient,
  environment: string,
): Promise<Result<FoundLogGroup, string>> {
  const tagged = await Promise.all(
    (await namedGroups(client)).map(async (group) => {
      const resourceArn = group.logGroupArn ?? group.arn?.replace(/:\*$/u, '');
      const { tags = {} } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
      return { group, of: tags['environment'] };
    }),
  );
  const own = tagged.flatMap(({ group, of }) => (of === environment ? [group] : []));
  // A log group outlives its stack, and a new stack of that environment makes another one
  const newestFirst = own.toSorted((one, other) => (other.creationTime ?? 0) - (one.creationTime ?? 0));
  const [name, ...former] = newestFirst.map(({ logGroupName = '' }) => logGroupName);
  if (name !== undefined) return ok({ name, former });
  return fail(absent(environment, await client.config.region(), new Set(tagged.flatMap(({ of }) => of ?? []))));
}

/** Most often the Region or the account is another one than the stack's. */
function absent(environment: string, region: string, others: ReadonlySet<string>): string {
  const there = others.size === 0 ? 'nor of any other' : `only of ${[...others].sort().join(', ')}`;
  return (
    `no log group of the environment \`${environment}\` in ${region}, ${there}: \`--region\` and \`--profile\` look ` +
    'elsewhere, `--log-group` names one'
  );
}

async function namedGroups(client: CloudWatchLogsClient): Promise<readonly LogGroup[]> {
  const groups: LogGroup[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: LOGICAL_NAME, nextToken }));
    groups.push(...(page.logGroups ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return groups;
}
