/**
 * Whom a rule is about, as far as several lints ask: which triggers, and whether one rule's conditions hold wherever
 * another's do. Where it is not sure it says no, so that nobody is warned of what is meant.
 */
import { isDeepStrictEqual } from 'node:util';
import { conditionOf } from '../../core/conditions/registry.ts';
import { type ConditionSet, type ConditionValue, isList, type RuleDocument } from '../../core/policy.ts';
import { domainTest, listOf } from './lint-rule.ts';

/** The triggers at which a rule can take part; an administrator only meets denials that name `admin-create`. */
export function triggersOf({ when = {}, then }: RuleDocument): ReadonlySet<string> {
  const listed = listOf(when, 'trigger') ?? ['sign-up', 'external-provider'];
  const reached = then === 'deny' ? listed : listed.filter((trigger) => trigger !== 'admin-create');
  return new Set(when['provider'] === undefined ? reached : reached.filter((name) => name === 'external-provider'));
}

/** Whether a rule takes part wherever its conditions say so: no exception, no count, no dates, not only observed. */
export function isSteady(rule: RuleDocument): boolean {
  return rule.unless === undefined && !PASSING.some((key) => Object.hasOwn(rule, key));
}

/** Whether a rule is more than observed. */
export function takesPart({ mode }: RuleDocument): boolean {
  return mode === undefined;
}

/** Keys of a rule that keep it out of a decision now or later. */
const PASSING = ['limit', 'from', 'until', 'mode'] as const;

/** Whether every attempt that meets all of `narrow` meets all of `wide`; fields left out are taken for met. */
export function holdsWherever(wide: ConditionSet, narrow: ConditionSet, ...met: readonly string[]): boolean {
  return Object.entries(wide).every(([field, value]) => met.includes(field) || widens(field, value, narrow));
}

function widens(field: string, value: ConditionValue, narrow: ConditionSet): boolean {
  if (field === 'given' && isList(value) && partsOf(narrow).some((one) => needs(one, value))) return true;
  const other = narrow[field];
  if (!isList(value) || !isList(other)) return isDeepStrictEqual(value, other);
  const listed = new Set(value);
  return other.every(field === 'emailDomain' ? domainTest(value) : (entry) => listed.has(entry));
}

/** Whether a condition on a contact only ever holds for whoever gave it, which is one of these. */
function needs({ field, part }: { readonly field: string; readonly part: string }, given: readonly string[]): boolean {
  if (field === 'given') return false;
  return (part === 'email' && given.includes('email')) || (part === 'phone' && given.includes('phone_number'));
}

/** The part of an attempt that each condition of a set looks at, with its field. */
export function partsOf(set: ConditionSet | undefined): readonly { readonly field: string; readonly part: string }[] {
  return Object.entries(set ?? {}).flatMap(([field, value]) => {
    const condition = conditionOf(field);
    if (condition === undefined) return [];
    const { looksAt } = condition;
    if (typeof looksAt !== 'function') return [{ field, part: looksAt }];
    const names = isList(value) ? value : Object.keys(value);
    return names.map((name) => ({ field, part: looksAt(name) }));
  });
}
