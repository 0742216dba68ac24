/**
 * The policy as the engine sees it: the document (plain JSON, lists inlined, every default written out) and its compiled
 * form. Reading and checking are `policy/`'s.
 */

import type { AliasAttribute } from './attempt.ts';
import type { Attester, AttesterDocument } from './attestation.ts';
import type { Matcher } from './conditions/condition.ts';
import type { HolderScope } from './facts.ts';
import type { CompiledLimit, LimitDocument } from './limits/limit.ts';

/** `enforce` acts; `observe` decides, claims and logs but neither refuses nor grants; `code-only` approves nobody. */
export const MODES = ['enforce', 'observe', 'code-only'] as const;

/** The mode of a policy. */
export type Mode = (typeof MODES)[number];

/** What to do for want of an approval: Cognito's own code, or refusal. */
export const FALLBACKS = ['code', 'deny'] as const;

/** One of them. */
export type Fallback = (typeof FALLBACKS)[number];

/** What to do where nobody can say how often a key was seen: as if it were below the count, or one of the others. */
export const UNCOUNTED = ['ignore', ...FALLBACKS] as const;

/** Which look-ups an approval makes. */
export const LOOKUPS = ['both', 'list', 'alias'] as const;

/** What becomes of an approval whose address somebody holds. */
export const ON_COLLISION = ['withhold', 'deny'] as const;

/** What becomes of whoever takes the code, or comes by a provider, with an address that somebody else owns. */
export const ON_DUPLICATE = ['allow', 'deny'] as const;

/** Whether an approval looks its user name up, and is refused where somebody has it. */
export const ON_TAKEN_NAME = ['refuse', 'ignore'] as const;

/** What an address that belongs to somebody means. */
export type CollisionSettings = {
  /** Who counts as holding an address that a rule would verify. */
  readonly holders: HolderScope;
  readonly then: (typeof ON_COLLISION)[number];
  readonly code: (typeof ON_DUPLICATE)[number];
  readonly federated: (typeof ON_DUPLICATE)[number];
  /** What is said to whoever is refused over an address; `denyMessage` where there is none. */
  readonly message?: string | undefined;
};

/** What a condition's field holds in a document. */
export type ConditionValue = readonly string[] | true | Readonly<Record<string, readonly string[]>>;

/** Whether a condition's field holds a list; a field that is not there holds none. */
export function isList(value: ConditionValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

/** The conditions of a `when` or `unless`, by field. */
export type ConditionSet = Readonly<Record<string, ConditionValue>>;

/** What a rule asks for where it takes part. */
export const RULE_OUTCOMES = ['approve', 'code', 'deny'] as const;

/** One of them. */
export type RuleOutcome = (typeof RULE_OUTCOMES)[number];

/** One rule as written, lists inlined. */
export type RuleDocument = {
  readonly id: string;
  readonly when?: ConditionSet | undefined;
  readonly unless?: ConditionSet | undefined;
  /** The rule takes part once its key was seen more often than this. */
  readonly limit?: LimitDocument | undefined;
  /** A day or a time (`moment.ts`): from its beginning on, and up to its end, the rule takes part. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly then: RuleOutcome;
  readonly verify?: readonly AliasAttribute[] | undefined;
  readonly acknowledge?: string | undefined;
  readonly message?: string | undefined;
  /** The rule is evaluated and logged, and takes no part. */
  readonly mode?: 'observe' | undefined;
};

/** The settings that are not rules. */
export type PolicySettings = {
  readonly mode: Mode;
  readonly otherwise: Fallback;
  readonly denyMessage: string;
  readonly busyMessage: string;
  /** What is said to whoever signs up under a name that somebody has; left out: `DEFAULT_NAME_MESSAGE`. */
  readonly nameMessage?: string | undefined;
  /** Left out: `refuse`. */
  readonly takenNames?: (typeof ON_TAKEN_NAME)[number] | undefined;
  readonly collision: CollisionSettings;
  readonly lookup: (typeof LOOKUPS)[number];
  readonly unavailable: {
    readonly directory: Fallback;
    readonly claims: Fallback;
    /** Left out: `deny`. */
    readonly companion?: Fallback | undefined;
    /** Left out: `code`. */
    readonly limits?: (typeof UNCOUNTED)[number] | undefined;
  };
};

/** A policy as it stands in SSM. */
export type PolicyDocument = PolicySettings & {
  readonly version: 1;
  /** Left out where nobody's statement counts. */
  readonly attesters?: readonly AttesterDocument[] | undefined;
  readonly rules: readonly RuleDocument[];
};

/** One compiled condition; its field and, of named values, the names are kept for explanations. */
export type CompiledCondition = {
  readonly field: string;
  readonly names?: readonly string[];
  readonly matches: Matcher;
};

/** One compiled rule. `unless` is null when the rule has none: an empty one would match everybody. */
export type CompiledRule = {
  readonly id: string;
  readonly then: RuleOutcome;
  readonly verify: readonly AliasAttribute[];
  readonly message: string | null;
  readonly when: readonly CompiledCondition[];
  readonly unless: readonly CompiledCondition[] | null;
  /** Null where it takes part however often. */
  readonly limit: CompiledLimit | null;
  /** When it takes part, in milliseconds since 1970; see `in-force.ts`. */
  readonly from: number | null;
  readonly until: number | null;
  /** Whether it is only evaluated and logged. */
  readonly observes: boolean;
  /** Whether the rule names `admin-create`; only such rules refuse an administrator. */
  readonly namesAdminCreate: boolean;
};

/** A policy ready to decide. Frozen, shared by all attempts of a sandbox (F7.6). */
export type CompiledPolicy = PolicySettings & {
  readonly attesters: readonly Attester[];
  readonly rules: readonly CompiledRule[];
};

/** Said where a policy names no sentence for user names that are taken. */
export const DEFAULT_NAME_MESSAGE = 'Please choose another user name';

/** What every setting is when the file does not say. The two sentences also serve when there is no policy at all. */
export const DEFAULT_SETTINGS: Omit<PolicySettings, 'mode' | 'otherwise'> = {
  denyMessage: 'This sign-up is not allowed',
  busyMessage: 'Please try again in a moment',
  nameMessage: DEFAULT_NAME_MESSAGE,
  takenNames: 'refuse',
  collision: { holders: 'any', then: 'withhold', code: 'allow', federated: 'allow' },
  lookup: 'both',
  unavailable: { directory: 'code', claims: 'deny', companion: 'deny', limits: 'code' },
};
