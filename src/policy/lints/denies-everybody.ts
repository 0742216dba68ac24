/**
 * A denial of everybody beside approvals: denial beats approval, so nobody is approved. For "everybody else" there is
 * `otherwise`.
 */
import type { Lint } from './lint-rule.ts';
import { isSteady, takesPart, triggersOf } from './rule-scope.ts';

/** The warning `denies-everybody`. */
export const deniesEverybody: Lint = ({ rules }) => {
  const approvals = rules.filter((rule) => rule.then === 'approve' && takesPart(rule));
  const [first] = approvals;
  if (first === undefined) return [];
  const lost = approvals.length === 1 ? `\`${first.id}\` approves` : `${approvals.length} approvals approve`;
  return rules.flatMap((rule, index) => {
    if (rule.then !== 'deny' || !isSteady(rule) || !triggersOf(rule).has('sign-up')) return [];
    if (Object.keys(rule.when ?? {}).some((field) => field !== 'trigger')) return [];
    const message = `\`${rule.id}\` denies everybody, so ${lost} nobody; for whoever no rule matches write \`otherwise: deny\``;
    return [{ code: 'denies-everybody', path: ['rules', index, 'then'], message }];
  });
};
