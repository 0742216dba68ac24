/**
 * Bad days on purpose: what the lab's services suffer while a scene asks for it. Must never outlive the scene.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { WireError } from './wire-error.ts';

/** What is wrong at the moment. */
export type Faults = { ssmDown: boolean; claimsDown: boolean; lookUpsDown: boolean; lookUpDelayMs: number };

/** All is well. */
export function noFaults(): Faults {
  return { ssmDown: false, claimsDown: false, lookUpsDown: false, lookUpDelayMs: 0 };
}

/** The look-ups that the trigger makes. */
const LOOK_UPS: readonly string[] = ['ListUsers', 'AdminGetUser'];

/** Makes a call suffer: waits, or gives the error that it ends with. */
export async function suffer(faults: Faults, service: string, operation: string): Promise<WireError | null> {
  if (faults.ssmDown && service === 'AmazonSSM') return failing('SSM');
  if (faults.claimsDown && service === 'DynamoDB_20120810') return failing('DynamoDB');
  // a closing lab does not wait for it
  if (faults.lookUpDelayMs > 0 && LOOK_UPS.includes(operation)) {
    await pause(faults.lookUpDelayMs, undefined, { ref: false });
  }
  return faults.lookUpsDown && LOOK_UPS.includes(operation) ? failing('Cognito') : null;
}

function failing(what: string): WireError {
  return { name: 'InternalServerError', message: `the lab lets ${what} fail`, status: 500, members: {} };
}
