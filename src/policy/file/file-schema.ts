/**
 * The schema of a policy as people write it: what has a default may be left out, and a list may name a file. `schema.ts`
 * is the strict form that stands in SSM; the trigger never loads this one.
 */
import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES } from '../../core/attempt.ts';
import type { Condition, ListCondition } from '../../core/conditions/condition.ts';
import { CONDITIONS } from '../../core/conditions/registry.ts';
import { HOLDER_SCOPES } from '../../core/facts.ts';
import { LARGEST_COUNT, LIMIT_KEYS } from '../../core/limits/limit.ts';
import {
  DEFAULT_NAME_MESSAGE,
  DEFAULT_SETTINGS,
  FALLBACKS,
  LOOKUPS,
  MODES,
  ON_COLLISION,
  ON_DUPLICATE,
  ON_TAKEN_NAME,
  RULE_OUTCOMES,
  UNCOUNTED,
} from '../../core/policy.ts';
import { attesterKey, RULE_ID, sentence } from '../schema.ts';
import { described } from './described.ts';
import { DESCRIBED } from './descriptions.ts';

/** How lists stand in the input: with `file:` entries as people write them, `inlined` once those are read. */
type ListForm = 'inlined' | undefined;

const text = z.string().check(z.minLength(1));

function listOf(condition: ListCondition, form: ListForm) {
  if (condition.oneOf !== undefined) return nonEmpty(z.array(z.enum([...condition.oneOf])));
  if (form === 'inlined' || !condition.files) return nonEmpty(z.array(text));
  return nonEmpty(
    z.array(z.union([text, described(z.strictObject({ file: described(text, DESCRIBED.path) }), DESCRIBED.file)])),
  );
}

function nonEmpty<T extends z.ZodMiniType>(list: z.ZodMiniArray<T>): z.ZodMiniArray<T> {
  return list.check(z.minLength(1));
}

function conditionSchema(condition: Condition, form: ListForm): z.ZodMiniType {
  const { description, examples } = condition;
  switch (condition.shape) {
    case 'list':
      return described(listOf(condition, form), { description, examples });
    case 'flag':
      return described(z.literal(true), { description, examples });
    case 'map':
      return described(z.record(text, nonEmpty(z.array(text))), { description, examples, minProperties: 1 });
  }
}

function conditionSet(form: ListForm) {
  const conditions: Record<string, z.ZodMiniType> = {};
  for (const condition of CONDITIONS) conditions[condition.field] = z.optional(conditionSchema(condition, form));
  return z.strictObject(conditions);
}

const limit = described(
  z.strictObject({
    by: described(z.enum(LIMIT_KEYS), DESCRIBED.limitBy),
    count: described(z.int().check(z.gte(1), z.lte(LARGEST_COUNT)), DESCRIBED.limitCount),
    per: described(text, DESCRIBED.limitPer),
  }),
  DESCRIBED.limit,
);

/** The schema of one rule. */
export function ruleSchema(form?: ListForm) {
  return described(
    z.strictObject({
      id: described(z.string().check(z.regex(RULE_ID)), DESCRIBED.id),
      when: z.optional(described(conditionSet(form), DESCRIBED.when)),
      unless: z.optional(described(conditionSet(form), DESCRIBED.unless)),
      limit: z.optional(limit),
      from: z.optional(described(text, DESCRIBED.from)),
      until: z.optional(described(text, DESCRIBED.until)),
      then: described(z.enum(RULE_OUTCOMES), DESCRIBED.then),
      verify: z.optional(described(nonEmpty(z.array(z.enum(ALIAS_ATTRIBUTES))), DESCRIBED.verify)),
      acknowledge: z.optional(described(text, DESCRIBED.acknowledge)),
      message: z.optional(described(sentence, DESCRIBED.message)),
      mode: z.optional(described(z.literal('observe'), DESCRIBED.ruleMode)),
    }),
    DESCRIBED.rule,
  );
}

/** The schema of one attester. */
export function attesterSchema(form?: ListForm) {
  const written = z.array(attesterKey);
  const keys =
    form === 'inlined' ? written : z.union([z.strictObject({ file: described(text, DESCRIBED.keyPath) }), written]);
  return described(
    z.strictObject({
      id: described(z.string().check(z.regex(RULE_ID)), DESCRIBED.attesterId),
      keys: described(keys, DESCRIBED.keys),
      maxAge: described(text, DESCRIBED.maxAge),
    }),
    DESCRIBED.attester,
  );
}

function settingsShape() {
  const { denyMessage, busyMessage, collision, lookup, unavailable } = DEFAULT_SETTINGS;
  // Stryker disable next-line StringLiteral: for the compiler; the defaults have both
  const { companion = 'deny', limits = 'code' } = unavailable;
  return {
    denyMessage: described(z._default(sentence, denyMessage), DESCRIBED.denyMessage),
    busyMessage: described(z._default(sentence, busyMessage), DESCRIBED.busyMessage),
    nameMessage: described(z._default(sentence, DEFAULT_NAME_MESSAGE), DESCRIBED.nameMessage),
    takenNames: described(z._default(z.enum(ON_TAKEN_NAME), 'refuse'), DESCRIBED.takenNames),
    collision: described(
      z._default(
        z.strictObject({
          holders: described(z._default(z.enum(HOLDER_SCOPES), collision.holders), DESCRIBED.holders),
          then: described(z._default(z.enum(ON_COLLISION), collision.then), DESCRIBED.collisionThen),
          code: described(z._default(z.enum(ON_DUPLICATE), collision.code), DESCRIBED.collisionCode),
          federated: described(z._default(z.enum(ON_DUPLICATE), collision.federated), DESCRIBED.collisionFederated),
          message: z.optional(described(sentence, DESCRIBED.collisionMessage)),
        }),
        collision,
      ),
      DESCRIBED.collision,
    ),
    lookup: described(z._default(z.enum(LOOKUPS), lookup), DESCRIBED.lookup),
    unavailable: described(
      z._default(
        z.strictObject({
          directory: described(z._default(z.enum(FALLBACKS), unavailable.directory), DESCRIBED.directory),
          claims: described(z._default(z.enum(FALLBACKS), unavailable.claims), DESCRIBED.claims),
          companion: described(z._default(z.enum(FALLBACKS), companion), DESCRIBED.companion),
          limits: described(z._default(z.enum(UNCOUNTED), limits), DESCRIBED.limits),
        }),
        { ...unavailable, companion, limits },
      ),
      DESCRIBED.unavailable,
    ),
  };
}

/** The schema of a policy file. */
export function policyFileSchema(form?: ListForm) {
  return described(
    z.strictObject({
      version: described(z.literal(1), DESCRIBED.version),
      mode: described(z.enum(MODES), DESCRIBED.mode),
      attesters: z.optional(described(z.array(attesterSchema(form)), DESCRIBED.attesters)),
      rules: described(z.array(ruleSchema(form)), DESCRIBED.rules),
      otherwise: described(z.enum(FALLBACKS), DESCRIBED.otherwise),
      ...settingsShape(),
    }),
    DESCRIBED.policy,
  );
}
