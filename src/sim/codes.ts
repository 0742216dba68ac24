/**
 * One-time codes: where they go and whether one fits. Delivery is the caller's; the code itself is handed in.
 */
import type { AliasAttribute } from '../core/attempt.ts';
import { ok, type Result } from '../core/result.ts';
import type { PoolSettings, SentCode, Supplied, User } from './pool.ts';
import { type PoolError, type PoolEvent, refusal } from './step.ts';

/** Codes are valid for a day (F5.1). */
export const CODE_MS = 24 * 60 * 60 * 1000;

/** Codes for a forgotten password are valid for an hour. */
export const PASSWORD_CODE_MS = 60 * 60 * 1000;

/** The attribute that gets the sign-up code: the phone where both could (F5.1); null when none can. */
export function codeTarget({ autoVerified }: PoolSettings, user: User): AliasAttribute | null {
  const able = autoVerified.filter((attribute) => user.attributes.has(attribute));
  return able.includes('phone_number') ? 'phone_number' : (able[0] ?? null);
}

/** A code on its way to an address. */
export function codeFor(attribute: AliasAttribute, value: string, { code, now }: Supplied): SentCode {
  return { code, attribute, value, sentAt: now };
}

/** The event that a code leaves. */
export function codeSent(userName: string, { attribute, value, code }: SentCode): PoolEvent {
  return { kind: 'code-sent', userName, attribute, destination: value, code };
}

/** Whether a typed code is the one that was sent, and still valid. */
export function checkCode(
  sent: SentCode | null,
  typed: string,
  now: number,
  validMs: number = CODE_MS,
): Result<SentCode, PoolError> {
  if (sent === null || sent.code !== typed) return codeMismatch();
  if (now - sent.sentAt > validMs) {
    return refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
  return ok(sent);
}

/** The refusal of a code that is not the one. */
export function codeMismatch() {
  return refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
}
