/**
 * Email addresses, strictly: one `@`, an ASCII local part without quotes or comments, a real domain name (F6.9, F6.10).
 * What is refused here is never verified; it still signs up by code.
 */
import validatorIsEmail from 'validator/lib/isEmail.js';
import type { EmailAddress } from '../core/attempt.ts';
import { parseDomain } from './domain.ts';

/** The package is CommonJS: its function is the default of the default. */
const isEmail = validatorIsEmail.default;

/** RFC 5321 4.5.3.1.3 less the angle brackets, as typed and in ASCII. */
const MAX_LENGTH = 254;

/** RFC 5321 4.5.3.1.1. */
const MAX_LOCAL_LENGTH = 64;

/** The validator measures by escaping every character, which takes longer than all the rest: lengths are checked here. */
const SYNTAX = {
  allow_utf8_local_part: false,
  // Stryker disable next-line BooleanLiteral: for the time it takes; what is too long does not come here
  ignore_max_length: true,
};

/** Parses an address as typed; null when it is malformed. Nothing is trimmed or repaired: Cognito stores it as given. */
export function parseEmail(raw: string): EmailAddress | null {
  if (raw.length > MAX_LENGTH) return null;
  const at = raw.indexOf('@');
  // the validator takes quoted local parts, in which some quotes are not even closed
  if (at < 1 || at > MAX_LOCAL_LENGTH || raw.startsWith('"')) return null;
  const domain = parseDomain(raw.slice(at + 1));
  // Stryker disable next-line ConditionalExpression: for the compiler; `null` is no domain to the validator either
  if (domain === null) return null;
  const local = raw.slice(0, at);
  const ascii = `${local}@${domain}`;
  if (ascii.length > MAX_LENGTH || !isEmail(ascii, SYNTAX)) return null;
  return { raw, folded: ascii.toLowerCase(), local: local.toLowerCase(), domain };
}

/** The form by which a holder's stored address is compared, whatever it looks like. */
export function foldEmail(stored: string): string {
  return parseEmail(stored)?.folded ?? stored.toLowerCase();
}
