/**
 * What every way of signing in ends in: tokens, or the demand for a password in place of a temporary one. And back: the user
 * behind a token. Must not ask how somebody proved who they are.
 */
import { randomBytes } from 'node:crypto';
import { ok, type Result } from '../../../core/result.ts';
import { checkTemporaryPassword } from '../../../sim/operations/authenticate.ts';
import type { User } from '../../../sim/pool.ts';
import type { Answer } from '../../operation.ts';
import type { LabState } from '../../state.ts';
import { refuse, type WireError } from '../../wire-error.ts';
import { refusalOf } from '../shapes.ts';
import { TOKEN_SECONDS, type Tokens } from './token-mint.ts';

/** Who issues the lab's tokens: where the discovery document is found. */
export function issuerOf({ endpoint, pool }: LabState): string {
  return `${endpoint}/${pool.settings.id}`;
}

/** Tokens for somebody who has shown who they are, or the challenge before. */
export async function letIn(state: LabState, user: User, clientId: string): Promise<Answer> {
  const current = checkTemporaryPassword(user, state.now());
  if (!current.ok) return refusalOf(current.error);
  if (user.status === 'FORCE_CHANGE_PASSWORD') return demandPassword(state, user, clientId);
  return resultOf(await state.tokens.issue({ issuer: issuerOf(state), user, clientId }));
}

function demandPassword({ challenges }: LabState, user: User, clientId: string): Answer {
  const Session = randomBytes(64).toString('base64url');
  challenges.add(Session, { kind: 'new-password', sub: user.sub, clientId });
  return ok({
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.userName,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
    },
  });
}

/** The answer that carries tokens. */
export function resultOf(tokens: Omit<Tokens, 'RefreshToken'> & Partial<Tokens>): Answer {
  return ok({
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, ExpiresIn: TOKEN_SECONDS, TokenType: 'Bearer' },
  });
}

/** The user behind an access token, as they are now. */
export async function signedInUser(state: LabState, token: string): Promise<Result<User, WireError>> {
  const signIn = await state.tokens.readAccess(token, issuerOf(state));
  return signIn.ok ? userBySub(state, signIn.value.sub) : refuse('NotAuthorizedException', signIn.error);
}

/** The user with that id, unless they are gone or disabled. */
export function userBySub({ pool }: LabState, sub: string): Result<User, WireError> {
  const user = [...pool.users.values()].find((one) => one.sub === sub);
  if (user === undefined) return refuse('UserNotFoundException', 'User does not exist.');
  return user.enabled ? ok(user) : refuse('NotAuthorizedException', 'User is disabled.');
}
