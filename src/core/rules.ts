/**
 * What the rules say of an attempt, before anybody is asked who holds its addresses. Rules are a set: their order and
 * repetition change nothing. Denial beats code, code beats approval.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute, type Attempt } from './attempt.ts';
import type { CompiledCondition, CompiledPolicy, CompiledRule, RuleOutcome } from './policy.ts';
import { all, type Truth } from './truth.ts';

/** The rules' answer for one attempt. `rules` are the ids of all that decided, sorted. */
export type Verdict =
  | { readonly kind: 'deny'; readonly rules: readonly string[]; readonly message: string | null }
  | { readonly kind: 'code'; readonly rules: readonly string[] }
  | { readonly kind: 'approve'; readonly rules: readonly string[]; readonly verify: readonly AliasAttribute[] }
  | { readonly kind: 'none' };

/** How a rule's two halves came out; `unless` is null when the rule has none. */
export type RuleTruth = { readonly when: Truth; readonly unless: Truth | null };

/** Evaluates both halves of a rule. */
export function evaluateRule(rule: CompiledRule, attempt: Attempt): RuleTruth {
  return {
    when: evaluate(rule.when, attempt),
    unless: rule.unless === null ? null : evaluate(rule.unless, attempt),
  };
}

function evaluate(conditions: readonly CompiledCondition[], attempt: Attempt): Truth {
  return all(conditions.map(({ matches }) => matches(attempt)));
}

/**
 * Whether a rule takes part. Doubt never grants: an approval needs `when` true and `unless` false. Doubt restricts: code
 * and deny take part unless `when` is false or `unless` is true.
 */
export function applies(rule: CompiledRule, { when, unless }: RuleTruth): boolean {
  if (rule.then === 'approve') return when === 'yes' && (unless === null || unless === 'no');
  return when !== 'no' && unless !== 'yes';
}

/** Combines every rule that applies. For sources other than sign-up the caller uses the denial alone. */
export function judge(policy: CompiledPolicy, attempt: Attempt): Verdict {
  const applying = policy.rules.filter((rule) => applies(rule, evaluateRule(rule, attempt))).sort(byId);
  const denials = eligibleDenials(applying, attempt);
  const [first] = denials;
  if (first !== undefined) return { kind: 'deny', rules: idsOf(denials), message: first.message };
  const codes = applying.filter((rule) => rule.then === 'code');
  if (codes.length > 0) return { kind: 'code', rules: idsOf(codes) };
  const approvals = applying.filter((rule) => rule.then === 'approve');
  if (approvals.length === 0) return { kind: 'none' };
  return { kind: 'approve', rules: idsOf(approvals), verify: unionOfVerify(approvals) };
}

const STRENGTH: Readonly<Record<RuleOutcome, number>> = { approve: 0, code: 1, deny: 2 };

/** Whether one outcome beats another, where both take part. */
export function beats(one: RuleOutcome, other: RuleOutcome): boolean {
  return STRENGTH[one] > STRENGTH[other];
}

/** The order in which rules are named: by id. */
export function byId(one: Pick<CompiledRule, 'id'>, other: Pick<CompiledRule, 'id'>): number {
  // Stryker disable next-line EqualityOperator: ids are unique in a policy, so two equal ones never meet
  return one.id < other.id ? -1 : 1;
}

/** An administrator is refused only by a rule that names `admin-create`; everybody else by any denial that applies. */
function eligibleDenials(applying: readonly CompiledRule[], attempt: Attempt): readonly CompiledRule[] {
  const denials = applying.filter((rule) => rule.then === 'deny');
  return attempt.trigger === 'admin-create' ? denials.filter((rule) => rule.namesAdminCreate) : denials;
}

function idsOf(rules: readonly CompiledRule[]): readonly string[] {
  return [...new Set(rules.map((rule) => rule.id))];
}

function unionOfVerify(rules: readonly CompiledRule[]): readonly AliasAttribute[] {
  return ALIAS_ATTRIBUTES.filter((attribute) => rules.some((rule) => rule.verify.includes(attribute)));
}
