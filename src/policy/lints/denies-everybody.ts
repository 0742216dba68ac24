/**
 * A denial of everybody beside approvals, or a code for everybody: either beats approval, so nobody is approved. Whoever
 * knows rules that are read in order writes one as the last; for "everybody else" there is `otherwise`.
 */
import type { RuleDocument, RuleOutcome } from '../../core/policy.ts';
import type { Lint } from './lint-rule.ts';
import { isSteady, takesPart, triggersOf } from './rule-scope.ts';

const WORDS: Readonly<Record<Exclude<RuleOutcome, 'approve'>, readonly [code: string, verb: string]>> = {
  deny: ['denies-everybody', 'denies everybody'],
  code: ['code-for-everybody', 'sends everybody to the code'],
};

/** The warnings `denies-everybody` and `code-for-everybody`. */
export const deniesEverybody: Lint = ({ rules }) => {
  const approvals = rules.filter((rule) => rule.then === 'approve' && takesPart(rule));
  const [first] = approvals;
  if (first === undefined) return [];
  const lost = approvals.length === 1 ? `\`${first.id}\` approves` : `${approvals.length} approvals approve`;
  return rules.flatMap((rule, index) => {
    const { id, then } = rule;
    if (then === 'approve' || !isAboutEverybody(rule)) return [];
    const [code, verb] = WORDS[then];
    const message = `\`${id}\` ${verb}, so ${lost} nobody; for whoever no rule matches write \`otherwise: ${then}\``;
    return [{ code, path: ['rules', index, 'then'], message }];
  });
};

/** Whether every sign-up meets a rule. */
function isAboutEverybody(rule: RuleDocument): boolean {
  if (!isSteady(rule) || !triggersOf(rule).has('sign-up')) return false;
  return Object.keys(rule.when ?? {}).every((field) => field === 'trigger');
}
