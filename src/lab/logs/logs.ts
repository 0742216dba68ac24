/**
 * CloudWatch Logs' read calls on the trigger's log group, as a deployment names and tags it. Nobody writes by them.
 */
import * as z from 'zod/mini';
import { ok } from '../../core/result.ts';
import { type Operation, operations } from '../operation.ts';
import type { LabState } from '../state.ts';
import { refuse } from '../wire-error.ts';
import { readFilterPattern } from './filter-pattern.ts';

const operation = operations('InvalidParameterException');

/** The group's name: the stack's, the template's logical name, and what CloudFormation puts behind. */
export const LAB_LOG_GROUP = 'signup-guard-lab-PreSignUpLogGroup-lab';

/** How many lines a page holds. */
const PAGE = 1_000;

function arnOf({ region }: LabState): string {
  return `arn:aws:logs:${region}:000000000000:log-group:${LAB_LOG_GROUP}`;
}

const describe = operation({
  signed: true,
  input: z.object({ logGroupNamePattern: z.optional(z.string()), logGroupNamePrefix: z.optional(z.string()) }),
  run: (state, { logGroupNamePattern = '', logGroupNamePrefix = '' }) => {
    const found = LAB_LOG_GROUP.includes(logGroupNamePattern) && LAB_LOG_GROUP.startsWith(logGroupNamePrefix);
    const group = {
      logGroupName: LAB_LOG_GROUP,
      creationTime: state.logs.createdAt,
      arn: `${arnOf(state)}:*`,
      logGroupArn: arnOf(state),
    };
    return ok({ logGroups: found ? [group] : [] });
  },
});

const listTags = operation({
  signed: true,
  input: z.object({ resourceArn: z.string() }),
  run: (state, { resourceArn }) =>
    resourceArn === arnOf(state)
      ? ok({ tags: { application: 'signup-guard', environment: 'lab' } })
      : refuse('ResourceNotFoundException', 'The specified resource does not exist.'),
});

const filter = operation({
  signed: true,
  input: z.object({
    logGroupName: z.string(),
    startTime: z.optional(z.number()),
    endTime: z.optional(z.number()),
    filterPattern: z.optional(z.string()),
    nextToken: z.optional(z.string().check(z.regex(/^\d{1,15}$/u))),
  }),
  run: ({ logs }, { logGroupName, startTime = 0, endTime = Infinity, filterPattern = '', nextToken = '0' }) => {
    if (logGroupName !== LAB_LOG_GROUP) {
      return refuse('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    const matches = readFilterPattern(filterPattern);
    if (!matches.ok) return refuse('InvalidParameterException', matches.error);
    const found = logs
      .since(Number(nextToken))
      .filter(({ at, message }) => at >= startTime && at <= endTime && matches.value(message));
    const page = found.slice(0, PAGE);
    const events = page.map(({ id, at, message }) => ({
      eventId: String(id),
      logStreamName: 'lab',
      timestamp: at,
      ingestionTime: at,
      message,
    }));
    const last = page.at(-1);
    return ok(found.length > PAGE && last !== undefined ? { events, nextToken: String(last.id) } : { events });
  },
});

/** Calls of CloudWatch Logs by name. */
export const LOGS: Readonly<Record<string, Operation>> = {
  DescribeLogGroups: describe,
  ListTagsForResource: listTags,
  FilterLogEvents: filter,
};
