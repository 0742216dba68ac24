/**
 * Which JSON Web Keys may attest, and what is said of the others.
 */
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPublicKey } from '../../src/policy/public-key.ts';
import { aKey } from '../support/statements.ts';
import { EC_KEY, ED_KEY } from './file/keys.ts';

const { kid: ED_ID, ...ED } = ED_KEY;
const { kid: EC_ID, ...EC } = EC_KEY;

/** What the private half has that the public one has not. */
function privateMembers({ privateKey, publicKey }: KeyPairKeyObjectResult): readonly string[] {
  const shown = publicKey.export({ format: 'jwk' });
  return Object.keys(privateKey.export({ format: 'jwk' })).filter((name) => !Object.hasOwn(shown, name));
}

/** Of each kind that Node writes, the symmetric one too; then RFC 7518's for more primes, and that of keys after the quantum computer. */
const PRIVATE_MEMBERS = [
  ...new Set([
    ...privateMembers(generateKeyPairSync('rsa', { modulusLength: 1024 })),
    ...privateMembers(generateKeyPairSync('ed25519')),
    'k',
    'oth',
    'priv',
  ]),
];

function hex(point: string): string {
  return Buffer.from(point, 'hex').toString('base64url');
}

/** Encodings of the points of small order: with and without the bit of their other half, and of ordinates beyond the field. */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

const P = 2n ** 255n - 19n;

/** RFC 8032, 5.1.3: little-endian, the highest bit apart. */
function ordinateOf(point: string): bigint {
  return (BigInt(`0x${Buffer.from(point, 'hex').reverse().toString('hex')}`) % 2n ** 255n) % P;
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power((base * base) % P, exponent / 2n);
  return exponent % 2n === 0n ? half : (half * base) % P;
}

const inverse = (value: bigint): bigint => power(((value % P) + P) % P, P - 2n);
const D = (-121665n * inverse(121666n)) % P;

/** The ordinate of a point added to itself (RFC 8032, 5.1.4): the square of the abscissa follows from the curve. */
function doubled(y: bigint): bigint {
  const xx = ((y * y - 1n) * inverse(D * y * y + 1n)) % P;
  return ((((y * y + xx) * inverse(1n - D * xx * y * y)) % P) + P) % P;
}

describe('a public key', () => {
  it.each([
    ['Ed25519', ED, ED_KEY],
    ['P-256', EC, EC_KEY],
    ['one that says what it is for', { ...ED, kid: ED_ID, alg: 'EdDSA', use: 'sig', key_ops: ['verify'] }, ED_KEY],
    ['a P-256 one that says so', { ...EC, kid: EC_ID, alg: 'ES256', key_ops: ['sign', 'verify'] }, EC_KEY],
    ['one with members of somebody else', { ...ED, x5t: 'abc', note: 'made in May' }, ED_KEY],
  ])('of the right kind is taken: %s', (_, jwk, key) => {
    expect(readPublicKey(jwk)).toEqual({ ok: true, value: key });
  });

  it.each<readonly [string, string | null, Readonly<Record<string, unknown>>]>([
    ['private-key', 'd', { ...ED, d: ED.x }],
    ['private-key', 'k', { kty: 'oct', k: 'secret' }],
    ['private-key', 'p', { kty: 'RSA', n: 'x', e: 'AQAB', p: 'x' }],
    ['key-type', 'kty', { kty: 'RSA', n: 'x', e: 'AQAB' }],
    ['key-type', 'kty', {}],
    ['key-type', 'crv', { ...EC, crv: 'P-384' }],
    ['key-type', 'crv', { ...EC, crv: 'secp256k1' }],
    ['key-type', 'crv', { ...ED, crv: 'X25519' }],
    ['key-type', 'crv', { ...ED, kty: 'EC' }],
    ['key-type', 'crv', { ...EC, kty: 'OKP' }],
    ['bad-key', 'x', { ...ED, x: undefined }],
    ['bad-key', 'x', { ...ED, x: `${ED.x}=` }],
    ['bad-key', 'x', { ...ED, x: ED.x.slice(2) }],
    ['bad-key', 'x', { ...ED, x: `${ED.x}AA` }],
    ['bad-key', 'y', { ...EC, y: undefined }],
    ['bad-key', 'y', { ...EC, y: 7 }],
    ['bad-key', 'x', { ...EC, y: EC.kty === 'EC' ? EC.x : '' }],
    ['key-id', 'kid', { ...ED, kid: 'invitations-2026' }],
    ['key-use', 'alg', { ...ED, alg: 'ES256' }],
    ['key-use', 'alg', { ...EC, alg: 'EdDSA' }],
    ['key-use', 'use', { ...ED, use: 'enc' }],
    ['key-use', 'key_ops', { ...ED, key_ops: ['sign'] }],
    ['key-use', 'key_ops', { ...ED, key_ops: 'verify' }],
  ])('is refused as %s at `%s`: %j', (code, member, jwk) => {
    expect(readPublicKey(jwk)).toMatchObject({ ok: false, error: { code, member } });
  });

  it.each(PRIVATE_MEMBERS)('with a member `%s` is a private one', (member) => {
    expect(readPublicKey({ ...ED, [member]: 'secret' })).toMatchObject({ error: { code: 'private-key', member } });
  });

  it.each<readonly [Readonly<Record<string, unknown>>, RegExp]>([
    [{ kty: 'RSA' }, /^a key that attests is Ed25519 .* or P-256 /u],
    [{ ...ED, x: 'short' }, /^`x` is not 32 bytes/u],
    [{ ...ED, x: hex('ab') }, /^`x` is not 32 bytes/u],
    [{ ...EC, y: 'short' }, /^`y` is not 32 bytes/u],
    [{ ...EC, x: ED.x }, /^`x` names no point of its curve/u],
    [{ ...ED, d: ED.x }, /^`d`: this is the private half of a key/u],
    [{ ...ED, alg: 'ES256' }, /^`alg` of such a key is `EdDSA`$/u],
    [{ ...ED, use: 'enc' }, /^`use` of a key that attests is `sig`$/u],
    [{ ...ED, key_ops: [] }, /^`key_ops` .* includes `verify`$/u],
  ])('that is none is told why: %j', (jwk, message) => {
    expect(readPublicKey(jwk)).toMatchObject({ error: { message: expect.stringMatching(message) } });
  });

  it('of all zeros, as a placeholder has, would let anybody sign', () => {
    expect(readPublicKey({ ...ED, x: 'A'.repeat(43) })).toMatchObject({ ok: false, error: { code: 'bad-key' } });
  });

  it.each(SMALL_ORDER)('of small order is no key: %s', (point) => {
    expect(readPublicKey({ ...ED, x: hex(point) })).toMatchObject({ ok: false, error: { code: 'bad-key' } });
  });

  it('of P-256 may have an abscissa of zero, where the curve has a point as good as any', () => {
    const x = hex('00'.repeat(32));
    // the square root of the curve's `b` (FIPS 186-4, D.1.2.3)
    const y = hex('66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4');

    expect(readPublicKey({ kty: 'EC', crv: 'P-256', x, y })).toMatchObject({ ok: true, value: { x, y } });
  });

  it('of small order has one of the five ordinates that eight times over come to nothing', () => {
    const ordinates = new Set(SMALL_ORDER.map(ordinateOf));

    expect([...ordinates].map((y) => doubled(doubled(doubled(y))))).toEqual([1n, 1n, 1n, 1n, 1n]);
    expect(doubled(doubled(doubled(ordinateOf(Buffer.from(String(ED.x), 'base64url').toString('hex')))))).not.toBe(1n);
  });

  it('is told from its private half in the words that matter, which are not repeated', () => {
    const { privateKey } = aKey();
    const jwk = privateKey.export({ format: 'jwk' });
    const read = readPublicKey(jwk);

    expect(JSON.stringify(read)).toContain('make a new pair');
    expect(JSON.stringify(read)).not.toContain(String(jwk.d));
  });

  it('says by which name it goes', () => {
    expect(readPublicKey({ ...ED, kid: 'mine' })).toMatchObject({
      error: { message: `\`kid\` is not the key's thumbprint (RFC 7638); write \`${ED_ID}\` or leave it out` },
    });
  });
});
