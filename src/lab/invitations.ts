/**
 * Invitations as an application would send them: statements that the lab signs with a key of its own for each attester of
 * the policy. The keys live as long as the lab, and no file ever holds one.
 */
import { randomUUID } from 'node:crypto';
import { newKeyPair, readSigningKey, type SigningKey } from '../attester/key-pair.ts';
import { signStatement } from '../attester/sign.ts';
import type { AttesterDocument, AttesterKey } from '../core/attestation.ts';
import { fail, ok, type Result } from '../core/result.ts';

/** A written invitation. `link` is what an application would put into its mail. Times are milliseconds since 1970. */
export type Invitation = {
  readonly id: string;
  readonly attester: string;
  readonly email: string;
  readonly link: string;
  readonly token: string;
  readonly until: number;
};

/** What an invitation says. `ageMs`: how long ago it was written, so that a scene has one that is over. */
type InvitationRequest = {
  readonly attester: string;
  readonly email: string;
  readonly userPoolId: string;
  readonly ageMs?: number;
};

/** Whoever writes the lab's invitations. */
export interface Invitations {
  /** The attesters with the lab's key beside their own, so that what the lab writes counts as theirs. */
  trusting(attesters: readonly AttesterDocument[]): readonly AttesterDocument[];
  write(request: InvitationRequest): Promise<Result<Invitation, string>>;
  /** The newest first. */
  all(): readonly Invitation[];
  clear(): void;
}

/** How long an invitation counts. */
export const INVITATION_MS = 60 * 60 * 1000;

/** How many are kept. */
const KEPT = 20;

const PAGE = 'https://app.example.com/join';

type OwnKey = { readonly signing: SigningKey; readonly publicKey: AttesterKey };

/** Creates the writer of invitations. */
export function createInvitations(now: () => number): Invitations {
  const keys = new Map<string, OwnKey>();
  let written: readonly Invitation[] = [];
  const keyOf = (attester: string): Result<OwnKey, string> => {
    const known = keys.get(attester);
    if (known !== undefined) return ok(known);
    const made = newOwnKey();
    if (made.ok) keys.set(attester, made.value);
    return made;
  };
  return {
    trusting: (attesters) =>
      attesters.map((attester) => {
        const own = keyOf(attester.id);
        return own.ok ? { ...attester, keys: [...attester.keys, own.value.publicKey] } : attester;
      }),
    write: async (request) => {
      const own = keyOf(request.attester);
      if (!own.ok) return own;
      const invitation = await signed(own.value.signing, request, now() - (request.ageMs ?? 0));
      written = [invitation, ...written].slice(0, KEPT);
      return ok(invitation);
    },
    all: () => written,
    clear: () => {
      written = [];
    },
  };
}

function newOwnKey(): Result<OwnKey, string> {
  const pair = newKeyPair('EdDSA');
  if (!pair.ok) return pair;
  const signing = readSigningKey(JSON.stringify(pair.value.privateJwk));
  return signing.ok ? ok({ signing: signing.value, publicKey: pair.value.publicKey }) : fail(signing.error);
}

async function signed(key: SigningKey, request: InvitationRequest, from: number): Promise<Invitation> {
  const { attester, email, userPoolId } = request;
  const until = from + INVITATION_MS;
  const life = { from: Math.floor(from / 1000), until: Math.floor(until / 1000) };
  const token = await signStatement(key, { attester, email, userPoolId }, life);
  return { id: randomUUID(), attester, email, token, until, link: `${PAGE}?invitation=${token}` };
}

/** The statement in what somebody pasted: a link with an `invitation`, or the statement itself. Null for nothing. */
export function statementIn(pasted: string): string | null {
  const text = pasted.trim();
  if (text === '') return null;
  return (URL.canParse(text) ? new URL(text).searchParams.get('invitation') : null) ?? text;
}
