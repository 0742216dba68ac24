/**
 * The decision record: the one type of what a decision leaves in the log, and its schema. Written by `write.ts`, read by
 * everything that reviews the log. Must never grow a field that holds an address, a name or a number.
 */
import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES, NAMED_TRIGGERS } from '../core/attempt.ts';
import { ATTESTATION_RESULTS } from '../core/attestation.ts';
import { COMPANION_OUTCOMES } from '../core/companion/answer.ts';
import { BECAUSES, OUTCOMES, REASONS } from '../core/decision.ts';
import { LIMIT_KEYS } from '../core/limits/limit.ts';

/** `h:` and hexadecimal digits, or null while the key cannot be read. */
const pseudonym = z.nullable(z.string());

const withheld = z.object({
  attribute: z.enum(ALIAS_ATTRIBUTES),
  because: z.enum(BECAUSES),
  holders: z.number(),
  /** Listing stopped at somebody who settles it, so there may be more; left out where all were seen. */
  holdersAtLeast: z.optional(z.boolean()),
  verifiedHolders: z.number(),
  statuses: z.array(z.string()),
  firstHolder: pseudonym,
});

/** The shape of a record of this version. */
export const DecisionRecordSchema = z.object({
  schema: z.number(),
  outcome: z.enum(OUTCOMES),
  applied: z.boolean(),
  reason: z.enum(REASONS),
  rules: z.array(z.string()),
  response: z.object({ autoConfirmUser: z.boolean(), autoVerifyEmail: z.boolean(), autoVerifyPhone: z.boolean() }),
  withheld: z.array(withheld),
  failures: z.array(z.object({ call: z.string(), cause: z.string() })),
  policy: z.object({
    environment: z.string(),
    digest: z.nullable(z.string()),
    source: z.enum(['ssm', 'last-good', 'none']),
    ageMs: z.nullable(z.number()),
  }),
  subject: z.object({
    user: pseudonym,
    emailDomain: z.nullable(z.string()),
    email: pseudonym,
    /** Whether the local part carries a `+tag`. */
    emailTag: z.nullable(z.boolean()),
    /** `ZZ` where the number's plan names none; null where there is no number, or the policy asks for no country. */
    phoneCountry: z.nullable(z.string()),
    phone: pseudonym,
  }),
  trigger: z.enum([...NAMED_TRIGGERS, 'unknown']),
  clientId: z.nullable(z.string()),
  userPoolId: z.nullable(z.string()),
  calls: z.object({ listUsers: z.number(), adminGetUser: z.number(), claims: z.number(), retries: z.number() }),
  ms: z.object({ policy: z.number(), lookup: z.number(), total: z.number() }),
  /** Ids of the rules that only observe and would have taken part; left out where there is none. */
  observed: z.optional(z.array(z.string())),
  /** How often the keys of limits were seen, this attempt included; left out where nothing was counted. */
  limits: z.optional(
    z.array(
      z.object({
        rule: z.string(),
        by: z.enum(LIMIT_KEYS),
        /** Null where nobody could tell, or the table could not keep up. */
        count: z.nullable(z.number()),
        /** Null where nobody could tell. */
        exceeded: z.nullable(z.boolean()),
        /** The keyed hash of what was counted by; null for what could not be told, which has one key for all. */
        key: pseudonym,
      }),
    ),
  ),
  /** Settings in force under which an address might move in a rare race; left out where there is none. */
  /** What became of the statement that the sign-up carried; null where it carried none, or the policy trusts nobody. */
  attestation: z.nullable(
    z.object({
      attester: z.nullable(z.string()),
      result: z.enum(ATTESTATION_RESULTS),
      /** The keyed hash of its `jti`. */
      id: pseudonym,
    }),
  ),
  /** What the function said that the pool called before; null where there is none, or it was not asked. */
  companion: z.nullable(
    z.object({
      outcome: z.enum(COMPANION_OUTCOMES),
      ms: z.number(),
      /** The addresses that its answer marks as verified; whether they are, `response` tells. */
      verified: z.array(z.enum(ALIAS_ATTRIBUTES)),
    }),
  ),
  /** What the shadow policy would have decided; only while one stands. `unknown` and null: it needed to know more. */
  candidate: z.optional(
    z.object({
      outcome: z.enum([...OUTCOMES, 'unknown']),
      differs: z.nullable(z.boolean()),
    }),
  ),
});

/** One decision as the log holds it. */
export type DecisionRecord = z.infer<typeof DecisionRecordSchema>;
