/**
 * What stands in the way of writing a pool: the role that sends its SMS, which a write hands on and the template grants for
 * `SmsRoleArn` alone; or that it is gone. Pure.
 */
import type { RawObject } from '../core/json.ts';
import { smsRoleOf } from '../pool/pool-settings.ts';

/** Why the pool must not be written, with the value to give; null when it may. */
export function passRoleRefusal(pool: RawObject, granted: string | null): string | null {
  const role = smsRoleOf(pool);
  if (role === null || role === granted) return null;
  const given = granted === null ? '' : `, not \`${granted}\``;
  return `the pool sends its SMS with the role \`${role}\`${given}: deploy with \`SmsRoleArn=${role}\``;
}

/** Whether an error of reading a pool says that it no longer exists: then it calls nobody. */
export function isGone(error: string): boolean {
  return error.includes('ResourceNotFoundException');
}
