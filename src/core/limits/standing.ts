/**
 * What a count means for a rule. A limit grants nothing: it only ever makes a rule take part that takes away, and below
 * the count it is as if the rule were not there.
 */
import type { Attempt } from '../attempt.ts';
import type { CompiledPolicy, CompiledRule, UNCOUNTED } from '../policy.ts';
import type { Truth } from '../truth.ts';
import type { LimitOutcome, LimitOutcomes, LimitRequest, LimitState, LimitStates } from './limit.ts';

/** A rule, and how far it is about an attempt. */
export type JudgedPart = { readonly rule: CompiledRule; readonly part: Truth };

type Terms = Pick<CompiledPolicy, 'busyMessage' | 'unavailable'>;

/** Where one count stands with its limit; a count that was planned and is not there is unknown. */
export function stateOf({ count }: Pick<LimitRequest, 'count'>, outcome: LimitOutcome | undefined): LimitState {
  switch (outcome?.kind) {
    case 'counted':
      return outcome.count > count ? 'exceeded' : 'below';
    case 'flooded':
      return 'exceeded';
    default:
      return 'unknown';
  }
}

/** The state of every limit that was to be counted. */
export function limitStates(requests: readonly LimitRequest[], outcomes: LimitOutcomes): LimitStates {
  return new Map(requests.map((request) => [request.rule, stateOf(request, outcomes.get(request.rule))]));
}

/** What becomes of a sign-up whose key nobody could count. */
export function whenUncounted({ unavailable }: Pick<Terms, 'unavailable'>): (typeof UNCOUNTED)[number] {
  return unavailable.limits ?? 'code';
}

/**
 * A rule under its limit. Above the count a denial denies, and a code rule counts as one in doubt: it takes approvals away
 * and saves nobody from `otherwise`. Without an answer, sign-ups follow `unavailable.limits`.
 */
export function underLimit(
  { rule, part }: JudgedPart,
  states: LimitStates,
  { trigger }: Pick<Attempt, 'trigger'>,
  policy: Terms,
): JudgedPart {
  if (rule.limit === null || part === 'no') return { rule, part };
  const state = states.get(rule.id) ?? 'below';
  if (state === 'below') return { rule, part: 'no' };
  if (state === 'exceeded') return { rule, part: rule.then === 'deny' ? part : 'unknown' };
  const then = whenUncounted(policy);
  if (trigger !== 'sign-up' || then === 'ignore') return { rule, part: 'no' };
  return { rule: { ...rule, then, message: policy.busyMessage }, part: 'unknown' };
}
