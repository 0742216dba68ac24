/**
 * What the rules say of an attempt, before anybody is asked who holds its addresses. Rules are a set: their order and
 * repetition change nothing. Denial beats code, code beats approval; doubt restricts, and never saves from `otherwise`.
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute, type Attempt } from './attempt.ts';
import { BELOW_ALL, type LimitStates } from './limits/limit.ts';
import { type JudgedPart, underLimit } from './limits/standing.ts';
import type { CompiledCondition, CompiledPolicy, CompiledRule, RuleOutcome } from './policy.ts';
import { all, not, type Truth } from './truth.ts';

/** The rules' answer for one attempt. `rules` are the ids of all that decided, sorted. */
export type Verdict =
  | { readonly kind: 'deny'; readonly rules: readonly string[]; readonly message: string | null }
  | { readonly kind: 'code'; readonly rules: readonly string[] }
  | { readonly kind: 'approve'; readonly rules: readonly string[]; readonly verify: readonly AliasAttribute[] }
  | { readonly kind: 'none' };

/** How a rule's two halves came out; `unless` is null when the rule has none. */
type RuleTruth = { readonly when: Truth; readonly unless: Truth | null };

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

/** Whether a rule is about an attempt: `when` holds and `unless` does not, either of which may be in doubt. */
export function partOf({ when, unless }: RuleTruth): Truth {
  return unless === null ? when : all([when, not(unless)]);
}

/**
 * Whether a rule takes part, given how far it is about the attempt. Doubt never grants: an approval has to be certain.
 * Doubt restricts: code and deny take part unless they certainly do not.
 */
export function applies({ then }: Pick<CompiledRule, 'then'>, part: Truth): boolean {
  return then === 'approve' ? part === 'yes' : part !== 'no';
}

/**
 * Combines every rule that takes part, those that only observe aside. A code rule in doubt only takes approvals away: where nothing is certain, `none`
 * leaves it to `otherwise`. An administrator's user is refused or untouched, whatever else the verdict says. `limits` says
 * which limits are exceeded: of none unless it is said.
 */
export function judge(policy: CompiledPolicy, attempt: Attempt, limits: LimitStates = BELOW_ALL): Verdict {
  const judged = judgeEach(policy, attempt, limits, ({ observes }) => !observes);
  const taking = (then: RuleOutcome, parts: readonly Truth[]) =>
    judged.filter(({ rule, part }) => rule.then === then && parts.includes(part)).map(({ rule }) => rule);
  const denials = eligibleDenials(taking('deny', IN_DOUBT_TOO), attempt).toSorted(byId);
  const [first] = denials;
  if (first !== undefined) return { kind: 'deny', rules: idsOf(denials), message: first.message };
  const codes = taking('code', CERTAIN);
  if (codes.length > 0) return { kind: 'code', rules: idsOf(codes) };
  const approvals = taking('approve', CERTAIN);
  if (approvals.length === 0) return { kind: 'none' };
  const doubts = taking('code', IN_DOUBT_TOO);
  if (doubts.length > 0) return { kind: 'code', rules: idsOf(doubts) };
  return { kind: 'approve', rules: idsOf(approvals), verify: unionOfVerify(approvals) };
}

/** Ids of the rules that only observe and would take part; of a count that nobody could tell, none would. */
export function observedIn(
  policy: CompiledPolicy,
  attempt: Attempt,
  limits: LimitStates = BELOW_ALL,
): readonly string[] {
  const told = new Map([...limits].filter(([, state]) => state !== 'unknown'));
  const judged = judgeEach(policy, attempt, told, ({ observes }) => observes);
  return idsOf(judged.filter(({ rule, part }) => applies(rule, part)).map(({ rule }) => rule));
}

function judgeEach(
  policy: CompiledPolicy,
  attempt: Attempt,
  limits: LimitStates,
  wanted: (rule: CompiledRule) => boolean,
): readonly JudgedPart[] {
  return policy.rules
    .filter(wanted)
    .map((rule) => underLimit({ rule, part: partOf(evaluateRule(rule, attempt)) }, limits, attempt, policy));
}

const CERTAIN: readonly Truth[] = ['yes'];
const IN_DOUBT_TOO: readonly Truth[] = ['yes', 'unknown'];

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
function eligibleDenials(denials: readonly CompiledRule[], attempt: Attempt): readonly CompiledRule[] {
  return attempt.trigger === 'admin-create' ? denials.filter((rule) => rule.namesAdminCreate) : denials;
}

function idsOf(rules: readonly CompiledRule[]): readonly string[] {
  return [...new Set(rules.map((rule) => rule.id))].sort();
}

function unionOfVerify(rules: readonly CompiledRule[]): readonly AliasAttribute[] {
  return ALIAS_ATTRIBUTES.filter((attribute) => rules.some((rule) => rule.verify.includes(attribute)));
}
