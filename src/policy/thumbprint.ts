/**
 * RFC 7638: the name of a public key that follows from the key itself, so that nobody has to agree on one.
 */
import { createHash } from 'node:crypto';
import type { KeyMembers } from '../core/attestation.ts';

/** The thumbprint: SHA-256 over the required members in the order of their names, in base64url. */
export function thumbprintOf(key: KeyMembers): string {
  // JSON leaves out what is undefined
  const { crv, kty, x, y } = { y: undefined, ...key };
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
