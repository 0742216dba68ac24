/**
 * The server's side of the Secure Remote Password protocol as Cognito speaks it: RFC 5054's arithmetic with SHA-256 over
 * hexadecimal numbers, and a key of 16 bytes derived under a name of its own. Written here, since libraries know the
 * client's side of this variant alone. Slow and not constant in time: fit for a lab, and for nothing else.
 */
import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** The group of 3,072 bits (RFC 3526), whose generator is 2. */
const N = fromHex(getDiffieHellman('modp15').getPrime('hex'));
const G = 2n;

/** What a sign-in is about: the names that the client hashes, and the password. */
type Secret = { readonly pool: string; readonly userId: string; readonly password: string };

/** One exchange under way. `saltHex` and `bHex` are what the client is told. */
export type SrpExchange = {
  readonly saltHex: string;
  readonly bHex: string;
  /** Whether the client has shown that it knows the password. */
  readonly isProved: (proof: SrpProof) => boolean;
};

/** What the client answers. */
export type SrpProof = { readonly secretBlock: string; readonly timestamp: string; readonly signature: string };

/** Begins an exchange with the client's public number; null when that is none. */
export function beginSrp(
  { pool, userId, password }: Secret,
  clientHex: string,
  saltHex = newSalt(),
): SrpExchange | null {
  if (!/^[0-9a-f]{1,1024}$/iu.test(clientHex)) return null;
  const clientNumber = fromHex(clientHex);
  if (clientNumber % N === 0n) return null;
  const identity = hash(Buffer.from(`${poolName(pool)}${userId}:${password}`));
  const verifier = power(G, fromHex(hash(Buffer.from(padded(fromHex(saltHex)) + identity, 'hex'))));
  const own = fromHex(randomBytes(32).toString('hex'));
  const multiplier = fromHex(hash(Buffer.from(padded(N) + padded(G), 'hex')));
  const ownNumber = (multiplier * verifier + power(G, own)) % N;
  const scramble = fromHex(hash(Buffer.from(padded(clientNumber) + padded(ownNumber), 'hex')));
  const shared = power((clientNumber * power(verifier, scramble)) % N, own);
  const key = keyOf(shared, scramble);
  return {
    saltHex,
    bHex: ownNumber.toString(16),
    isProved: (proof) => isSigned(key, `${poolName(pool)}${userId}`, proof),
  };
}

/** A salt of 16 bytes. */
function newSalt(): string {
  return randomBytes(16).toString('hex');
}

function isSigned(key: Buffer, names: string, { secretBlock, timestamp, signature }: SrpProof): boolean {
  const expected = createHmac('sha256', key)
    .update(names)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function keyOf(shared: bigint, scramble: bigint): Buffer {
  const [secret, salt] = [Buffer.from(padded(shared), 'hex'), Buffer.from(padded(scramble), 'hex')];
  return Buffer.from(hkdfSync('sha256', secret, salt, 'Caldera Derived Key', 16));
}

/** The part of a pool's id that is hashed: what follows the Region. */
function poolName(pool: string): string {
  return pool.slice(pool.indexOf('_') + 1);
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fromHex(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

/** A number in whole bytes, the first bit zero, as the clients' big integers write themselves. */
function padded(number: bigint): string {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return /^[89a-f]/u.test(even) ? `00${even}` : even;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % N];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
