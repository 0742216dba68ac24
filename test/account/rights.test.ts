/** The rights that a run prints, judged by an evaluator that is not ours: enough for every call, on the run's own things alone. */
import { describe, expect, it } from 'vitest';
import { planRun } from '../../src/account/plan.ts';
import { allowedBy } from '../stacks/rights.ts';
import { ACCOUNT, REGION } from '../stacks/template.ts';

const plan = planRun(1);
const statements = plan.permissions.Statement.map((statement) => ({ label: statement.Sid, statement }));
const actions = [...new Set(plan.permissions.Statement.flatMap(({ Action }) => Action))];

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** What the run names a thing of a service, and what somebody else might. */
const NAMED: Readonly<Record<string, readonly [own: string, other: string]>> = {
  cloudformation: [
    arn('cloudformation', 'stack/signup-guard-verify-x-probes/1'),
    arn('cloudformation', 'stack/shop/1'),
  ],
  cloudwatch: [arn('cloudwatch', 'alarm:signup-guard-verify-x-product-ErrorsAlarm-1'), arn('cloudwatch', 'alarm:shop')],
  events: [arn('events', 'rule/signup-guard-verify-x-product-Schedule-1'), arn('events', 'rule/shop')],
  dynamodb: [arn('dynamodb', 'table/signup-guard-verify-x-probes-Table-1'), arn('dynamodb', 'table/orders')],
  iam: [`arn:aws:iam::${ACCOUNT}:role/signup-guard-verify-x-probes-ProbeRole-1`, `arn:aws:iam::${ACCOUNT}:role/admin`],
  lambda: [arn('lambda', 'function:signup-guard-verify-x-probe'), arn('lambda', 'function:orders')],
  logs: [arn('logs', 'log-group:/aws/lambda/signup-guard-verify-x-probe'), arn('logs', 'log-group:/aws/lambda/orders')],
  s3: ['arn:aws:s3:::signup-guard-verify-x-probes-bucket-1', 'arn:aws:s3:::photos'],
  ssm: [arn('ssm', 'parameter/signup-guard/verify-x/policy'), arn('ssm', 'parameter/signup-guard/prod/policy')],
};

/** Cognito makes up its ids, so nothing there can be bounded by name. */
const POOL = arn('cognito-idp', 'userpool/us-east-1_x');

const EVERYWHERE = plan.permissions.Statement.filter(({ Resource }) => Resource.includes('*')).flatMap(
  ({ Action }) => Action,
);

/** Actions on what is inside a bucket. */
const ON_OBJECTS = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'];

describe('the rights of a run', () => {
  it.each(actions)('%s is enough for what the run names, and for nothing else that has names', async (action) => {
    const service = action.slice(0, action.indexOf(':'));
    const [own, other] = NAMED[service] ?? [POOL, null];
    const board = (name: string) => `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${name}`;
    if (action.endsWith('Dashboard') || action.endsWith('DeleteDashboards')) {
      expect(
        await allowedBy(statements, { action, resource: board('signup-guard-verify-x'), context: {} }),
      ).not.toEqual([]);
      return expect(await allowedBy(statements, { action, resource: board('shop'), context: {} })).toEqual([]);
    }
    const within = ON_OBJECTS.includes(action) ? '/key' : '';
    const on = (resource: string) => allowedBy(statements, { action, resource, context: {} });

    if (EVERYWHERE.includes(action)) {
      // some actions are on everything alone, others on something in particular, which everything covers
      const broad = await on('*').catch(() => []);
      return expect(broad.length > 0 ? broad : await on(own)).not.toEqual([]);
    }
    expect(await on(own + within)).not.toEqual([]);
    if (other !== null) expect(await on(other + within)).toEqual([]);
    return undefined;
  });
});
