/**
 * A sample of the trigger's own log: the decision records of the last hour, counted. Reads only; keeps no record.
 */

import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { fieldsOf, isObject, parseJson, type RawObject } from '../../../core/json.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { RECORD_MESSAGE } from '../../../record/version.ts';
import { OPERATOR_CLIENT } from '../client-config.ts';
import { sentenceOf } from '../sentence.ts';

/** What the sample tells. */
export type LogSample = {
  readonly records: number;
  /** The most ListUsers calls that the trigger made within one second. */
  readonly busiestSecond: number;
  /** Decisions under a policy that Parameter Store could not confirm, or under none. */
  readonly withoutFreshPolicy: number;
  /** Look-ups by call that were denied or throttled, as `listUsers access-denied`. */
  readonly failures: Readonly<Record<string, number>>;
};

const HOUR_MS = 3_600_000;

/** Each page is a call; an hour of a busy pool is sampled, not read. */
const MOST_PAGES = 20;

/** Reads the records of one pool from the last hour. */
export async function sampleDecisions(
  logGroupName: string,
  userPoolId: string,
  now: number,
): Promise<Result<LogSample, string>> {
  const counts = {
    records: 0,
    seconds: new Map<number, number>(),
    withoutFreshPolicy: 0,
    failures: new Map<string, number>(),
  };
  const client = new CloudWatchLogsClient(OPERATOR_CLIENT);
  try {
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await client.send(
        new FilterLogEventsCommand({
          logGroupName,
          startTime: now - HOUR_MS,
          filterPattern: `{ $.message = "${RECORD_MESSAGE}" && $.decision.userPoolId = "${userPoolId}" }`,
          nextToken,
        }),
      );
      for (const event of answer.events ?? []) count(counts, event.timestamp ?? 0, decisionOf(event.message ?? ''));
      nextToken = answer.nextToken;
      if (nextToken === undefined) break;
    }
    return ok({
      records: counts.records,
      busiestSecond: Math.max(0, ...counts.seconds.values()),
      withoutFreshPolicy: counts.withoutFreshPolicy,
      failures: Object.fromEntries(counts.failures),
    });
  } catch (error) {
    return fail(`the decision log \`${logGroupName}\` cannot be read: ${sentenceOf(error)}`);
  }
}

type Counts = {
  records: number;
  withoutFreshPolicy: number;
  readonly seconds: Map<number, number>;
  readonly failures: Map<string, number>;
};

function count(counts: Counts, timestamp: number, decision: RawObject | null): void {
  if (decision === null) return;
  counts.records += 1;
  const second = Math.floor(timestamp / 1000);
  const calls = isObject(decision['calls']) ? Number(decision['calls']['listUsers'] ?? 0) : 0;
  counts.seconds.set(second, (counts.seconds.get(second) ?? 0) + calls);
  if (isObject(decision['policy']) && decision['policy']['source'] !== 'ssm') counts.withoutFreshPolicy += 1;
  for (const failure of Array.isArray(decision['failures']) ? decision['failures'] : []) {
    if (!isObject(failure)) continue;
    const name = `${failure['call']} ${failure['cause']}`;
    counts.failures.set(name, (counts.failures.get(name) ?? 0) + 1);
  }
}

function decisionOf(line: string): RawObject | null {
  const { decision } = fieldsOf(parseJson(line));
  return isObject(decision) ? decision : null;
}
