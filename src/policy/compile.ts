/**
 * From a valid document to something that decides: lists become sets, once per policy and never per attempt. The result
 * is frozen, since every attempt of a sandbox shares it (F7.6).
 */
import type { Condition, Matcher, ResourceName, Resources } from '../core/conditions/condition.ts';
import { conditionOf } from '../core/conditions/registry.ts';
import { parseDuration } from '../core/duration.ts';
import { termOf } from '../core/in-force.ts';
import type { CompiledLimit, LimitDocument } from '../core/limits/limit.ts';
import { limitKey, limitNeeds } from '../core/limits/limit-key.ts';
import {
  type CompiledCondition,
  type CompiledPolicy,
  type CompiledRule,
  type ConditionSet,
  type ConditionValue,
  isList,
  type PolicyDocument,
  type RuleDocument,
} from '../core/policy.ts';

/** The large data that a document's conditions and limits need. */
export function resourcesNeeded(document: Pick<PolicyDocument, 'rules'>): ReadonlySet<ResourceName> {
  const fields = document.rules.flatMap((rule) => [...Object.keys(rule.when ?? {}), ...Object.keys(rule.unless ?? {})]);
  return new Set([
    ...fields.flatMap((field) => conditionOf(field)?.needs ?? []),
    ...document.rules.flatMap(({ limit }) => (limit === undefined ? [] : (limitNeeds(limit.by) ?? []))),
  ]);
}

/** Compiles a document. A field that no condition knows makes the rule unknown; the schema refuses it before. */
export function compilePolicy(document: PolicyDocument, resources: Resources): CompiledPolicy {
  const { rules, attesters = [], version: _, ...settings } = document;
  return deepFreeze({
    ...settings,
    attesters: attesters.map(({ maxAge, ...attester }) => ({ ...attester, maxAgeSeconds: parseDuration(maxAge) ?? 0 })),
    rules: rules.map((rule) => compileRule(rule, resources)),
  });
}

function compileRule(rule: RuleDocument, resources: Resources): CompiledRule {
  return {
    id: rule.id,
    then: rule.then,
    verify: rule.verify ?? [],
    message: rule.message ?? null,
    when: compileSet(rule.when ?? {}, resources),
    unless: rule.unless === undefined ? null : compileSet(rule.unless, resources),
    limit: rule.limit === undefined ? null : compileLimit(rule.limit, resources),
    ...termOf(rule),
    observes: rule.mode === 'observe',
    namesAdminCreate: namesAdminCreate(rule),
  };
}

function compileLimit(limit: LimitDocument, resources: Resources): CompiledLimit {
  return { ...limit, perMs: 1000 * (parseDuration(limit.per) ?? 0), keyOf: limitKey(limit.by, resources) };
}

/** Whether a rule names administrators: no other refuses one. */
export function namesAdminCreate({ when }: RuleDocument): boolean {
  const triggers = when?.['trigger'];
  return isList(triggers) && triggers.includes('admin-create');
}

function compileSet(set: ConditionSet, resources: Resources): readonly CompiledCondition[] {
  return Object.entries(set).map(([field, value]) => ({
    field,
    ...(value === true || isList(value) ? {} : { names: Object.keys(value) }),
    matches: compileCondition(conditionOf(field), value, resources),
  }));
}

const NEVER_KNOWN: Matcher = () => 'unknown';

function compileCondition(condition: Condition | undefined, value: ConditionValue, resources: Resources): Matcher {
  if (condition?.shape === 'flag' && value === true) return condition.compile(resources);
  if (condition?.shape === 'list' && isList(value)) return condition.compile(value, resources);
  if (condition?.shape === 'map' && value !== true && !isList(value)) return condition.compile(value);
  return NEVER_KNOWN;
}

/** Freezes objects and arrays all the way down, matchers too; what those close over they keep to themselves. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
