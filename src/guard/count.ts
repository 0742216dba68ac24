/**
 * Counts the limits of one attempt, within its budget. Whatever gives no answer is unknown; must not decide anything.
 */
import type { Attempt } from '../core/attempt.ts';
import type { Failure } from '../core/facts.ts';
import type { LimitOutcome, LimitOutcomes, LimitRequest } from '../core/limits/limit.ts';
import { beforeDeadline } from './budget.ts';
import type { Budget, CallCounts, LimitTable } from './ports.ts';

/** What was to be counted, and what came of it. */
export type CountedLimit = LimitRequest & { readonly outcome: LimitOutcome };

/** Counts every limit at once. `table` is null where the deployment has none. */
export async function countAll(
  table: LimitTable | null,
  attempt: Attempt,
  requests: readonly LimitRequest[],
  budget: Budget,
  calls: CallCounts,
): Promise<LimitOutcomes> {
  const { userPoolId, userName } = attempt;
  if (table === null || userPoolId === null || userName === null) return uncounted(requests, 'invalid');
  const counted = requests.map(async (request): Promise<[string, LimitOutcome]> => {
    const asked = table.count({ userPoolId, userName, attempt }, request, budget, calls);
    const late = (): LimitOutcome => ({ kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } });
    return [request.rule, await beforeDeadline(asked, budget, late)];
  });
  return new Map(await Promise.all(counted));
}

/** Each request with its outcome, for the record. */
export function countedLimits(requests: readonly LimitRequest[], outcomes: LimitOutcomes): readonly CountedLimit[] {
  return requests.map((request) => ({ ...request, outcome: outcomes.get(request.rule) ?? unknownCount('invalid') }));
}

function uncounted(requests: readonly LimitRequest[], cause: Failure['cause']): LimitOutcomes {
  return new Map(requests.map(({ rule }) => [rule, unknownCount(cause)]));
}

function unknownCount(cause: Failure['cause']): LimitOutcome {
  return { kind: 'unknown', failure: { call: 'limits', cause } };
}
