/**
 * An approval that a denial takes away again: a domain that both name, or an approval whose every attempt is refused.
 * Addresses are `shadowed-address.ts`'s, and a denial of everybody has a warning of its own.
 */
import type { PolicyDocument, RuleDocument } from '../../core/policy.ts';
import { type Lint, type LintFinding, type ListedValue, listedValues, listOf, patternsOf } from './lint-rule.ts';
import { holdsWherever, isSteady, takesPart, triggersOf } from './rule-scope.ts';

/** The warning `covered-approval`. */
export const coveredApproval: Lint = (document) => {
  const denials = document.rules.filter(refuses);
  const byDomain = indexByDomain(document);
  return document.rules.flatMap((rule, index) => {
    if (rule.then !== 'approve' || !takesPart(rule)) return [];
    const whole = denials.find(
      (denial) => listOf(denial.when, 'emailDomain') === null && holdsWherever(withoutTrigger(denial), rule.when ?? {}),
    );
    if (whole !== undefined) return [wholly(rule, index, whole)];
    return valuesOf(rule, index, byDomain);
  });
};

/** A denial that every sign-up like it meets, unless it is everybody's. */
function refuses(rule: RuleDocument): boolean {
  if (rule.then !== 'deny' || !isSteady(rule) || !triggersOf(rule).has('sign-up')) return false;
  return Object.keys(withoutTrigger(rule)).length > 0;
}

/** An approval is for sign-ups alone, so which other triggers a denial names does not matter here. */
function withoutTrigger({ when = {} }: RuleDocument) {
  const { trigger: _, ...others } = when;
  return others;
}

function indexByDomain(document: PolicyDocument): ReadonlyMap<string, readonly ListedValue[]> {
  const listed = listedValues(document, 'emailDomain', ['when']).filter(({ rule }) => refuses(rule));
  return Map.groupBy(listed, ({ value }) => value);
}

type Covered = { readonly value: string; readonly position: number; readonly denial: RuleDocument };

/** The domains of an approval that denials take away; where one takes away all of them, the approval itself. */
function valuesOf(
  rule: RuleDocument,
  index: number,
  byDomain: ReadonlyMap<string, readonly ListedValue[]>,
): readonly LintFinding[] {
  // Stryker disable next-line ArrayDeclaration: no denial is of a domain so called
  const domains = listOf(rule.when, 'emailDomain') ?? [];
  const covered = domains.flatMap((value, position): readonly Covered[] => {
    const above = patternsOf(value).flatMap((pattern) => byDomain.get(pattern) ?? []);
    const found = above.find((one) => holdsWherever(withoutTrigger(one.rule), rule.when ?? {}, 'emailDomain'));
    return found === undefined ? [] : [{ value, position, denial: found.rule }];
  });
  const [first] = covered;
  // Stryker disable next-line OptionalChaining: where there is no first, there is none to ask
  const byOne = covered.every(({ denial }) => denial === first?.denial);
  if (first !== undefined && byOne && covered.length === domains.length) return [wholly(rule, index, first.denial)];
  return covered.map(({ value, position, denial }) => {
    const message = `\`${value}\` here approves nobody: \`${denial.id}\` denies all of it`;
    return { code: 'covered-approval', path: ['rules', index, 'when', 'emailDomain', position], message };
  });
}

function wholly({ id }: RuleDocument, index: number, above: RuleDocument): LintFinding {
  const message = `\`${id}\` approves nobody: \`${above.id}\` denies whoever it is about`;
  return { code: 'covered-approval', path: ['rules', index, 'then'], message };
}
