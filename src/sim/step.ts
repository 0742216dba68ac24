/**
 * What an operation of the pool model gives back: the pool after it, its result or error by Cognito's own name, and what
 * happened to aliases on the way. A failed operation leaves the pool as it was.
 */
import type { AliasAttribute } from '../core/attempt.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Pool } from './pool.ts';

/** The errors that the model knows, by the names of Cognito's API model. */
type PoolErrorName =
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'ExpiredCodeException'
  | 'InvalidLambdaResponseException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'NotAuthorizedException'
  | 'UnexpectedLambdaException'
  | 'UnsupportedUserStateException'
  | 'UserLambdaValidationException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UsernameExistsException';

/** A refusal as Cognito words it. */
export type PoolError = { readonly name: PoolErrorName; readonly message: string };

/** The ways by which an address becomes verified (F2.4). `sign-up` is the trigger's own: its autoVerify flags. */
export type Door =
  | 'sign-up'
  | 'confirm-sign-up'
  | 'admin-create'
  | 'admin-update'
  | 'verify-attribute'
  | 'federated-sign-in';

/** What happened, for tests, the lab's feed and its page. */
export type PoolEvent =
  | { readonly kind: 'user-created'; readonly userName: string; readonly status: string }
  | {
      readonly kind: 'alias-gained';
      readonly attribute: AliasAttribute;
      readonly value: string;
      readonly to: string;
      readonly door: Door;
    }
  | {
      readonly kind: 'alias-moved';
      readonly attribute: AliasAttribute;
      readonly value: string;
      readonly from: string;
      readonly to: string;
      readonly door: Door;
    }
  | {
      readonly kind: 'code-sent';
      readonly userName: string;
      readonly attribute: AliasAttribute;
      readonly destination: string;
      readonly code: string;
    };

/** One operation done. */
export type Step<T> = {
  readonly pool: Pool;
  readonly result: Result<T, PoolError>;
  readonly events: readonly PoolEvent[];
};

/** A finished operation. */
export function done<T>(pool: Pool, value: T, events: readonly PoolEvent[] = []): Step<T> {
  return { pool, result: ok(value), events };
}

/** An operation that was refused: nothing changed. */
export function refused(pool: Pool, name: PoolErrorName, message: string): Step<never> {
  return { pool, result: refusal(name, message), events: [] };
}

/** The refusal alone, for checks that come before an operation. */
export function refusal(name: PoolErrorName, message: string): { readonly ok: false; readonly error: PoolError } {
  return fail({ name, message });
}

/** The error for a user that is not there. */
export function userNotFound(pool: Pool): Step<never> {
  return refused(pool, 'UserNotFoundException', 'User does not exist.');
}
