/**
 * Time, in the one place where the engine knows of it. Rules may begin and end; whoever decides hands the clock in here
 * and goes on with the rules of that moment, so that attempts, rules and decisions know no time: the same attempt under
 * the same rules decides the same, whenever that is.
 */
import { readMoment } from './moment.ts';
import type { CompiledPolicy, RuleDocument } from './policy.ts';

/** When a rule takes part: from the first moment on, up to before the last. Null: always was, always will be. */
type Term = { readonly from: number | null; readonly until: number | null };

/** The term of a written rule. A time that cannot be read bounds nothing; `invariants.ts` refuses it before. */
export function termOf({ from, until }: Pick<RuleDocument, 'from' | 'until'>): Term {
  // Stryker disable ConditionalExpression: for the compiler; what is left out is no moment
  return {
    from: from === undefined ? null : (readMoment(from)?.begins ?? null),
    until: until === undefined ? null : (readMoment(until)?.ends ?? null),
  };
  // Stryker restore ConditionalExpression
}

/** Whether a rule takes part at a moment. */
export function isInForce({ from, until }: Term, now: number): boolean {
  return (from === null || from <= now) && (until === null || now < until);
}

/** The policy with the rules of a moment; itself where no rule begins or ends. */
export function policyAt(policy: CompiledPolicy, now: number): CompiledPolicy {
  if (policy.rules.every(({ from, until }) => from === null && until === null)) return policy;
  return { ...policy, rules: policy.rules.filter((rule) => isInForce(rule, now)) };
}
