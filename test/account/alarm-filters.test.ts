/** The step of the alarms' filters, against a CloudWatch Logs that is scripted: lines as Lambda writes them, filters as deployed. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FAILURE_NAMES, type MadeFailure } from '../../src/account/failing-functions.ts';
import { failingFunctionName, probeTemplate } from '../../src/account/probe-stack.ts';
import { ALARM_STEPS } from '../../src/account/steps/alarms.ts';
import type { Product } from '../../src/account/steps/step.ts';
import { createAccountCaller } from '../../src/aws/operator/account/account-caller.ts';
import printed from '../runtime/printed.json' with { type: 'json' };
import { type Answer, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { filterNotices } from '../support/filter-pattern.ts';
import { withAwsAt } from './stage.ts';

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };
const TEMPLATE: Readonly<Record<string, Resource>> = parse(readFileSync('template.yaml', 'utf8'), {
  logLevel: 'error',
}).Resources;
const DEPLOYED = Object.values(TEMPLATE)
  .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
  .map(({ Properties }) => String(Properties['FilterPattern']));

const REFUSAL = '2027-01-02T03:04:05.000Z\tx\tERROR\tInvoke Error \t{"errorType":"SignUpRefused","errorMessage":"no"}';
const DECISION = '{"message":"sign-up decision","decision":{"schema":1,"outcome":"approve"}}';

/** What Lambda writes, by how a function ends. */
const LINES: Readonly<Record<MadeFailure, string>> = {
  'load failure': printed.failures['does not load'].printed,
  'time-out': '2027-01-02T03:04:05.000Z 8f50 Task timed out after 2.00 seconds',
  exit: 'RequestId: 8f50 Error: Runtime exited with error: exit status 1',
  exception: '2027-01-02T03:04:05.000Z\tx\tERROR\tInvoke Error \t{"errorType":"TypeError"}',
  refusal: REFUSAL,
  answer: 'REPORT RequestId: 8f50 Duration: 1.00 ms',
};

let aws: FakeAws;
let patterns: readonly string[];
let lines: Readonly<Record<string, readonly string[]>>;
/** Instead of an answer. */
let refusing: Readonly<Record<string, string>>;

beforeAll(async () => {
  aws = await startFakeAws(({ operation, body }) => answer(operation, body));
});
beforeEach(() => {
  patterns = DEPLOYED;
  refusing = {};
  const logs = FAILURE_NAMES.map((failure) => [`/aws/lambda/${nameOf(failure)}`, LINES[failure].split('\n')] as const);
  lines = { ...Object.fromEntries(logs), decisions: [DECISION, REFUSAL] };
});
afterAll(() => aws.close());
withAwsAt(() => aws.endpoint);

function nameOf(failure: MadeFailure): string {
  return failingFunctionName('x', failure);
}

function answer(operation: string, body: Readonly<Record<string, unknown>>): Answer {
  const error = refusing[operation];
  if (error !== undefined) return { error };
  if (operation === 'DescribeMetricFilters')
    return { json: { metricFilters: patterns.map((filterPattern) => ({ filterPattern })) } };
  if (operation === 'FilterLogEvents')
    return { json: { events: (lines[String(body['logGroupName'])] ?? []).map((message) => ({ message })) } };
  if (operation === 'TestMetricFilter') {
    const messages = body['logEventMessages'] as readonly string[];
    const matches = messages.filter((line) => filterNotices(String(body['filterPattern']), line));
    return { json: { matches: matches.map((eventMessage) => ({ eventMessage })) } };
  }
  return { json: {} };
}

function take() {
  const product = {
    call: createAccountCaller(),
    failing: nameOf,
    outputs: async () => ({ DecisionLogGroupName: 'decisions' }),
    pause: async () => {},
  } as Partial<Product> as Product;
  return ALARM_STEPS[0]?.take(product);
}

describe('the step of the alarms’ filters', () => {
  it('finds every failure noticed by the deployed filters, and no refusal', async () => {
    const outcome = await take();

    expect(outcome).toMatchObject({
      ok: true,
      figures: { filters: 2, exit: 1, exception: 1, 'time-out': 1, refusal: 0, answer: 0, 'decision log': 0 },
    });
    expect(outcome?.figures?.['load failure']).toBeGreaterThan(0);
  });

  it.each([
    'load failure',
    'time-out',
    'exit',
    'exception',
  ] as const)('tells that nobody notices: %s', async (failure) => {
    lines = { ...lines, [`/aws/lambda/${nameOf(failure)}`]: ['REPORT Status: failed'] };

    expect(await take()).toMatchObject({ ok: false, said: `${failure}: nobody notices` });
  });

  it('tells that a refusal is taken for a failure', async () => {
    patterns = ['"Invoke Error"', '?"Init Error" ?"Task timed out" ?"Runtime exited"'];

    expect((await take())?.said).toBe('refusal: taken for a failure; decision log: taken for a failure');
  });

  it.each([
    ['Invoke', 'AccessDeniedException', 'load failure: AccessDeniedException'],
    ['TestMetricFilter', 'InvalidParameterException', 'a filter is refused: InvalidParameterException'],
    ['DescribeMetricFilters', 'AccessDeniedException', 'AccessDeniedException'],
  ])('tells that %s is refused', async (operation, error, said) => {
    refusing = { [operation]: error };

    const outcome = await take();

    expect(outcome?.ok).toBe(false);
    expect(outcome?.said.startsWith(said)).toBe(true);
  });

  it('tells that a function wrote nothing, and that there is no filter', async () => {
    lines = { ...lines, [`/aws/lambda/${nameOf('exit')}`]: [] };
    expect((await take())?.said).toBe('exit: no line');

    patterns = [];
    expect((await take())?.said).toBe('the log has no filter');
  });
});

describe('the functions that fail on purpose', () => {
  const stack: Readonly<Record<string, Resource>> = JSON.parse(probeTemplate('x')).Resources;
  const failing = Object.entries(stack).filter(([name]) => name.startsWith('Failing'));

  it('are called by no pool', () => {
    const pools = Object.values(stack).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');

    expect(failing).toHaveLength(FAILURE_NAMES.length);
    expect(JSON.stringify(pools)).not.toContain('Failing');
  });

  it('run and log as the trigger does', () => {
    const trigger = TEMPLATE['PreSignUpFunction']?.Properties;
    const globals = parse(readFileSync('template.yaml', 'utf8'), { logLevel: 'error' }).Globals?.Function;
    const format = (trigger?.['LoggingConfig'] as { LogFormat: string }).LogFormat;

    for (const [, { Properties }] of failing) {
      expect(Properties['LoggingConfig']).toEqual({ LogFormat: format });
      expect(Properties['Runtime']).toBe(trigger?.['Runtime'] ?? globals?.Runtime);
    }
  });
});
