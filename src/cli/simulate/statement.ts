/**
 * The statement of a simulated sign-up: a real one, or what one would attest. Takes the pool from the statement where
 * nobody says which it is.
 */
import type { Attempt } from '../../core/attempt.ts';
import { given } from '../../core/attempt.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import { ATTESTATION_KEY } from '../../guard/attest.ts';
import { readStatement } from '../../guard/attestation/statement.ts';
import { quoted } from '../../policy/file/issue.ts';
import { nearest } from '../../policy/file/spelling.ts';

/** A sign-up that presents a token, and a note where its pool is the token's own. */
export function presenting(
  attempt: Attempt,
  token: string | undefined,
  userPoolId: string | undefined,
): { readonly attempt: Attempt; readonly note?: string } {
  const there = userPoolId === undefined ? attempt : { ...attempt, userPoolId };
  if (token === undefined) return { attempt: there };
  const metadata = new Map(attempt.metadata).set(ATTESTATION_KEY, given(token));
  const aud = readStatement(token)?.claims.aud;
  if (userPoolId !== undefined || aud === undefined) return { attempt: { ...there, metadata } };
  const note = `the sign-up is taken to be in the statement's own pool, ${quoted(aud)}; to try it in another, give \`--user-pool-id\``;
  return { attempt: { ...attempt, metadata, userPoolId: aud }, note };
}

/** A sign-up as the policy sees it: whoever it does not know proves nothing to it. */
export function asKnownTo(attempt: Attempt, document: Pick<PolicyDocument, 'attesters'>) {
  const attested = new Map([...attempt.attested].filter(([, id]) => strangerAmong([id], document) === null));
  return { attempt: { ...attempt, attested }, stranger: strangerAmong(attempt.attested.values(), document) };
}

/** A complaint where somebody attests whom the policy does not know; null where nobody does. */
export function strangerAmong(
  ids: Iterable<string>,
  { attesters = [] }: Pick<PolicyDocument, 'attesters'>,
): string | null {
  const known = attesters.map(({ id }) => id);
  const stranger = [...ids].find((id) => !known.includes(id));
  if (stranger === undefined) return null;
  const near = nearest(stranger, known);
  return `the policy has no attester ${quoted(stranger)}${near === null ? '' : `; did you mean ${quoted(near)}?`}`;
}
