/**
 * A policy with one value or flag of one rule changed: what a typing slip could make of it. Cases that notice none of it
 * do not hold the policy to what it says. Pure.
 */
import { ALIAS_ATTRIBUTES } from '../../core/attempt.ts';
import {
  type ConditionSet,
  type ConditionValue,
  isList,
  type PolicyDocument,
  RULE_OUTCOMES,
  type RuleDocument,
} from '../../core/policy.ts';

/** A changed policy and what was changed, in words. */
export type Mutant = { readonly rule: string; readonly change: string; readonly document: PolicyDocument };

/** Of a longer list so many values are changed, spread over it: one slip in a file of partners is much like another. */
const MOST_VALUES = 24;

/** Every change, one at a time. */
export function mutantsOf(document: PolicyDocument): readonly Mutant[] {
  const { rules, otherwise } = document;
  const ofRules = rules.flatMap((rule, index) =>
    changesOf(rule).map(({ change, rule: changed }) => {
      const others = changed === null ? [] : [changed];
      return { rule: rule.id, change, document: { ...document, rules: rules.toSpliced(index, 1, ...others) } };
    }),
  );
  const fallback = otherwise === 'code' ? 'deny' : 'code';
  const flipped = { ...document, otherwise: fallback } as const;
  return [...ofRules, { rule: 'otherwise', change: `\`otherwise: ${fallback}\``, document: flipped }];
}

type RuleChange = { readonly change: string; readonly rule: RuleDocument | null };

function changesOf(rule: RuleDocument): readonly RuleChange[] {
  return [
    { change: 'dropped', rule: null },
    ...otherEffects(rule),
    ...otherVerify(rule),
    ...(rule.message === undefined ? [] : [{ change: 'another `message`', rule: { ...rule, message: 'Another' } }]),
    ...otherTerms(rule),
    ...otherLimits(rule),
    ...otherSets(rule),
  ];
}

function otherEffects(rule: RuleDocument): readonly RuleChange[] {
  const { verify: _verify, acknowledge: _acknowledge, message: _message, ...bare } = rule;
  const others = RULE_OUTCOMES.filter(
    (then) => then !== rule.then && !(then === 'approve' && rule.limit !== undefined),
  );
  return others.map((then) => ({
    change: `\`then: ${then}\``,
    rule: { ...bare, then },
  }));
}

function otherVerify(rule: RuleDocument): readonly RuleChange[] {
  if (rule.then !== 'approve') return [];
  const verify = rule.verify ?? [];
  return ALIAS_ATTRIBUTES.map((attribute) =>
    verify.includes(attribute)
      ? {
          change: `\`verify\` without ${attribute}`,
          rule: { ...rule, verify: verify.filter((one) => one !== attribute) },
        }
      : { change: `\`verify\` with ${attribute}`, rule: { ...rule, verify: [...verify, attribute] } },
  );
}

/** Without its end, its beginning, its limit, or its being only observed. */
function otherTerms(rule: RuleDocument): readonly RuleChange[] {
  return (['from', 'until', 'limit', 'mode'] as const).flatMap((key) => {
    const { [key]: value, ...without } = rule;
    return value === undefined ? [] : [{ change: `without \`${key}\``, rule: without }];
  });
}

/** One more may pass: a case that stands at the limit notices. */
function otherLimits(rule: RuleDocument): readonly RuleChange[] {
  const { limit } = rule;
  if (limit === undefined) return [];
  const count = limit.count + 1;
  return [{ change: `\`count: ${count}\``, rule: { ...rule, limit: { ...limit, count } } }];
}

function otherSets(rule: RuleDocument): readonly RuleChange[] {
  return (['when', 'unless'] as const).flatMap((half) => {
    const set = rule[half];
    if (set === undefined) return [];
    const fields = Object.entries(set);
    const { [half]: _, ...without } = rule;
    const dropped = fields.length > 1 ? [] : [{ change: `\`${half}\` dropped`, rule: without }];
    return [
      ...dropped,
      ...fields.flatMap(([field, value]) =>
        otherValues(field, value, set).map(({ change, set: other }) => ({
          change: `\`${half}\` ${change}`,
          rule: { ...rule, [half]: other },
        })),
      ),
    ];
  });
}

type SetChange = { readonly change: string; readonly set: ConditionSet };

function otherValues(field: string, value: ConditionValue, set: ConditionSet): readonly SetChange[] {
  const { [field]: _, ...others } = set;
  const dropped = Object.keys(others).length === 0 ? [] : [{ change: `without \`${field}\``, set: others }];
  // Stryker disable next-line ConditionalExpression,BooleanLiteral: a flag has no entries to change; only the types need it told apart
  if (value === true) return dropped;
  const changed = isList(value)
    ? listChanges(value).map(({ change, values }) => ({
        change: `${field} ${change}`,
        set: { ...set, [field]: values },
      }))
    : namedChanges(field, value, set);
  return [...dropped, ...changed];
}

function namedChanges(
  field: string,
  value: Readonly<Record<string, readonly string[]>>,
  set: ConditionSet,
): readonly SetChange[] {
  return Object.entries(value).flatMap(([name, values]) =>
    listChanges(values).map(({ change, values: other }) => ({
      change: `${field} ${name} ${change}`,
      set: { ...set, [field]: { ...value, [name]: other } },
    })),
  );
}

/** Each value left out, or, where it is the only one, made another. */
function listChanges(
  values: readonly string[],
): readonly { readonly change: string; readonly values: readonly string[] }[] {
  const step = Math.ceil(values.length / MOST_VALUES);
  return values.flatMap((value, index) => {
    if (index % step !== 0) return [];
    if (values.length > 1) return [{ change: `without \`${value}\``, values: values.toSpliced(index, 1) }];
    return [{ change: `\`${altered(value)}\` for \`${value}\``, values: [altered(value)] }];
  });
}

/** Another value of the same kind. */
function altered(value: string): string {
  if (/^[A-Z]{2}$/u.test(value)) return value === 'AQ' ? 'US' : 'AQ';
  if (value === 'sign-up' || value === 'admin-create') return 'external-provider';
  if (value === 'external-provider') return 'sign-up';
  if (value === 'email') return 'phone_number';
  if (value === 'phone_number') return 'email';
  return value.startsWith('*.') ? `*.other-${value.slice(2)}` : `other-${value}`;
}
