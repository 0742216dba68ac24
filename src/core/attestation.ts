/**
 * Attestations as the engine sees them: whose statements a policy trusts, and what became of the one that an attempt
 * carried. Reading a token is `guard/attestation/`'s.
 */
import type { AliasAttribute } from './attempt.ts';

/** The algorithms of statements. */
export const STATEMENT_ALGORITHMS = ['EdDSA', 'ES256'] as const;

/** One of them. */
export type StatementAlgorithm = (typeof STATEMENT_ALGORITHMS)[number];

/** The members that make a public key what it is. */
export type KeyMembers =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** A public key of an attester. `kid` is its RFC 7638 thumbprint. */
export type AttesterKey = KeyMembers & { readonly kid: string };

/** The algorithm is the key's, never a token's choice. */
export const ALGORITHM_OF_KEY = { OKP: 'EdDSA', EC: 'ES256' } as const satisfies Readonly<
  Record<KeyMembers['kty'], StatementAlgorithm>
>;

/** Whose statements count as proof, as a policy document says it: `maxAge` is a duration such as `7d`. */
export type AttesterDocument = {
  readonly id: string;
  readonly keys: readonly AttesterKey[];
  readonly maxAge: string;
};

/** An attester ready to verify with. */
export type Attester = Omit<AttesterDocument, 'maxAge'> & { readonly maxAgeSeconds: number };

/** What becomes of statements. Stable: dashboards group by it. */
export const ATTESTATION_RESULTS = [
  'valid',
  'expired',
  'too-early',
  'too-long-lived',
  'signature',
  'key',
  'issuer',
  'audience',
  'client',
  'address',
  'malformed',
] as const;

/** What became of one statement. */
export type AttestationResult = (typeof ATTESTATION_RESULTS)[number];

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
