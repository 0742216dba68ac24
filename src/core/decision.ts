/**
 * The decision: a value with its evidence. "Verify without confirm" cannot be written here: the flags are derived from
 * one list by `responseOf`.
 */
import type { AliasAttribute } from './attempt.ts';
import type { Failure, Holder } from './facts.ts';

/** `code` is Cognito's own flow: the neutral answer. `untouched` is a source that never gets flags, let through. */
export const OUTCOMES = ['approve', 'code', 'deny', 'untouched'] as const;

/** What becomes of an attempt. */
export type Outcome = (typeof OUTCOMES)[number];

/** Why the outcome is what it is. Stable: dashboards group by it. */
export const REASONS = [
  'rule',
  'otherwise',
  'mode',
  'collision',
  'claimed',
  'busy',
  'name-taken',
  'directory-unavailable',
  'claims-unavailable',
  'policy-unavailable',
  'malformed-attribute',
  'source-untouched',
  'companion',
  'companion-unavailable',
  'internal-error',
] as const;

/** The reason of a decision. */
export type Reason = (typeof REASONS)[number];

/** Why an attribute that a rule would have verified was not. */
export const BECAUSES = ['held', 'claimed', 'unknown', 'malformed', 'too-long'] as const;

/** The reason for withholding an attribute. */
type Because = (typeof BECAUSES)[number];

/** An attribute that a rule would have verified and the guard did not. */
export type Withheld = {
  readonly attribute: AliasAttribute;
  readonly because: Because;
  readonly holders: readonly Holder[];
  /** The look-ups stopped at somebody who settles it: there may be more. */
  readonly atLeast?: true | undefined;
};

/** The three flags of Cognito's response. */
export type ResponseFlags = {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
};

/** One decision. */
export type Decision = {
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** Ids of every rule that decided, sorted. */
  readonly rules: readonly string[];
  /** What an approval verifies; empty for every other outcome. */
  readonly verified: readonly AliasAttribute[];
  readonly withheld: readonly Withheld[];
  /** Dependencies that failed on the way, whether or not that changed the outcome. */
  readonly failures: readonly Failure[];
  /** The public sentence of a denial, a constant of the policy; null otherwise. */
  readonly message: string | null;
  /** False when the policy only observes: then nobody is refused and nothing granted. */
  readonly applied: boolean;
};

/** The neutral answer. */
export const NEUTRAL: ResponseFlags = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

/** The flags that the decision stands for. Only an approval has any, and verified always goes with confirmed (F1.8). */
export function responseOf(decision: Pick<Decision, 'outcome' | 'verified'>): ResponseFlags {
  if (decision.outcome !== 'approve') return NEUTRAL;
  return {
    autoConfirmUser: true,
    autoVerifyEmail: decision.verified.includes('email'),
    autoVerifyPhone: decision.verified.includes('phone_number'),
  };
}
