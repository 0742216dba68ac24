/**
 * Phone numbers in E.164, the only form that Cognito takes (F6.12). No repair of national formats: the trigger cannot
 * rewrite attributes (F1.12).
 */
import type { PhoneNumber } from '../core/attempt.ts';

/** ITU-T E.164 6.2.1: fifteen digits at most, the first not zero. */
const E164 = /^\+[1-9][0-9]{1,14}$/u;

/** Parses a number as typed; null when it is malformed. */
export function parsePhone(raw: string): PhoneNumber | null {
  return E164.test(raw) ? { raw, folded: raw } : null;
}
