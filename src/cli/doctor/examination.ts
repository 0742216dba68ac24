/**
 * What `doctor` knows of a pool when it judges: everything read, nothing written. A part that could not be read says why;
 * a part that does not apply (the function of a pool without a trigger) is null.
 */
import type { FunctionArn } from '../../aws/operator/function/function-arn.ts';
import type { GuardStack } from '../../aws/operator/function/guard-stacks.ts';
import type { PermissionState } from '../../aws/operator/function/resource-policy.ts';
import type { TriggerFunction } from '../../aws/operator/function/trigger-function.ts';
import type { LogSample } from '../../aws/operator/log/recent-decisions.ts';
import type { LivePolicy } from '../../aws/operator/policy/live-policy.ts';
import type { PoolClients } from '../../aws/operator/pool/pool-clients.ts';
import { type RawObject, textsOf } from '../../core/json.ts';
import type { Result } from '../../core/result.ts';

/** A reading, or why there is none. */
export type Reading<T> = Result<T, string>;

/** Everything that the checks look at. */
export type Examination = {
  readonly userPoolId: string;
  readonly now: Date;
  readonly pool: RawObject;
  readonly preSignUp: string | null;
  readonly clients: Reading<PoolClients>;
  readonly runningImports: Reading<number>;
  readonly webAcl: Reading<string | null>;
  /** The stacks that guard this pool, whether it calls them or not. */
  readonly guards: Reading<readonly GuardStack[]>;
  readonly functionArn: FunctionArn | null;
  readonly trigger: Reading<TriggerFunction> | null;
  /** On the qualifier that the pool calls, and on the function without one. */
  readonly permission: Reading<{ readonly asCalled: PermissionState; readonly unqualified: PermissionState }> | null;
  readonly deniedLookUps: Reading<readonly string[]> | null;
  readonly policy: Reading<LivePolicy | null> | null;
  readonly log: Reading<LogSample> | null;
};

/** How much a finding matters: unsafe or broken; weak; good to know. Notes alone leave the exit code at 0. */
export type FindingSeverity = 'danger' | 'warning' | 'note';

/** One thing that is looked for. `find` gives a sentence for each occurrence. */
export type Check = {
  readonly id: string;
  readonly severity: FindingSeverity;
  /** The fact behind it, by its number in docs/cognito-facts.md. */
  readonly fact: string;
  readonly remedy: string;
  readonly find: (examination: Examination) => readonly string[];
};

/** One thing found. */
export type Finding = Omit<Check, 'id' | 'find'> & { readonly check: string; readonly message: string };

/** The value of a reading, or null where there is none. */
export function known<T>(reading: Reading<T> | null): T | null {
  return reading?.ok ? reading.value : null;
}

/** A list of words among a pool's settings. */
export function wordsOf(pool: RawObject, field: string): readonly string[] {
  return textsOf(pool[field]);
}
