/**
 * Verifies an attestation with the keys of a policy's attesters. Loaded only for an attempt that carries one, since it
 * brings `jose`. Never throws: whatever fails is a result, and only `valid` attests.
 */
import { compactVerify } from 'jose/jws/compact/verify';
import type { AliasAttribute, Attempt } from '../../core/attempt.ts';
import {
  ALGORITHM_OF_KEY,
  type Attestation,
  type AttestationResult,
  type Attester,
  type AttesterKey,
} from '../../core/attestation.ts';
import { parseEmail } from '../../identity/email.ts';
import { parsePhone } from '../../identity/phone.ts';
import { claimsFlaw } from './claims.ts';
import { readStatement, type StatementClaims, type StatementHeader } from './statement.ts';

/** What a statement is checked against, beside the attesters. */
export type Bearer = Pick<Attempt, 'userPoolId' | 'client' | 'email' | 'phone'>;

/** Reads and verifies a token that a bearer presents at a time, in milliseconds since 1970. */
export async function verifyAttestation(
  token: string,
  attesters: readonly Attester[],
  bearer: Bearer,
  nowMs: number,
): Promise<Attestation> {
  const statement = readStatement(token);
  if (statement === null) return refused('malformed', null);
  const { header, claims } = statement;
  const attester = attesters.find(({ id }) => id === claims.iss);
  if (attester === undefined) return refused('issuer', null);
  const key = keyOf(attester.keys, header);
  if (key === undefined) return refused('key', attester.id);
  if (!(await isSigned(token, header.alg, key))) return refused('signature', attester.id);
  const id = claims.jti ?? null;
  const flaw = claimsFlaw(claims, attester.maxAgeSeconds, {
    userPoolId: bearer.userPoolId,
    // Stryker disable next-line ConditionalExpression: no client's value is undefined, which no statement names either
    clientId: bearer.client.kind === 'given' ? bearer.client.value : null,
    now: Math.floor(nowMs / 1000),
  });
  if (flaw !== null) return { ...refused(flaw, attester.id), id };
  const attested = addressesNamed(claims, bearer);
  return { attester: attester.id, result: attested.length > 0 ? 'valid' : 'address', id, attested };
}

function refused(result: AttestationResult, attester: string | null): Attestation {
  return { attester, result, id: null, attested: [] };
}

/** The one key that a header means: by thumbprint, or the only one. The algorithm is the key's, never the token's choice. */
function keyOf(keys: readonly AttesterKey[], { alg, kid }: StatementHeader): AttesterKey | undefined {
  const key = kid === undefined && keys.length === 1 ? keys[0] : keys.find((one) => one.kid === kid);
  return key !== undefined && ALGORITHM_OF_KEY[key.kty] === alg ? key : undefined;
}

async function isSigned(token: string, alg: string, key: AttesterKey): Promise<boolean> {
  // Stryker disable next-line ObjectLiteral: the key was chosen by this algorithm; said again to the library
  const verified = compactVerify(token, key, { algorithms: [alg] });
  // Stryker disable next-line ArrowFunction: nothing is as good as false
  const otherwise = () => false;
  return verified.then(() => true, otherwise);
}

/** Compared folded, as holders are: an address that is spelt otherwise is the same mailbox's. */
function addressesNamed(claims: StatementClaims, { email, phone }: Bearer): readonly AliasAttribute[] {
  const attested: AliasAttribute[] = [];
  // Stryker disable StringLiteral: what is no address either way names none
  if (email.kind === 'given' && parseEmail(claims.email ?? '')?.folded === email.value.folded) attested.push('email');
  if (phone.kind === 'given' && parsePhone(claims.phone_number ?? '')?.folded === phone.value.folded)
    // Stryker restore StringLiteral
    attested.push('phone_number');
  return attested;
}
