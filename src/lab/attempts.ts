/**
 * The three ways into the pool that ask the trigger: begin, ask, finish on the pool as it is by then. Attempts run side by
 * side, as in Cognito.
 */
import { randomBytes } from 'node:crypto';
import { NEUTRAL } from '../core/decision.ts';
import { fail, type Result } from '../core/result.ts';
import {
  type AdminCreateUserRequest,
  beginAdminCreateUser,
  finishAdminCreateUser,
} from '../sim/operations/admin-create-user.ts';
import {
  beginFederatedSignIn,
  type FederatedProfile,
  finishFederatedSignIn,
} from '../sim/operations/federated-sign-in.ts';
import { beginSignUp, finishSignUp, type SignUpRequest, type SignUpResult } from '../sim/operations/sign-up.ts';
import type { User } from '../sim/pool.ts';
import type { PoolError } from '../sim/step.ts';
import type { TriggerAnswer, TriggerAsk } from '../sim/trigger.ts';
import { apply, givenNow, type LabState } from './state.ts';
import { type EventFrame, NO_CLIENT, triggerEvent } from './trigger/trigger-event.ts';

/** What a caller hands through to the trigger. */
type PassedThrough = Pick<EventFrame, 'validationData' | 'clientMetadata'>;

/** By which app client somebody signs up; the one with a secret unless said. */
type ByClient = PassedThrough & { readonly clientId?: string };

const NOTHING_PASSED: PassedThrough = { validationData: null, clientMetadata: null };

/** SignUp. */
export async function signUp(
  state: LabState,
  request: SignUpRequest,
  { clientId = state.client.id, ...passed }: ByClient = NOTHING_PASSED,
): Promise<Result<SignUpResult, PoolError>> {
  const given = givenNow(state);
  const begun = beginSignUp(state.pool, request, given.sub);
  if (!begun.ok) return fail(begun.error);
  const answer = await ask(state, begun.value.ask, clientId, passed);
  return apply(state, finishSignUp(state.pool, begun.value, answer, given));
}

/** A temporary password as Cognito makes one up, which the default rules allow. */
export function newTemporaryPassword(): string {
  return `${randomBytes(6).toString('base64url')}aA1!`;
}

/** AdminCreateUser. */
export async function adminCreateUser(
  state: LabState,
  request: AdminCreateUserRequest,
  passed: PassedThrough = NOTHING_PASSED,
): Promise<Result<User, PoolError>> {
  const given = givenNow(state);
  const invited = { ...request, temporaryPassword: request.temporaryPassword ?? newTemporaryPassword() };
  const begun = beginAdminCreateUser(state.pool, invited, given.sub);
  if (!begun.ok) return fail(begun.error);
  const answer = await ask(state, begun.value.ask, NO_CLIENT, passed);
  return apply(state, finishAdminCreateUser(state.pool, begun.value, answer, given));
}

/** A sign-in through an identity provider, which has no API call of its own. */
export async function federatedSignIn(
  state: LabState,
  profile: FederatedProfile,
  clientId = state.client.id,
): Promise<Result<User, PoolError>> {
  const begun = beginFederatedSignIn(state.pool, profile);
  const answer: TriggerAnswer =
    begun.ask === null ? { kind: 'flags', flags: NEUTRAL } : await ask(state, begun.ask, clientId, NOTHING_PASSED);
  return apply(state, finishFederatedSignIn(state.pool, begun, answer, givenNow(state)));
}

/** A pool without a trigger answers for itself: nothing confirmed, nothing verified. */
async function ask(
  { trigger, attached, region, pool }: LabState,
  question: TriggerAsk,
  clientId: string,
  passed: PassedThrough,
): Promise<TriggerAnswer> {
  if (trigger === null || !attached) return { kind: 'flags', flags: NEUTRAL };
  return trigger.run(triggerEvent(question, { region, userPoolId: pool.settings.id, clientId, ...passed }));
}
