/** Steps of operation: another pool attached and detached, the watch, the alarms' filters, doctor and the log. */
import { differencesBetween, PRE_SIGN_UP } from '../../pool/pool-differences.ts';
import { type PoolReading, preSignUpOf } from '../../pool/pool-settings.ts';
import { type CallName, objectIn, textIn } from '../call.ts';
import { describeStack, outputsOf } from '../stack.ts';
import { deployAs, secondEnvironment } from './deployment.ts';
import { lastLine, type Product, type ProductStep, type StepOutcome, went, wrong } from './step.ts';

const POOL_CALLS = ['cognito-idp:DescribeUserPool'] as const satisfies readonly CallName[];

/** A pool's settings as the commands compare them. */
async function settingsOf(product: Product): Promise<PoolReading> {
  const answer = await product.call('cognito-idp:DescribeUserPool', { UserPoolId: product.otherPool.id });
  return { pool: answer.ok ? objectIn(answer.output, 'UserPool') : {}, mfa: {} };
}

const attach: ProductStep = {
  id: 'attach-detach',
  what: 'a pool that another stack owns, attached by hand and detached: only its trigger changes, and it gets its own back',
  calls: [...POOL_CALLS, 'cloudformation:DescribeStacks'],
  take: async (product) => {
    const second = { stack: `${product.stack}-2`, environment: secondEnvironment(product.environment) };
    const told = await deployAs(product, second, `UserPoolId=${product.otherPool.id}`, 'AttachTrigger=false');
    if (told.exitCode !== 0) return wrong(lastLine(told));
    const stack = await describeStack(product.call, second.stack);
    const outcome = await attached(product, outputsOf(stack ?? {})['PreSignUpFunctionArn'] ?? '');
    const gone = await product.sam('delete', '--stack-name', second.stack, '--no-prompts');
    return outcome.ok && gone.exitCode !== 0 ? wrong(lastLine(gone)) : outcome;
  },
};

async function attached(product: Product, arn: string): Promise<StepOutcome> {
  const before = await settingsOf(product);
  const pool = ['--user-pool-id', product.otherPool.id, '--yes'];
  const there = await product.guard('attach', ...pool, '--function', arn, '--replace', '--copies', 'copies');
  if (there.exitCode !== 0) return wrong(lastLine(there));
  const during = await settingsOf(product);
  const back = await product.guard('detach', ...pool, '--copies', 'copies');
  if (back.exitCode !== 0) return wrong(lastLine(back));
  const after = await settingsOf(product);
  if (preSignUpOf(during.pool) !== arn) return wrong('the trigger was not set');
  const changed = [...differencesBetween(before, during), ...differencesBetween(before, after)].map(({ path }) => path);
  const others = [...new Set(changed)].filter((path) => path !== PRE_SIGN_UP);
  if (others.length > 0) return wrong(`changed, too: ${others.join(', ')}`);
  if (preSignUpOf(after.pool) !== preSignUpOf(before.pool)) return wrong('the former trigger is not back');
  return went('only the trigger changed, there and back');
}

const doctor: ProductStep = {
  id: 'doctor',
  what: '`doctor` finds nothing dangerous in the created pool',
  calls: [],
  take: async (product) => {
    const { UserPoolId = '' } = await product.outputs();
    const told = await product.guard('doctor', '--user-pool-id', UserPoolId, '--json');
    if (told.exitCode !== 0 && told.exitCode !== 2) return wrong(lastLine(told));
    const findings: readonly { check: string; severity: string }[] = JSON.parse(told.output).findings;
    const danger = findings.filter(({ severity }) => severity === 'danger').map(({ check }) => check);
    return danger.length === 0 ? went('nothing dangerous', { findings: findings.length }) : wrong(danger.join(', '));
  },
};

const log: ProductStep = {
  id: 'log',
  what: '`decisions` and `review` read the decision log',
  calls: [],
  take: async (product) => {
    const { DecisionLogGroupName = '' } = await product.outputs();
    const decisions = await product.guard('decisions', '--log-group', DecisionLogGroupName, '--json');
    if (decisions.exitCode !== 0) return wrong(lastLine(decisions));
    const review = await product.guard('review', '--log-group', DecisionLogGroupName, '--json');
    if (review.exitCode !== 0) return wrong(lastLine(review));
    const { records }: { records: number } = JSON.parse(review.output);
    return records > 0 ? went('both read', { records }) : wrong('no record');
  },
};

const watch: ProductStep = {
  id: 'attachment-check',
  what: 'the hourly look at the pool finds the trigger attached',
  calls: ['cloudformation:DescribeStackResource', 'lambda:Invoke'],
  take: async (product) => {
    const found = await product.call('cloudformation:DescribeStackResource', {
      StackName: product.stack,
      LogicalResourceId: 'AttachmentCheck',
    });
    const FunctionName = found.ok ? textIn(objectIn(found.output, 'StackResourceDetail'), 'PhysicalResourceId') : '';
    const looked = await product.call('lambda:Invoke', { FunctionName, Payload: '{}' });
    if (!looked.ok) return wrong(looked.error.name);
    return textIn(looked.output, 'FunctionError') === '' ? went('attached') : wrong('the look failed');
  },
};

/** CloudWatch counts lines some time after they were written. */
const MOST_COUNTS = 3;
const COUNT_MS = 5_000;

const insights: ProductStep = {
  id: 'insights',
  what: '`review --insights` has CloudWatch count the same log',
  calls: [],
  take: async (product) => {
    const { DecisionLogGroupName = '' } = await product.outputs();
    const words = ['review', '--insights', '--log-group', DecisionLogGroupName, '--since', '3h', '--json'];
    for (let nth = 0; nth < MOST_COUNTS; nth += 1) {
      const told = await product.guard(...words);
      if (told.exitCode !== 0) return wrong(lastLine(told));
      const { records }: { records: number } = JSON.parse(told.output);
      if (records > 0) return went('counted', { records });
      await product.pause(COUNT_MS);
    }
    return wrong('no record');
  },
};

/** The steps of operation. */
export const OPERATION_STEPS: readonly ProductStep[] = [attach, watch, doctor, log, insights];
