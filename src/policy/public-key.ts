/**
 * Whether a JSON Web Key is the public half of a key that attests: of a curve that the trigger verifies with, a point of
 * it, under its own name. For policy files and for the command that makes keys; the trigger never loads this.
 */
import { createPublicKey } from 'node:crypto';
import { ALGORITHM_OF_KEY, type AttesterKey, type KeyMembers } from '../core/attestation.ts';
import type { RawObject } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { thumbprintOf } from './thumbprint.ts';

/** Why a key is refused; `member` is the one at fault, or null where the key as a whole is. */
type KeyProblem = { readonly code: string; readonly member: string | null; readonly message: string };

/** Members that only the private half of some key has. */
const PRIVATE = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'];

/** Ed25519's points of small order, top bit aside: anybody can sign for these. The first two are what a placeholder reads as. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Reads one key as a JWK Set or a policy file holds it: its required members, named by its thumbprint. */
export function readPublicKey(jwk: RawObject): Result<AttesterKey, KeyProblem> {
  const secret = PRIVATE.find((name) => Object.hasOwn(jwk, name));
  if (secret !== undefined) return problem('private-key', secret, `\`${secret}\`: ${PRIVATE_HERE}`);
  const members = membersOf(jwk);
  if (!members.ok) return members;
  if (!isPoint(members.value)) return problem('bad-key', 'x', '`x` names no point of its curve that a key may have');
  const kid = thumbprintOf(members.value);
  return misuse(jwk, ALGORITHM_OF_KEY[members.value.kty], kid) ?? ok({ ...members.value, kid });
}

function membersOf({ kty, crv, x, y }: RawObject): Result<KeyMembers, KeyProblem> {
  const curve = kty === 'OKP' && crv === 'Ed25519' ? kty : kty === 'EC' && crv === 'P-256' ? kty : null;
  if (curve === null) return problem('key-type', typeof crv === 'string' ? 'crv' : 'kty', KEY_TYPES);
  if (!isCoordinate(x)) return problem('bad-key', 'x', '`x` is not 32 bytes in base64url');
  if (curve === 'OKP') return ok({ kty: curve, crv: 'Ed25519', x });
  return isCoordinate(y)
    ? ok({ kty: curve, crv: 'P-256', x, y })
    : problem('bad-key', 'y', '`y` is not 32 bytes in base64url');
}

/** What is said of a private key among public ones. */
export const PRIVATE_HERE =
  'this is the private half of a key, and only public halves belong in a policy; whoever read this file can sign with it, so make a new pair';
const KEY_TYPES = 'a key that attests is Ed25519 (`"kty":"OKP","crv":"Ed25519"`) or P-256 (`"kty":"EC","crv":"P-256"`)';

function problem(
  code: string,
  member: string | null,
  message: string,
): { readonly ok: false; readonly error: KeyProblem } {
  return fail({ code, member, message });
}

function isCoordinate(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === value;
}

function isPoint(key: KeyMembers): boolean {
  const bytes = Buffer.from(key.x, 'base64url');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) & 0x7f;
  if (key.kty === 'OKP' && SMALL_ORDER.has(bytes.toString('hex'))) return false;
  let isKey = true;
  try {
    createPublicKey({ key, format: 'jwk' });
  } catch {
    isKey = false;
  }
  return isKey;
}

/** What a key says of its own use must not contradict what it is used for. */
function misuse({ kid, alg, use, key_ops }: RawObject, own: string, thumbprint: string) {
  if (kid !== undefined && kid !== thumbprint)
    return problem(
      'key-id',
      'kid',
      `\`kid\` is not the key's thumbprint (RFC 7638); write \`${thumbprint}\` or leave it out`,
    );
  if (alg !== undefined && alg !== own) return problem('key-use', 'alg', `\`alg\` of such a key is \`${own}\``);
  if (use !== undefined && use !== 'sig') return problem('key-use', 'use', '`use` of a key that attests is `sig`');
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes('verify')))
    return problem('key-use', 'key_ops', '`key_ops` of a public key that attests includes `verify`');
  return null;
}
