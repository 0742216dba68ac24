/**
 * The pre sign-up trigger as the pool sees it: what it is asked and what it may answer. The model never runs one; an
 * operation that asks is split in `begin…` (what is asked) and `finish…` (what the answer leads to), so that tests can
 * put other operations between.
 */
import type { AliasAttribute, TriggerSource } from '../core/attempt.ts';
import type { ResponseFlags } from '../core/decision.ts';
import type { Pool } from './pool.ts';
import { refused, type Step } from './step.ts';

/** What the trigger is asked. No `sub` yet (F1.4). */
export type TriggerAsk = {
  readonly source: TriggerSource;
  readonly userName: string;
  readonly attributes: ReadonlyMap<string, string>;
};

/** What came back: flags, a thrown sentence, an answer that Cognito cannot read, or no answer at all. */
export type TriggerAnswer =
  | { readonly kind: 'flags'; readonly flags: ResponseFlags }
  | { readonly kind: 'thrown'; readonly message: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'failed'; readonly message: string };

/** The refusal that an answer other than flags leads to, for every source alike (F4.3, F4.4, F4.6). */
export function refusedByTrigger(pool: Pool, answer: Exclude<TriggerAnswer, { kind: 'flags' }>): Step<never> {
  switch (answer.kind) {
    case 'thrown':
      return refused(pool, 'UserLambdaValidationException', `PreSignUp failed with error ${answer.message}.`);
    case 'unreadable':
      return refused(pool, 'InvalidLambdaResponseException', 'Unrecognizable lambda output');
    case 'failed':
      return refused(pool, 'UnexpectedLambdaException', `PreSignUp invocation failed due to error ${answer.message}.`);
  }
}

/** The attributes whose autoVerify flag is set. */
export function attributesToVerify(flags: ResponseFlags): readonly AliasAttribute[] {
  const email: readonly AliasAttribute[] = flags.autoVerifyEmail ? ['email'] : [];
  return flags.autoVerifyPhone ? [...email, 'phone_number'] : email;
}
