/**
 * Attestations as the engine sees them: whose statements a policy trusts, and what became of the one that an attempt
 * carried. Types alone; reading a token is `guard/attestation/`'s.
 */
import type { AliasAttribute } from './attempt.ts';

/** A public key of an attester. `kid` is its RFC 7638 thumbprint, whatever the file it came from called it. */
export type AttesterKey =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string; readonly kid: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string; readonly kid: string };

/** Whose statements count as proof, as a policy document says it: `maxAge` is a duration such as `7d`. */
export type AttesterDocument = {
  readonly id: string;
  readonly keys: readonly AttesterKey[];
  readonly maxAge: string;
};

/** An attester ready to verify with. */
export type Attester = Omit<AttesterDocument, 'maxAge'> & { readonly maxAgeSeconds: number };

/** What became of a statement. Stable: dashboards group by it. */
export type AttestationResult =
  | 'valid'
  | 'expired'
  | 'too-early'
  | 'too-long-lived'
  | 'signature'
  | 'key'
  | 'issuer'
  | 'audience'
  | 'client'
  | 'address'
  | 'malformed';

/** A statement that was read. What is not `valid` attests nothing. */
export type Attestation = {
  /** Whose it is, or null where it names nobody whom the policy trusts: what a stranger wrote is not repeated. */
  readonly attester: string | null;
  readonly result: AttestationResult;
  /** Its `jti`, once its signature is known to be the attester's; recorded as a keyed hash only. */
  readonly id: string | null;
  /** The addresses of the attempt that it names. */
  readonly attested: readonly AliasAttribute[];
};
