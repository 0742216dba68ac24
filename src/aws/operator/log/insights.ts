/**
 * Runs queries in CloudWatch Logs Insights and waits for their answers, a few at a time: an account runs thirty at once,
 * and others need some.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { fail, ok, type Result } from '../../../core/result.ts';

/** One query over a range, in milliseconds since 1970. */
type InsightsRun = {
  readonly logGroup: string;
  readonly query: string;
  readonly from: number;
  readonly to: number;
};

const POLL_MS = 500;

/** Insights itself gives up after an hour. */
const MOST_POLLS = 7_200;

/** Runs one query to its end and gives its rows by column. */
export async function runInsights(
  client: CloudWatchLogsClient,
  { logGroup, query, from, to }: InsightsRun,
): Promise<Result<readonly Readonly<Record<string, string>>[], string>> {
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupName: logGroup,
      queryString: query,
      startTime: Math.floor(from / 1000),
      endTime: Math.ceil(to / 1000),
    }),
  );
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      return ok(results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field ?? '', value ?? '']))));
    }
    if (status !== 'Scheduled' && status !== 'Running') return fail(`Logs Insights ended a query as \`${status}\``);
    await pause(POLL_MS);
  }
  return fail('Logs Insights did not end a query');
}
