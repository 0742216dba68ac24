/**
 * What is to be counted for an attempt: every limit whose rule, but for the count, is about it. Whatever else the policy
 * says of the attempt, it counts.
 */
import type { Attempt } from '../attempt.ts';
import type { CompiledPolicy, CompiledRule } from '../policy.ts';
import { evaluateRule, partOf } from '../rules.ts';
import type { LimitRequest } from './limit.ts';

/** The counts of an attempt, one a rule. */
export function limitsToCount(policy: Pick<CompiledPolicy, 'rules'>, attempt: Attempt): readonly LimitRequest[] {
  if (attempt.trigger === 'unknown') return [];
  return policy.rules.flatMap((rule) => {
    const { limit } = rule;
    if (limit === null || !canMeet(rule, attempt)) return [];
    if (partOf(evaluateRule(rule, attempt)) === 'no') return [];
    const key = limit.keyOf(attempt);
    if (key.kind === 'absent') return [];
    const { by, count, per, perMs } = limit;
    return [{ rule: rule.id, by, count, per, perMs, key }];
  });
}

/** An administrator only meets denials that name `admin-create`. */
function canMeet({ then, namesAdminCreate }: CompiledRule, { trigger }: Attempt): boolean {
  return trigger !== 'admin-create' || (then === 'deny' && namesAdminCreate);
}
