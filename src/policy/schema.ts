/**
 * The schema of a policy document, derived from the conditions that exist. One schema validates files, what stands in
 * SSM, and editors' input (`json-schema.ts`). `zod/mini` only: the full package weighs twenty times as much in the trigger.
 */
import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES } from '../core/attempt.ts';
import type { Condition } from '../core/conditions/condition.ts';
import { CONDITIONS } from '../core/conditions/registry.ts';
import { HOLDER_SCOPES } from '../core/facts.ts';
import { LARGEST_COUNT, LIMIT_KEYS } from '../core/limits/limit.ts';
import {
  FALLBACKS,
  LOOKUPS,
  MODES,
  ON_COLLISION,
  ON_DUPLICATE,
  ON_TAKEN_NAME,
  type PolicyDocument,
  RULE_OUTCOMES,
  UNCOUNTED,
} from '../core/policy.ts';

/** A public sentence: one line, no control characters, short enough for an error message (F4.4). */
export const sentence = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}]*$/u));

const values = z.array(z.string().check(z.minLength(1))).check(z.minLength(1));
const fallback = z.enum(FALLBACKS);

function conditionSchema(condition: Condition) {
  switch (condition.shape) {
    case 'list':
      return values;
    case 'flag':
      return z.literal(true);
    case 'map':
      return z.record(z.string().check(z.minLength(1)), values);
  }
}

const conditions: Record<string, z.ZodMiniType> = {};
for (const condition of CONDITIONS) conditions[condition.field] = z.optional(conditionSchema(condition));
const conditionSet = z.strictObject(conditions);

/** The pattern of a rule id; it is what the log shows. */
export const RULE_ID = /^[a-z0-9-]{1,64}$/u;

const limit = z.strictObject({
  by: z.enum(LIMIT_KEYS),
  count: z.int().check(z.gte(1), z.lte(LARGEST_COUNT)),
  per: z.string(),
});

const rule = z.strictObject({
  id: z.string().check(z.regex(RULE_ID)),
  when: z.optional(conditionSet),
  unless: z.optional(conditionSet),
  limit: z.optional(limit),
  from: z.optional(z.string()),
  until: z.optional(z.string()),
  then: z.enum(RULE_OUTCOMES),
  verify: z.optional(z.array(z.enum(ALIAS_ATTRIBUTES))),
  acknowledge: z.optional(z.string().check(z.minLength(1))),
  message: z.optional(sentence),
  mode: z.optional(z.literal('observe')),
});

const coordinate = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/u));

/** A public key; a private one has a member more and is refused. */
export const attesterKey = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, kid: coordinate }),
  z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate, kid: coordinate }),
]);

const attester = z.strictObject({
  id: z.string().check(z.regex(RULE_ID)),
  keys: z.array(attesterKey),
  maxAge: z.string(),
});

/** The shape of a policy document with every default written out. What shapes cannot say is `invariants.ts`'s. */
const PolicyDocumentSchema = z.strictObject({
  version: z.literal(1),
  mode: z.enum(MODES),
  attesters: z.optional(z.array(attester)),
  rules: z.array(rule),
  otherwise: fallback,
  denyMessage: sentence,
  busyMessage: sentence,
  nameMessage: z.optional(sentence),
  takenNames: z.optional(z.enum(ON_TAKEN_NAME)),
  collision: z.strictObject({
    holders: z.enum(HOLDER_SCOPES),
    then: z.enum(ON_COLLISION),
    code: z.enum(ON_DUPLICATE),
    federated: z.enum(ON_DUPLICATE),
    message: z.optional(sentence),
  }),
  lookup: z.enum(LOOKUPS),
  unavailable: z.strictObject({
    directory: fallback,
    claims: fallback,
    companion: z.optional(fallback),
    limits: z.optional(z.enum(UNCOUNTED)),
  }),
});

/** Validates unknown JSON as a document, or null. For messages with places see `parse.ts`. */
export function readPolicyDocument(json: unknown): PolicyDocument | null {
  const result = PolicyDocumentSchema.safeParse(json);
  return result.success ? (result.data as PolicyDocument) : null;
}
