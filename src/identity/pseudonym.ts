/**
 * Keyed hashes for the log: whoever holds the key can recompute one from an address, nobody else can guess it back.
 * A plain hash would not do: addresses are few enough to try them all.
 */
import { createHmac } from 'node:crypto';

/** What kind of value is hashed; part of the message, so that an equal text of another kind hashes otherwise. */
type PseudonymKind = 'user' | 'email' | 'phone' | 'attestation' | 'limit';

/** Half of SHA-256: far beyond chance collisions, and short enough to read. */
const HEX_DIGITS = 32;

/** `h:` and 32 hexadecimal digits of HMAC-SHA-256; null without a key. Fold the value first. */
export function pseudonym(key: string | null, kind: PseudonymKind, value: string): string | null {
  if (key === null) return null;
  return `h:${createHmac('sha256', key).update(`${kind}:${value}`).digest('hex').slice(0, HEX_DIGITS)}`;
}
