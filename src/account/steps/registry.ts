/** The steps of the product's run, in order. After each, people can sign up in the pool or the step says why not. */
import { ALARM_STEPS } from './alarms.ts';
import { COMPANION_STEPS } from './companion.ts';
import { FIRST_STEPS, LAST_STEPS, ROLL_BACK_STEPS } from './deployment.ts';
import { OPERATION_STEPS } from './operation.ts';
import { POLICY_STEPS } from './policies.ts';
import { SIGN_UP_STEPS, TIMING_STEPS } from './sign-ups.ts';
import type { ProductStep } from './step.ts';

/** All of them. */
export const STEPS: readonly ProductStep[] = [
  ...FIRST_STEPS,
  ...SIGN_UP_STEPS,
  ...POLICY_STEPS,
  ...ROLL_BACK_STEPS,
  ...COMPANION_STEPS,
  ...OPERATION_STEPS,
  ...ALARM_STEPS,
  ...TIMING_STEPS,
  ...LAST_STEPS,
];
