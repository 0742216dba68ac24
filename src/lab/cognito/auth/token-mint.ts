/**
 * Tokens as Cognito issues them: ID and access tokens signed by a key that lives as long as the lab, and refresh tokens that
 * only the lab can read. A token counts while its sign-in is remembered: signing out forgets it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, errors, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { User } from '../../../sim/pool.ts';
import { createShortLived } from './short-lived.ts';

/** One sign-in: what its tokens have in common. */
export type Session = {
  readonly id: string;
  readonly sub: string;
  readonly clientId: string;
  readonly secret: string;
  readonly at: number;
};

/** For whom, by whom and for which client tokens are. */
type Issue = { readonly issuer: string; readonly user: User; readonly clientId: string };

/** What a client is given. */
export type Tokens = { readonly AccessToken: string; readonly IdToken: string; readonly RefreshToken: string };

/** Why a token does not count, in Cognito's words. */
export type TokenProblem = string;

/** Issues tokens and reads them. */
export interface TokenMint {
  /** Begins a sign-in. */
  issue(issue: Issue): Promise<Tokens>;
  /** New tokens of the same sign-in. */
  renew(signIn: Session, issue: Issue): Promise<Omit<Tokens, 'RefreshToken'>>;
  /** The sign-in behind an access token. */
  readAccess(token: string, issuer: string): Promise<Result<Session, TokenProblem>>;
  /** The sign-in behind a refresh token. */
  readRefresh(token: string): Result<Session, TokenProblem>;
  /** Ends a sign-in. */
  revoke(signIn: Session): void;
  /** Ends every sign-in of a user. */
  signOut(sub: string): void;
  /** The public keys. */
  keys(): Promise<{ readonly keys: readonly JWK[] }>;
  /** How many sign-ins are remembered. */
  size(): number;
  clear(): void;
}

/** An hour for what is shown to others, thirty days for what renews it: the defaults of an app client. */
export const TOKEN_SECONDS = 3600;
const REFRESH_MS = 30 * 24 * 60 * 60 * 1000;

/** How many sign-ins are remembered. */
const KEPT = 10_000;

const REVOKED = 'Access Token has been revoked';

/** Creates a mint; its key is made when it is first needed. */
export function createTokenMint(now: () => number): TokenMint {
  const signIns = createShortLived<Session>(now, KEPT, REFRESH_MS);
  const key = once(newKey);
  const issueFor = async (signIn: Session, issue: Issue) => {
    const { privateKey, kid } = await key();
    const sign = (claims: Readonly<Record<string, unknown>>) => {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({ ...claims, ...commonClaims(signIn, issue) })
        .setProtectedHeader({ kid, alg: 'RS256' })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + TOKEN_SECONDS)
        .setJti(randomUUID())
        .sign(privateKey);
    };
    return { AccessToken: await sign(accessClaims(issue)), IdToken: await sign(idClaims(issue)) };
  };
  return {
    issue: async (issue) => {
      const secret = randomBytes(48).toString('base64url');
      const signIn = { id: randomUUID(), sub: issue.user.sub, clientId: issue.clientId, secret, at: now() };
      signIns.add(signIn.id, signIn);
      return { ...(await issueFor(signIn, issue)), RefreshToken: `${signIn.id}.${secret}` };
    },
    renew: issueFor,
    readAccess: async (token, issuer) => {
      const { publicKey } = await key();
      try {
        const options = { issuer, algorithms: ['RS256'], currentDate: new Date(now()) };
        const { payload } = await jwtVerify(token, publicKey, options);
        if (payload['token_use'] !== 'access') return fail('Invalid Access Token');
        const signIn = signIns.get(String(payload['origin_jti']));
        return signIn === undefined ? fail(REVOKED) : ok(signIn);
      } catch (error) {
        return fail(error instanceof errors.JWTExpired ? 'Access Token has expired' : 'Invalid Access Token');
      }
    },
    readRefresh: (token) => {
      const [id = '', secret = ''] = token.split('.');
      const signIn = signIns.get(id);
      return signIn?.secret === secret ? ok(signIn) : fail('Invalid Refresh Token');
    },
    revoke: ({ id }) => signIns.remove(id),
    signOut: (sub) => {
      for (const signIn of signIns.values()) if (signIn.sub === sub) signIns.remove(signIn.id);
    },
    keys: async () => ({ keys: [(await key()).jwk] }),
    size: signIns.size,
    clear: signIns.clear,
  };
}

async function newKey() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const plain = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(plain);
  return { publicKey, privateKey, kid, jwk: { ...plain, kid, alg: 'RS256', use: 'sig' } };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function commonClaims(signIn: Session, { issuer, user }: Issue) {
  return {
    sub: user.sub,
    iss: issuer,
    origin_jti: signIn.id,
    event_id: randomUUID(),
    auth_time: Math.floor(signIn.at / 1000),
  };
}

function accessClaims({ user, clientId }: Issue) {
  const scope = 'aws.cognito.signin.user.admin';
  return { client_id: clientId, token_use: 'access', scope, username: user.userName };
}

/** Flags are booleans in a token, though text in the pool. */
function idClaims({ user, clientId }: Issue) {
  const attributes = [...user.attributes].map(([name, value]) => [
    name,
    name === 'email_verified' || name === 'phone_number_verified' ? value.toLowerCase() === 'true' : value,
  ]);
  return { ...Object.fromEntries(attributes), aud: clientId, token_use: 'id', 'cognito:username': user.userName };
}
