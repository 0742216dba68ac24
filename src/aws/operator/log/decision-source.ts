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
} from '@aws-sdk/client-cloudwatch-logs';
import { fail, ok, type Result } from '../../../core/result.ts';
import { RECORD_MESSAGE } from '../../../record/version.ts';

/** Five FilterLogEvents a second is the quota of an account and Region; half of it is left to others. */
const PAGE_INTERVAL_MS = 400;

/** The logical name of the log group in the template; CloudFormation builds the real one around it. */
const LOGICAL_NAME = 'PreSignUpLogGroup';

/** One event: its line, as a reader takes it, and what tells it from others. */
export type LogEvent = { readonly id: string; readonly at: number; readonly line: string };

/** What to read. Times are milliseconds since 1970. */
export type LogRange = { readonly logGroup: string; readonly from: number; readonly to: number };

/** The client of whoever reads logs; throttling is waited out. */
export function createLogsClient(): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    maxAttempts: 8,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  });
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
        endTime: to,
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

/** The trigger's log group of an environment, by the tags that the template gives it. */
export async function findLogGroup(client: CloudWatchLogsClient, environment: string): Promise<Result<string, string>> {
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: LOGICAL_NAME }));
  const tagged = await Promise.all(
    logGroups.map(async ({ logGroupName, logGroupArn, arn }) => {
      const resourceArn = logGroupArn ?? arn?.replace(/:\*$/u, '');
      const { tags = {} } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
      return tags['environment'] === environment ? [logGroupName ?? ''] : [];
    }),
  );
  const [name, another] = tagged.flat();
  if (name === undefined)
    return fail(`no log group of the environment \`${environment}\` here: name it with \`--log-group\``);
  if (another === undefined) return ok(name);
  return fail(
    `\`${environment}\` has several log groups, \`${name}\` and \`${another}\`: name one with \`--log-group\``,
  );
}
