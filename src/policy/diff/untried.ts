/**
 * Values that no probe meets. Where one is, two policies may differ without a witness, so that a comparison cannot say
 * that nothing does. Must not know any condition by its name.
 */
import type { Attempt } from '../../core/attempt.ts';
import type { Matcher, Resources } from '../../core/conditions/condition.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import { type ConditionValue, isList, type PolicyDocument, type RuleDocument } from '../../core/policy.ts';
import { attemptOf } from '../cases/typed-attempt.ts';
import { dimensionOf, inBoth } from './atoms.ts';
import type { Dimension } from './probe.ts';
import { type EarlierAttempts, isExceeded } from './seen-worlds.ts';

/** What some rules ask of one dimension by one condition, of a map by one of its names. */
type Asked = {
  readonly dimension: string;
  /** What stands before a value where a change is told of it. */
  readonly label: string;
  /** One empty value for a flag. */
  readonly values: readonly string[];
  readonly matching: (values: readonly string[]) => Matcher;
};

/** Around two policies: how often keys were seen, and whether nothing but rules may make a difference. */
type Around = { readonly seen: EarlierAttempts; readonly rulesAlone: boolean };

/** The rules that may make a difference; those below a limit only where it is exceeded, the others once for all. */
export function tellingRules(
  before: PolicyDocument,
  after: PolicyDocument,
  { seen, rulesAlone }: Around,
): readonly RuleDocument[] {
  const unseen = Object.keys(seen).length === 0;
  const taking = ({ rules }: PolicyDocument) =>
    rules.filter((rule) => isExceeded(rule, seen) && (rule.limit !== undefined || unseen));
  const rules = [...taking(before), ...taking(after)];
  if (!rulesAlone) return rules;
  const isShared = inBoth(before, after);
  return rules.filter((rule) => !isShared(rule));
}

/** Condition values of the rules that no probe of their dimension meets for certain, as a change would name them. */
export function untriedValues(
  rules: readonly RuleDocument[],
  dimensions: readonly Dimension[],
  resources: Resources,
): readonly string[] {
  const sets = rules.flatMap(({ when = {}, unless = {} }) => [...Object.entries(when), ...Object.entries(unless)]);
  const asked = sets.flatMap(([field, value]) => askedBy(field, value, resources));
  const together = [...Map.groupBy(asked, ({ dimension, label }) => `${dimension} ${label}`).values()];
  const lookedAt = new Map(dimensions.map(({ name, probes }) => [name, looked(probes)]));
  return together.flatMap(([first, ...others]) => {
    // Stryker disable next-line ConditionalExpression,ArrayDeclaration: for the compiler; a group has a first
    if (first === undefined) return [];
    const values = [...new Set([first, ...others].flatMap((one) => one.values))];
    return unmetOf(values, lookedAt.get(first.dimension) ?? [], first).map((value) => first.label + value);
  });
}

/** A probe as an attempt, parsed once. */
type Looked = { readonly standsFor: string; readonly attempt: Attempt };

function looked(probes: Dimension['probes']): readonly Looked[] {
  return probes.map(({ typed, standsFor }) => ({ standsFor, attempt: attemptOf(typed) }));
}

function askedBy(field: string, value: ConditionValue, resources: Resources): readonly Asked[] {
  const condition = conditionOf(field);
  if (condition?.shape === 'flag') {
    const matching = () => condition.compile(resources);
    return [{ dimension: condition.looksAt, label: field, values: [''], matching }];
  }
  if (condition?.shape === 'list' && isList(value)) {
    const { looksAt, compile } = condition;
    const matching = (some: readonly string[]) => compile(some, resources);
    const label = `${field} `;
    if (typeof looksAt !== 'function') return [{ dimension: looksAt, label, values: value, matching }];
    return value.map((one) => ({ dimension: dimensionOf(looksAt(one), one), label, values: [one], matching }));
  }
  if (condition?.shape !== 'map' || value === true || isList(value)) return [unheard(field)];
  return Object.entries(value).map(([name, values]) => ({
    dimension: dimensionOf(condition.looksAt(name), name),
    label: `${field} ${name}=`,
    values,
    matching: (some: readonly string[]) => condition.compile({ [name]: some }),
  }));
}

/** A field that no condition knows, or a value of another shape: nobody meets it for certain. */
function unheard(field: string): Asked {
  // Stryker disable next-line StringLiteral,ArrowFunction: no dimension is called so, and no probe asks it
  return { dimension: '', label: field, values: [''], matching: () => () => 'unknown' };
}

/** First by the probe that stands for a value, since lists are long; who has none may be met by any other. */
function unmetOf(
  values: readonly string[],
  probes: readonly Looked[],
  { label, matching }: Pick<Asked, 'label' | 'matching'>,
): readonly string[] {
  const standing = new Map(probes.map(({ standsFor, attempt }) => [standsFor, attempt]));
  const open = values.filter((value) => {
    const attempt = standing.get(label + value);
    return attempt === undefined || matching([value])(attempt) !== 'yes';
  });
  const attempts = probes.map(({ attempt }) => attempt);
  // Stryker disable next-line ConditionalExpression: a short cut; of no values none is left
  return open.length === 0 ? [] : unmetByAny(open, attempts, matching);
}

/** Values are halved until none of a half is met, or one alone is: as many rounds as the list's length has digits. */
function unmetByAny(
  values: readonly string[],
  attempts: readonly Attempt[],
  matching: Asked['matching'],
): readonly string[] {
  const matches = matching(values);
  const met = attempts.filter((attempt) => matches(attempt) === 'yes');
  if (met.length === 0) return values;
  if (values.length === 1) return [];
  const middle = Math.floor(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)].flatMap((half) => unmetByAny(half, met, matching));
}
