/**
 * Makes statements: what `guard/attestation/` reads. Signs with `jose`; looks at nobody's policy.
 */
import { randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import type { SigningKey } from './key-pair.ts';

/** What a statement says, the times aside. */
type StatementSubject = {
  readonly attester: string;
  readonly userPoolId: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly clientId?: string | undefined;
};

/** The life of a statement, in seconds since 1970. */
export type StatementLife = { readonly from: number; readonly until: number };

/** Signs one statement. Each has an id of its own, by which the decision log tells one from another. */
export async function signStatement(
  { alg, kid, key }: SigningKey,
  { attester, userPoolId, email, phone, clientId }: StatementSubject,
  { from, until }: StatementLife,
): Promise<string> {
  const claims = {
    iss: attester,
    aud: userPoolId,
    iat: from,
    exp: until,
    jti: randomUUID(),
    email,
    phone_number: phone,
    client_id: clientId,
  };
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg, typ: 'signup-attestation+jwt', kid })
    .sign(key);
}
