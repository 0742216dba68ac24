/**
 * Attesters and their statements for tests, signed with Node's own cryptography and not with the library that reads them.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Attester, AttesterKey } from '../../src/core/attestation.ts';

/** A key pair; `kid` is the public half's thumbprint. */
export type TestKey = { readonly alg: 'EdDSA' | 'ES256'; readonly jwk: AttesterKey; readonly privateKey: KeyObject };

/** A new key pair. */
export function aKey(alg: TestKey['alg'] = 'EdDSA'): TestKey {
  const { publicKey, privateKey } =
    alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
  const members = alg === 'EdDSA' ? { crv, kty, x } : { crv, kty, x, y };
  const kid = createHash('sha256').update(JSON.stringify(members)).digest('base64url');
  return { alg, jwk: { ...members, kid } as AttesterKey, privateKey };
}

/** An attester of these keys; statements live a week at most. */
export function anAttester(keys: readonly TestKey[], fields: Partial<Attester> = {}): Attester {
  return { id: 'invitations', keys: keys.map(({ jwk }) => jwk), maxAgeSeconds: 7 * 86_400, ...fields };
}

/** The time of every test here, in milliseconds. */
export const NOW = Date.UTC(2026, 10, 27, 12);

/** Claims that hold at `NOW` for one address in the pool of the tests. */
export function someClaims(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const iat = NOW / 1000 - 3_600;
  return { iss: 'invitations', aud: 'us-west-2_example', iat, exp: iat + 86_400, email: 'ann@example.com', ...fields };
}

/** The header of a statement. */
export function aHeader({ alg, jwk }: TestKey, fields: Readonly<Record<string, unknown>> = {}) {
  return { alg, typ: 'signup-attestation+jwt', kid: jwk.kid, ...fields };
}

/** A signed token. Header and claims may be anything, text included. */
export function aToken(key: TestKey, claims: unknown = someClaims(), header: unknown = aHeader(key)): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

/** One part of a token; text is taken as it is. */
export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** The signature over the first two parts. */
export function signatureOf(signed: string, { alg, privateKey }: TestKey): string {
  const bytes = Buffer.from(signed);
  const signature =
    alg === 'EdDSA'
      ? sign(null, bytes, privateKey)
      : sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return signature.toString('base64url');
}
