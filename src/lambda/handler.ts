/**
 * The entry of the function: the trigger behind middy. All calls happen inside the handler, since middy's early timer does
 * not guard what runs before it.
 */
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { systemClock } from './clock.ts';
import { composeTrigger } from './compose.ts';
import { readSettings } from './env.ts';

/** Before Lambda's own end, in milliseconds: the net below the budget, for a wait that nothing else bounds. */
const EARLY_MS = 400;

const trigger = composeTrigger(readSettings(), systemClock);

/** Cognito's pre sign-up trigger. */
export const handler = middy<unknown, unknown, Error, Context>({ timeoutEarlyInMillis: EARLY_MS })
  .use({ onError: trigger.recover })
  .handler((event, context) => trigger.answer(event, context.getRemainingTimeInMillis(), context.clientContext));
