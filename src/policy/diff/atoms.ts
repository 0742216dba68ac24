/**
 * Rules cut into atoms, each about one dimension of an attempt: its email, its phone, its client, where it comes from, one
 * attribute, one key of metadata or validation data. Dimensions are independent of each other, so that what a rule says of an attempt is the
 * conjunction of what its atoms say of each dimension.
 */
import type { Matcher, NamedPart, Part, Resources } from '../../core/conditions/condition.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import {
  type ConditionSet,
  type ConditionValue,
  isList,
  type PolicyDocument,
  type RuleDocument,
  type RuleOutcome,
} from '../../core/policy.ts';
import { byId } from '../../core/rules.ts';
import { namesAdminCreate } from '../compile.ts';
import { alternativesOf, type Half } from './alternatives.ts';
import { limitAtoms } from './limit-atoms.ts';
import { type EarlierAttempts, isExceeded } from './seen-worlds.ts';

/** `email`, `phone`, `client`, `source`, `attribute NAME`, `metadata KEY` or `validationData KEY`. */
type DimensionName = string;

/** One condition, or one name of a map condition. */
export type Atom = {
  readonly dimension: DimensionName;
  readonly field: string;
  /** The name within a map condition, or the attribute that has to be there. */
  readonly name: string | null;
  readonly values: readonly string[] | true;
  readonly matches: Matcher;
};

/**
 * A rule as atoms, read one way. `kind` is the same for rules of one policy that end alike wherever they apply, sentences
 * aside.
 */
export type AtomicRule = {
  /** Whether the rule is read as taking part in doubt, too. */
  readonly doubtful: boolean;
  readonly kind: string;
  /** Whether the other policy does not have the very same rule. */
  readonly changed: boolean;
  readonly when: readonly Atom[];
  readonly unless: readonly Atom[] | null;
};

/** Cuts every rule of two documents that is below no limit, each document's in the order of ids. */
export function atomicRules(
  before: PolicyDocument,
  after: PolicyDocument,
  resources: Resources,
  seen: EarlierAttempts = {},
): readonly AtomicRule[] {
  const isShared = inBoth(before, after);
  const cut = (side: string, { rules }: PolicyDocument) =>
    rules
      .filter((rule) => isExceeded(rule, seen))
      .toSorted(byId)
      .flatMap((rule) => {
        const changed = !isShared(rule);
        return readingsOf(rule).flatMap((reading) => atomicRulesOf(rule, reading, { side, changed, resources }));
      });
  return [...cut('before', before), ...cut('after', after)];
}

/** One way of reading a rule. */
type Reading = { readonly as: string; readonly doubtful: boolean };

/** A code rule ends otherwise in doubt than in certainty, so it is read both ways. */
const READINGS: Readonly<Record<RuleOutcome, readonly Reading[]>> = {
  approve: [{ as: 'approve', doubtful: false }],
  code: [
    { as: 'code', doubtful: false },
    { as: 'code in doubt', doubtful: true },
  ],
  deny: [{ as: 'deny', doubtful: true }],
};

/** Beyond its limit a code rule counts as one in doubt. */
function readingsOf({ then, limit }: RuleDocument): readonly Reading[] {
  return READINGS[then].filter(({ doubtful }) => limit === undefined || doubtful);
}

type Around = { readonly side: string; readonly changed: boolean; readonly resources: Resources };

function atomicRulesOf(
  rule: RuleDocument,
  { as, doubtful }: Reading,
  { side, changed, resources }: Around,
): readonly AtomicRule[] {
  const { when, unless, verify = [] } = rule;
  const kind = `${side} ${as} ${namesAdminCreate(rule)} ${verify.toSorted().join()}`;
  const about = halfOf(when ?? {}, resources);
  const counted = { ...about, atoms: [...about.atoms, ...limitAtoms(rule, resources)] };
  const excepted = unless === undefined ? null : halfOf(unless, resources);
  return alternativesOf(counted, excepted).map((alternative) => ({ doubtful, kind, changed, ...alternative }));
}

/** Tells of a rule of either policy whether the other has the very same. */
export function inBoth(before: PolicyDocument, after: PolicyDocument): (rule: RuleDocument) => boolean {
  const [here, there] = [new Set(before.rules.map(decidingPart)), new Set(after.rules.map(decidingPart))];
  return (rule) => {
    const part = decidingPart(rule);
    return here.has(part) && there.has(part);
  };
}

/** What of a rule decides, as text. */
function decidingPart({ id, when, unless, then, verify, message, limit }: RuleDocument): string {
  return JSON.stringify([id, when, unless, then, verify, message, limit]);
}

/** Every atom of the rules. */
export function allAtoms(rules: readonly AtomicRule[]): readonly Atom[] {
  return rules.flatMap(({ when, unless }) => [...when, ...(unless ?? [])]);
}

/** Every value that atoms list, each once; a flag lists none. */
export function valuesOf(atoms: readonly Atom[]): readonly string[] {
  return [...new Set(atoms.flatMap(({ values }) => (values === true ? [] : values)))];
}

function halfOf(set: ConditionSet, resources: Resources): Half {
  const entries = Object.entries(set);
  return {
    atoms: entries.flatMap(([field, value]) => atomsIn(field, value, resources)),
    anyOf: entries.flatMap(([field, value]) => eachOf(field, value, resources)),
  };
}

/** The values of a condition that looks at several parts, each as an atom of its own. */
function eachOf(field: string, value: ConditionValue, resources: Resources): readonly (readonly Atom[])[] {
  const condition = conditionOf(field);
  if (condition?.shape !== 'list' || !isList(value)) return [];
  const { looksAt, compile } = condition;
  if (typeof looksAt !== 'function') return [];
  return [
    value.map((name) => ({
      dimension: dimensionOf(looksAt(name), name),
      field,
      name,
      values: true as const,
      matches: compile([name], resources),
    })),
  ];
}

/** A field that no condition knows, or a value of another shape, cannot be told apart: `untried.ts` names it. */
function atomsIn(field: string, value: ConditionValue, resources: Resources): readonly Atom[] {
  const condition = conditionOf(field);
  if (condition?.shape === 'flag' && value === true) {
    return [{ dimension: condition.looksAt, field, name: null, values: value, matches: condition.compile(resources) }];
  }
  if (condition?.shape === 'list' && isList(value)) {
    // Stryker disable next-line all: `given` has become alternatives before
    if (typeof condition.looksAt === 'function') return [];
    const matches = condition.compile(value, resources);
    return [{ dimension: condition.looksAt, field, name: null, values: value, matches }];
  }
  // Stryker disable next-line ConditionalExpression,BooleanLiteral: `true` has no entries either
  if (condition?.shape !== 'map' || value === true || isList(value)) return [];
  return Object.entries(value).map(([name, values]) => ({
    dimension: dimensionOf(condition.looksAt(name), name),
    field,
    name,
    values,
    matches: condition.compile({ [name]: values }),
  }));
}

/** Each named part, and the field of a typed attempt that holds it. */
export const TYPED_AS: Readonly<Record<NamedPart, 'attributes' | 'metadata' | 'validationData'>> = {
  attribute: 'attributes',
  metadata: 'metadata',
  validationData: 'validationData',
};

/** Each named value is a dimension of its own. */
export function dimensionOf(part: Part, name: string): DimensionName {
  return Object.hasOwn(TYPED_AS, part) ? `${part} ${name}` : part;
}
