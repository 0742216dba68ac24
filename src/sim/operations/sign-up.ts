/**
 * SignUp, in two steps. `begin` makes every check that comes before the trigger; `finish` applies the answer to the pool
 * as it is by then. Uniqueness of the name is checked in `finish`: whether Cognito checks before or after the trigger is
 * unconfirmed (F1.11), and after is the more dangerous reading, since the trigger then runs for a user who never exists.
 */
import type { AliasAttribute } from '../../core/attempt.ts';
import { ok, type Result } from '../../core/result.ts';
import { verifyAttributes } from '../alias.ts';
import { addressKind, checkAttributes, checkUserName, checkWritable } from '../attributes.ts';
import { codeFor, codeSent, codeTarget } from '../codes.ts';
import { isTakenUserName } from '../find.ts';
import { keep, keepAttributes } from '../names.ts';
import { checkPassword } from '../password.ts';
import { newUser, type Pool, type SentCode, type Supplied, type User, withUser } from '../pool.ts';
import { done, type PoolError, type PoolEvent, refusal, refused, type Step } from '../step.ts';
import { attributesToVerify, refusedByTrigger, type TriggerAnswer, type TriggerAsk } from '../trigger.ts';

/** A SignUp request. */
export type SignUpRequest = {
  readonly userName: string;
  readonly password: string;
  readonly attributes: ReadonlyMap<string, string>;
};

/** A sign-up that waits for its trigger. `signInBy` is the attribute that serves as user name in a username pool. */
export type SignUpBegun = {
  readonly ask: TriggerAsk;
  readonly password: string;
  readonly sub: string;
  readonly signInBy: AliasAttribute | null;
};

/** What SignUp answers. */
export type SignUpResult = { readonly user: User; readonly codeSentTo: SentCode | null };

/** Checks a request and says what the trigger is asked. `sub` is the id that the user will have. */
export function beginSignUp(pool: Pool, request: SignUpRequest, sub: string): Result<SignUpBegun, PoolError> {
  const named = nameUser(pool, request, sub);
  if (!named.ok) return named;
  const { userName, signInBy, attributes } = named.value;
  const checks = [
    checkPassword(request.password),
    checkAttributes(pool.settings, attributes),
    checkWritable(attributes),
  ];
  for (const check of checks) if (!check.ok) return check;
  const kept = keepAttributes(pool.settings, attributes);
  const ask: TriggerAsk = { source: 'PreSignUp_SignUp', userName, attributes: kept };
  return ok({ ask, password: request.password, sub, signInBy });
}

/** Who the new user is called, and by which attributes. */
export type Named = {
  readonly userName: string;
  readonly signInBy: AliasAttribute | null;
  readonly attributes: ReadonlyMap<string, string>;
};

/** In a username pool the name is an address and the user name becomes the `sub`; elsewhere it is taken as given (F1.9). */
export function nameUser(
  { settings }: Pool,
  request: Pick<SignUpRequest, 'userName' | 'attributes'>,
  sub: string,
): Result<Named, PoolError> {
  if (settings.signIn.kind !== 'username') {
    const check = checkUserName(settings, request.userName);
    if (!check.ok) return check;
    return ok({ userName: keep(settings, request.userName), signInBy: null, attributes: request.attributes });
  }
  const kind = settings.signIn.attributes.find((name) => name === addressKind(request.userName));
  if (kind === undefined) {
    const wanted = settings.signIn.attributes.map((name) => (name === 'email' ? 'an email' : 'a phone number'));
    const either = wanted.length > 1 ? 'either ' : '';
    return refusal('InvalidParameterException', `Username should be ${either}${wanted.join(' or ')}.`);
  }
  const stated = request.attributes.get(kind);
  if (stated !== undefined && keep(settings, stated) !== keep(settings, request.userName)) {
    const words = `User ${kind} should be empty or same as username, since username attribute is ${kind}.`;
    return refusal('InvalidParameterException', words);
  }
  return ok({ userName: sub, signInBy: kind, attributes: new Map(request.attributes).set(kind, request.userName) });
}

/** Applies the trigger's answer: creates the user, verifies what the flags say, sends the code. */
export function finishSignUp(
  pool: Pool,
  begun: SignUpBegun,
  answer: TriggerAnswer,
  given: Supplied,
): Step<SignUpResult> {
  if (answer.kind !== 'flags') return refusedByTrigger(pool, answer);
  const { ask, signInBy } = begun;
  if (isTaken(pool, ask, signInBy)) return userExists(pool, signInBy);
  const verify = attributesToVerify(answer.flags);
  // F1.7: a flag for an attribute that was not given fails the whole sign-up. The error's name is unconfirmed
  if (verify.some((attribute) => !ask.attributes.get(attribute))) {
    return refused(pool, 'InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
  const { userName, attributes } = ask;
  const status = answer.flags.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED';
  const user = newUser({ userName, attributes, sub: begun.sub, password: begun.password, status }, given.now);
  // F1.8: whether autoVerify without autoConfirm moves an alias is unconfirmed; here it does
  const verified = verifyAttributes(withUser(pool, user), user.userName, verify, 'sign-up', 'move');
  const created = { kind: 'user-created', userName: user.userName, status: user.status } as const;
  const stored = verified.pool.users.get(user.userName) ?? user;
  return sendCode(verified.pool, stored, given, [created, ...verified.events]);
}

/** Whether somebody is called that already: by the name, or in a username pool by the address (F2.2). */
export function isTaken(pool: Pool, { userName, attributes }: TriggerAsk, signInBy: AliasAttribute | null): boolean {
  if (pool.users.has(userName)) return true;
  return [...attributes].some(([name, value]) => name === signInBy && isTakenUserName(pool, signInBy, value));
}

/** The refusal of a name that exists (F2.2, F6.1). */
export function userExists(pool: Pool, signInBy: AliasAttribute | null): Step<never> {
  const words = signInBy === null ? 'User already exists' : `An account with the given ${signInBy} already exists.`;
  return refused(pool, 'UsernameExistsException', words);
}

/** An auto-confirmed user gets no code (F5.3); others one, if there is where to send it (F5.1). */
function sendCode(pool: Pool, user: User, given: Supplied, events: readonly PoolEvent[]): Step<SignUpResult> {
  const sent = user.status === 'UNCONFIRMED' ? signUpCode(pool, user, given) : null;
  if (sent === null) return done(pool, { user, codeSentTo: null }, events);
  const waiting = { ...user, signUpCode: sent };
  return done(withUser(pool, waiting), { user: waiting, codeSentTo: sent }, [...events, codeSent(user.userName, sent)]);
}

/** The code that confirms a sign-up, on its way to the user; null where there is no address for it (F5.1). */
export function signUpCode({ settings }: Pool, user: User, given: Supplied): SentCode | null {
  const target = codeTarget(settings, user);
  for (const [name, value] of user.attributes) {
    if (name === target) return codeFor(target, value, given);
  }
  return null;
}
