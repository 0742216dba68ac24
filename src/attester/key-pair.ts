/**
 * Key pairs of attesters: made here, kept by whoever attests. The private half is a JWK that names its key, so that a
 * backend's library needs nothing else. Must never end up in a policy or a deployment.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ALGORITHM_OF_KEY, type AttesterKey, type StatementAlgorithm } from '../core/attestation.ts';
import { fieldsOf, isObject, parseJson } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { readPublicKey } from '../policy/public-key.ts';

/** The private half, ready to sign. */
export type SigningKey = { readonly alg: StatementAlgorithm; readonly kid: string; readonly key: KeyObject };

/** A new pair: the private half as a JWK, the public one as a policy holds it. */
type KeyPair = { readonly privateJwk: Readonly<Record<string, unknown>>; readonly publicKey: AttesterKey };

/** Makes a key pair, or says why this machine cannot. */
export function newKeyPair(alg: StatementAlgorithm): Result<KeyPair, string> {
  const { privateKey } =
    alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = publicHalf(privateKey);
  if (!publicKey.ok) return publicKey;
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  const { kid } = publicKey.value;
  const privateJwk = { kty, crv, x, ...(y === undefined ? {} : { y }), d, kid, alg, use: 'sig' };
  return ok({ privateJwk, publicKey: publicKey.value });
}

/** The set member of a public key: what whoever reads it may want to know stands in it. */
export function setMember(key: AttesterKey): Readonly<Record<string, unknown>> {
  return { ...key, alg: ALGORITHM_OF_KEY[key.kty], use: 'sig' };
}

/** Reads a private key: a JWK as `signup-guard key` writes it, or PEM. */
export function readSigningKey(text: string): Result<SigningKey, string> {
  const key = keyIn(text);
  if (key === null) return fail('it is no private key: a JWK with `d`, or PEM (PKCS #8)');
  const publicKey = publicHalf(key);
  if (!publicKey.ok) return publicKey;
  return ok({ alg: ALGORITHM_OF_KEY[publicKey.value.kty], kid: publicKey.value.kid, key });
}

function publicHalf(key: KeyObject): Result<AttesterKey, string> {
  const read = readPublicKey(fieldsOf(createPublicKey(key).export({ format: 'jwk' })));
  return read.ok ? read : fail(read.error.message);
}

function keyIn(text: string): KeyObject | null {
  try {
    const jwk = parseJson(text);
    return isObject(jwk) ? createPrivateKey({ key: jwk, format: 'jwk' }) : createPrivateKey(text);
  } catch {
    return null;
  }
}
