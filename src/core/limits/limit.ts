/**
 * What a limit is: how often one key may be seen within a while before its rule takes part. Types and words only; counting
 * is `aws/`'s, what a count means `standing.ts`'s.
 */
import type { Attempt, Given } from '../attempt.ts';
import type { Failure } from '../facts.ts';

/** What a limit counts by. */
export const LIMIT_KEYS = [
  'emailDomain',
  'mailbox',
  'phonePrefix',
  'phoneCountry',
  'client',
  'provider',
  'everybody',
] as const;

/** One of them. */
export type LimitBy = (typeof LIMIT_KEYS)[number];

/** A limit as written. */
export type LimitDocument = { readonly by: LimitBy; readonly count: number; readonly per: string };

/** The shortest and the longest `per`, in seconds. */
export const PER_SECONDS = { shortest: 60, longest: 86_400 } as const;

/** More than this within a day nobody can sign up; a larger count is a slip of the pen. */
export const LARGEST_COUNT = 10_000_000;

/** A compiled limit. An attempt without a key is not counted; a malformed one is counted with all other malformed ones. */
export type CompiledLimit = LimitDocument & {
  readonly perMs: number;
  readonly keyOf: (attempt: Attempt) => Given<string>;
};

/** What is to be counted for one rule. The key is never absent. */
export type LimitRequest = LimitDocument & {
  readonly rule: string;
  readonly perMs: number;
  readonly key: Exclude<Given<string>, { readonly kind: 'absent' }>;
};

/** What became of one count. A table that throttles one key is flooded by it; `unknown` is no answer at all. */
export type LimitOutcome =
  | { readonly kind: 'counted'; readonly count: number }
  | { readonly kind: 'flooded' }
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** Counts by the id of their rule. */
export type LimitOutcomes = ReadonlyMap<string, LimitOutcome>;

/** Where an attempt stands with a limit. */
export type LimitState = 'below' | 'exceeded' | 'unknown';

/** States by the id of their rule; a rule that is not there is below its count. */
export type LimitStates = ReadonlyMap<string, LimitState>;

/** Nothing was counted, so no limit takes part. */
export const BELOW_ALL: LimitStates = new Map();
