/**
 * A sample of the trigger's own log: the decision records of the last hour, counted. Reads only; keeps no record.
 */

import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { LoggedDecision } from '../../../record/logged.ts';
import { decisionsIn } from '../../../record/read.ts';
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
      for (const { message = '', timestamp = 0 } of answer.events ?? [])
        for (const decision of decisionsIn(message)) count(counts, timestamp, decision);
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

function count(counts: Counts, timestamp: number, { calls, policy, failures }: LoggedDecision): void {
  counts.records += 1;
  const second = Math.floor(timestamp / 1000);
  counts.seconds.set(second, (counts.seconds.get(second) ?? 0) + calls.listUsers);
  if (policy.source !== 'ssm') counts.withoutFreshPolicy += 1;
  for (const { call, cause } of failures) {
    const name = `${call} ${cause}`;
    counts.failures.set(name, (counts.failures.get(name) ?? 0) + 1);
  }
}
