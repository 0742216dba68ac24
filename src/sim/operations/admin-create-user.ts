/**
 * AdminCreateUser, in two steps like SignUp. The trigger may refuse; its flags are ignored, the administrator's own
 * `*_verified` attributes count instead (F1.6).
 */
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../core/attempt.ts';
import { ok, type Result } from '../../core/result.ts';
import { verifyAttributes } from '../alias.ts';
import { checkAttributes } from '../attributes.ts';
import { keepAttributes } from '../names.ts';
import { declaredVerified, flagOf, newUser, type Pool, type Supplied, type User, withUser } from '../pool.ts';
import { done, type PoolError, refused, type Step } from '../step.ts';
import { refusedByTrigger, type TriggerAnswer, type TriggerAsk } from '../trigger.ts';
import { isTaken, nameUser, userExists } from './sign-up.ts';

/** An AdminCreateUser request. */
export type AdminCreateUserRequest = {
  readonly userName: string;
  readonly temporaryPassword: string | null;
  readonly attributes: ReadonlyMap<string, string>;
  readonly forceAliasCreation: boolean;
};

/** A creation that waits for its trigger. */
type AdminCreateUserBegun = {
  readonly ask: TriggerAsk;
  readonly request: AdminCreateUserRequest;
  readonly sub: string;
  readonly signInBy: AliasAttribute | null;
};

/** Checks a request and says what the trigger is asked. */
export function beginAdminCreateUser(
  pool: Pool,
  request: AdminCreateUserRequest,
  sub: string,
): Result<AdminCreateUserBegun, PoolError> {
  const named = nameUser(pool, request, sub);
  if (!named.ok) return named;
  const check = checkAttributes(pool.settings, named.value.attributes);
  if (!check.ok) return check;
  const attributes = keepAttributes(pool.settings, named.value.attributes);
  const ask: TriggerAsk = { source: 'PreSignUp_AdminCreateUser', userName: named.value.userName, attributes };
  return ok({ ask, request, sub, signInBy: named.value.signInBy });
}

/** Creates the user, unless the trigger threw. Verified addresses take the alias only with ForceAliasCreation (F2.4). */
export function finishAdminCreateUser(
  pool: Pool,
  { ask, request, sub, signInBy }: AdminCreateUserBegun,
  answer: TriggerAnswer,
  given: Supplied,
): Step<User> {
  if (answer.kind !== 'flags') return refusedByTrigger(pool, answer);
  if (isTaken(pool, ask, signInBy)) return userExists(pool, signInBy);
  const user = invited(ask, sub, request.temporaryPassword, given.now);
  const verify = declaredVerified(ask.attributes);
  const onCollision = request.forceAliasCreation ? 'move' : 'refuse';
  const step = verifyAttributes(withUser(pool, user), user.userName, verify, 'admin-create', onCollision);
  // documented as AliasExistsException; the modelled list, and what users see, is UsernameExistsException (F2.4)
  if (!step.result.ok) return refused(pool, 'UsernameExistsException', step.result.error.message);
  const created = { kind: 'user-created', userName: user.userName, status: user.status } as const;
  return done(step.pool, step.pool.users.get(user.userName) ?? user, [created, ...step.events]);
}

function invited({ userName, attributes }: TriggerAsk, sub: string, password: string | null, now: number): User {
  const flags: readonly string[] = ALIAS_ATTRIBUTES.map(flagOf);
  const plain = new Map([...attributes].filter(([name]) => !flags.includes(name)));
  return newUser({ userName, sub, status: 'FORCE_CHANGE_PASSWORD', attributes: plain, password }, now);
}
