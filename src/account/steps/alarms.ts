/**
 * The step of the alarms' filters: functions that fail on purpose, the lines that Lambda writes of them, and which of the deployed
 * filters notices which. CloudWatch Logs itself judges, so nothing has to be waited for but the lines.
 */
import { type CallName, listIn, textIn } from '../call.ts';
import { FAILURE_NAMES, FAILURES, type MadeFailure } from '../failing-functions.ts';
import { type Product, type ProductStep, type StepOutcome, went, wrong } from './step.ts';

const CALLS = [
  'lambda:Invoke',
  'logs:DescribeMetricFilters',
  'logs:FilterLogEvents',
  'logs:TestMetricFilter',
] as const satisfies readonly CallName[];

/** What TestMetricFilter takes. */
const MOST_LINES = 50;

/** Lines are there after some seconds; this many looks are a failure. */
const MOST_LOOKS = 60;
const LOOK_MS = 1_000;

const filters: ProductStep = {
  id: 'alarm-filters',
  what: 'the alarms’ filters notice what Lambda writes of a load failure, a time-out, an exit and an exception, and no refusal',
  calls: CALLS,
  take: async (product) => {
    const { DecisionLogGroupName: logGroupName = '' } = await product.outputs();
    const described = await product.call('logs:DescribeMetricFilters', { logGroupName });
    if (!described.ok) return wrong(described.error.name);
    const patterns = listIn(described.output, 'metricFilters').map((filter) => textIn(filter, 'filterPattern'));
    if (patterns.length === 0) return wrong('the log has no filter');
    const understood = await matching(product, patterns, ['REPORT']);
    if (typeof understood === 'string') return wrong(understood);
    const failures = FAILURE_NAMES.map(
      async (failure): Promise<Noticed> => ({
        what: failure,
        counts: FAILURES[failure].counts,
        by: await noticedOf(product, failure, patterns),
      }),
    );
    const noticed = await Promise.all(failures);
    // what the run's sign-ups left there: decisions, and refusals by the trigger itself
    const own = await matching(product, patterns, await linesOf(product, logGroupName));
    return judged([...noticed, { what: 'decision log', counts: false, by: own }], patterns.length);
  },
};

/** How many of some lines any filter notices, or why that could not be told; and whether they are failures. */
type Noticed = { readonly what: string; readonly counts: boolean; readonly by: number | string };

async function noticedOf(
  product: Product,
  failure: MadeFailure,
  patterns: readonly string[],
): Promise<number | string> {
  const FunctionName = product.failing(failure);
  const called = await product.call('lambda:Invoke', { FunctionName, Payload: '{}' });
  if (!called.ok) return called.error.name;
  return matching(product, patterns, await linesOf(product, `/aws/lambda/${FunctionName}`));
}

/** A log's lines, once two looks have seen the same number. */
async function linesOf(product: Product, logGroupName: string): Promise<readonly string[]> {
  let before: readonly string[] = [];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const read = await product.call('logs:FilterLogEvents', { logGroupName, limit: MOST_LINES });
    const lines = read.ok ? listIn(read.output, 'events').map((event) => textIn(event, 'message')) : [];
    if (lines.length > 0 && lines.length === before.length) return lines;
    before = lines;
    await product.pause(LOOK_MS);
  }
  return before;
}

async function matching(
  product: Product,
  patterns: readonly string[],
  logEventMessages: readonly string[],
): Promise<number | string> {
  if (logEventMessages.length === 0) return 'no line';
  let matched = 0;
  for (const filterPattern of patterns) {
    const tested = await product.call('logs:TestMetricFilter', { filterPattern, logEventMessages });
    if (!tested.ok) return `a filter is refused: ${tested.error.name}`;
    matched += listIn(tested.output, 'matches').length;
  }
  return matched;
}

function judged(noticed: readonly Noticed[], filters: number): StepOutcome {
  const counts = noticed.flatMap(({ what, by }) => (typeof by === 'number' ? [[what, by] as const] : []));
  const figures = { filters, ...Object.fromEntries(counts) };
  const faults = noticed.flatMap(({ what, counts: expected, by }) => {
    if (typeof by === 'string') return [`${what}: ${by}`];
    if (expected === by > 0) return [];
    return [`${what}: ${expected ? 'nobody notices' : 'taken for a failure'}`];
  });
  return faults.length > 0
    ? wrong(faults.join('; '), figures)
    : went('every failure is noticed, and nothing else', figures);
}

/** The steps of the alarms. */
export const ALARM_STEPS: readonly ProductStep[] = [filters];
