/**
 * How the lab runs a pre sign-up trigger: one port, several runners. Must not decide anything itself.
 */
import { isObject } from '../../core/json.ts';
import type { TriggerAnswer } from '../../sim/trigger.ts';

/** Runs a trigger on a Cognito event. Never throws: a trigger that fails is an answer, too. */
export interface TriggerRunner {
  readonly name: string;
  run(event: unknown): Promise<TriggerAnswer>;
  close(): Promise<void>;
}

/**
 * Reads what a trigger returned, as Cognito does (F4.2, F4.3). A string counts as a set flag, even `"false"`: an early
 * report saw that (F4.7), and it is the more dangerous reading.
 */
export function readAnswer(returned: unknown): TriggerAnswer {
  if (!isObject(returned) || !isObject(returned['response'])) return { kind: 'unreadable' };
  const { response } = returned;
  if (!isObject(response)) return { kind: 'unreadable' };
  return {
    kind: 'flags',
    flags: {
      autoConfirmUser: Boolean(response['autoConfirmUser']),
      autoVerifyEmail: Boolean(response['autoVerifyEmail']),
      autoVerifyPhone: Boolean(response['autoVerifyPhone']),
    },
  };
}
