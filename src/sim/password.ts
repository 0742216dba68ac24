/**
 * The default password policy of a new pool. Kept apart: nothing about aliases depends on it.
 */
import { ok, type Result } from '../core/result.ts';
import { type PoolError, refusal } from './step.ts';

const DEMANDS: readonly (readonly [RegExp, string])[] = [
  [/^.{8,256}$/su, 'Password not long enough'],
  [/[a-z]/u, 'Password must have lowercase characters'],
  [/[A-Z]/u, 'Password must have uppercase characters'],
  [/[0-9]/u, 'Password must have numeric characters'],
  [/[^A-Za-z0-9]/u, 'Password must have symbol characters'],
];

/** Refuses what the default policy refuses, with the first reason. */
export function checkPassword(password: string): Result<null, PoolError> {
  const missing = DEMANDS.find(([pattern]) => !pattern.test(password));
  if (missing === undefined) return ok(null);
  return refusal('InvalidPasswordException', `Password did not conform with policy: ${missing[1]}`);
}
