/**
 * What the companion said, read from what Lambda returned: the pre sign-up function that the pool called before the guard
 * was put in front of it. Only a literal `true` sets a flag, and what cannot be read is no answer. Must decide nothing.
 */
import type { AliasAttribute, Trigger } from '../attempt.ts';
import { OUTCOMES, type ResponseFlags } from '../decision.ts';
import type { Failure } from '../facts.ts';
import { fieldsOf, isObject } from '../json.ts';

/** What came of asking the companion. */
export type CompanionAnswer =
  /** It returned something; `flags` is null where that has no `response`. `event` is what it returned, as it came. */
  | { readonly kind: 'answered'; readonly flags: ResponseFlags | null; readonly event: unknown }
  /** An error of its own, with its message made fit to be shown. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly failure: Failure };

/** A companion's answer in one word: what would have become of the sign-up, had it been asked alone. */
export const COMPANION_OUTCOMES = [...OUTCOMES, 'unavailable'] as const;

/** What the record tells of the companion. */
export type CompanionHeard = {
  readonly outcome: (typeof COMPANION_OUTCOMES)[number];
  /** The addresses that its answer marks as verified. */
  readonly verified: readonly AliasAttribute[];
};

/** A companion that gave no answer, and why. */
export function noAnswer(cause: Failure['cause']): CompanionAnswer {
  return { kind: 'unavailable', failure: { call: 'companion', cause } };
}

/** Reads what the function returned. */
export function readReturned(event: unknown): CompanionAnswer {
  const { response } = fieldsOf(event);
  return { kind: 'answered', flags: isObject(response) ? flagsOf(response) : null, event };
}

/** Reads what Lambda says of a function that ended in an error: its own, or the crash of what it ran in. */
export function readFailed(error: unknown): CompanionAnswer {
  const { errorType, errorMessage } = fieldsOf(error);
  if (typeof errorType !== 'string' || CRASH.test(errorType)) return noAnswer('service-error');
  return { kind: 'refused', message: typeof errorMessage === 'string' ? presentable(errorMessage) : '' };
}

/** Error types of Lambda itself. One without a type is a time-out or an exit, as older runtimes tell it. */
const CRASH = /^(?:Runtime|Sandbox|Function)\./u;

/** The longest refusal of a companion that is passed on, in characters. */
const LONGEST_MESSAGE = 256;

/** What no sentence holds: control characters and separators of lines. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** A message without control characters, cut where it grows too long; never in the middle of a character. */
export function presentable(message: string): string {
  // a character is at most two units: what comes after twice as many is cut in any case
  // Stryker disable next-line MethodExpression: a shortcut, the rest is cut below
  const sentence = message
    .toWellFormed()
    .replaceAll(UNPRINTABLE, '')
    .trim()
    .slice(0, 2 * LONGEST_MESSAGE);
  return [...sentence].slice(0, LONGEST_MESSAGE).join('');
}

/** What failed where a companion gave no answer that counts, or null where it was heard. */
export function failureIn(answer: CompanionAnswer): Failure | null {
  // Stryker disable next-line ConditionalExpression: no other kind has flags that are null
  if (answer.kind === 'answered' && answer.flags === null) return { call: 'companion', cause: 'unreadable' };
  return answer.kind === 'unavailable' ? answer.failure : null;
}

/** What the record tells of an answer. */
export function heard(answer: CompanionAnswer, trigger: Trigger): CompanionHeard {
  if (answer.kind === 'refused') return { outcome: 'deny', verified: [] };
  if (answer.kind === 'unavailable' || answer.flags === null) return { outcome: 'unavailable', verified: [] };
  const verified = verifiedBy(answer.flags);
  if (answer.flags.autoConfirmUser) return { outcome: 'approve', verified };
  return { outcome: trigger === 'sign-up' ? 'code' : 'untouched', verified };
}

/** The addresses that flags mark as verified. */
export function verifiedBy({ autoVerifyEmail, autoVerifyPhone }: ResponseFlags): readonly AliasAttribute[] {
  return [...(autoVerifyEmail ? (['email'] as const) : []), ...(autoVerifyPhone ? (['phone_number'] as const) : [])];
}

function flagsOf(response: Readonly<Record<string, unknown>>): ResponseFlags {
  const isSet = (name: keyof ResponseFlags) => response[name] === true;
  return {
    autoConfirmUser: isSet('autoConfirmUser'),
    autoVerifyEmail: isSet('autoVerifyEmail'),
    autoVerifyPhone: isSet('autoVerifyPhone'),
  };
}
