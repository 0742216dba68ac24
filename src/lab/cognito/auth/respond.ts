/**
 * The answers to the two challenges that the lab sets: the proof of a password, and a password in place of a temporary one.
 */
import { ok, type Result } from '../../../core/result.ts';
import { resolveUser } from '../../../sim/find.ts';
import { checkSignIn, wrongPassword } from '../../../sim/operations/authenticate.ts';
import { replaceTemporaryPassword } from '../../../sim/operations/set-password.ts';
import { updateUserAttributes } from '../../../sim/operations/update-user-attributes.ts';
import type { Answer } from '../../operation.ts';
import { apply, givenNow, type LabState } from '../../state.ts';
import { refuse, type WireError } from '../../wire-error.ts';
import { checkClient, refusalOf } from '../shapes.ts';
import type { Challenge } from './challenge.ts';
import { type AuthParameters, needed } from './flows.ts';
import { letIn, userBySub } from './sign-in.ts';

type AnswerTo = (state: LabState, clientId: string, given: AuthParameters, session: string) => Promise<Answer>;

const proveThePassword: AnswerTo = async (state, clientId, given) => {
  const name = needed(given, 'USERNAME');
  if (!name.ok) return name;
  const allowed = checkClient(state, clientId, name.value, given['SECRET_HASH']);
  if (!allowed.ok) return allowed;
  const secretBlock = given['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '';
  const waiting = taken(state, secretBlock, 'password', clientId);
  if (!waiting.ok) return waiting;
  const { exchange, sub } = waiting.value;
  const proof = {
    secretBlock,
    timestamp: given['TIMESTAMP'] ?? '',
    signature: given['PASSWORD_CLAIM_SIGNATURE'] ?? '',
  };
  if (sub === null || !exchange.isProved(proof)) return refusalOf(wrongPassword().error);
  const user = userBySub(state, sub);
  if (!user.ok) return user;
  const may = checkSignIn(user.value);
  return may.ok ? letIn(state, user.value, clientId) : refusalOf(may.error);
};

const replaceThePassword: AnswerTo = async (state, clientId, given, session) => {
  const [name, password] = [needed(given, 'USERNAME'), needed(given, 'NEW_PASSWORD')];
  if (!name.ok) return name;
  if (!password.ok) return password;
  const allowed = checkClient(state, clientId, name.value, given['SECRET_HASH']);
  if (!allowed.ok) return allowed;
  const waiting = state.challenges.get(session);
  const asked = resolveUser(state.pool, name.value);
  if (waiting?.kind !== 'new-password' || waiting.clientId !== clientId || waiting.sub !== asked?.sub) {
    return refuse('NotAuthorizedException', 'Invalid session for the user, session is expired.');
  }
  const step = replaceTemporaryPassword(state.pool, asked.userName, password.value, state.now());
  if (!step.result.ok) return refusalOf(step.result.error);
  const attributes = givenAttributes(given);
  if (attributes.size > 0) {
    const changed = updateUserAttributes(step.pool, asked.userName, attributes, givenNow(state));
    if (!changed.result.ok) return refusalOf(changed.result.error);
    apply(state, changed);
  } else apply(state, step);
  state.challenges.remove(session);
  const user = userBySub(state, waiting.sub);
  return user.ok ? letIn(state, user.value, clientId) : user;
};

/** Attributes travel beside the password, as `userAttributes.name`. */
function givenAttributes(given: AuthParameters): ReadonlyMap<string, string> {
  const prefix = 'userAttributes.';
  return new Map(
    Object.entries(given)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** A challenge is answered once. */
function taken<K extends Challenge['kind']>(
  { challenges }: LabState,
  key: string,
  kind: K,
  clientId: string,
): Result<Extract<Challenge, { kind: K }>, WireError> {
  const waiting = challenges.get(key);
  challenges.remove(key);
  if (waiting === undefined || waiting.kind !== kind || waiting.clientId !== clientId) {
    return refuse('NotAuthorizedException', 'Invalid session for the user, session is expired.');
  }
  return ok(waiting as Extract<Challenge, { kind: K }>);
}

/** What answers a challenge, by its name. */
export const ANSWERS: Readonly<Record<string, AnswerTo>> = {
  PASSWORD_VERIFIER: proveThePassword,
  NEW_PASSWORD_REQUIRED: replaceThePassword,
};
