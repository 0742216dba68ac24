/**
 * What stands in the table of limits in place of keys and attempts: plain SHA-256, as for claims, so that a count never
 * waits for SSM. No address, number or name is in the table in clear.
 */
import { createHash } from 'node:crypto';
import type { LimitRequest } from '../../../core/limits/limit.ts';
import type { CountedAttempt } from '../../../guard/ports.ts';

/** Where a count stands: stack, pool, rule, what is counted, for how long, and its key; null for what cannot be told. */
export function limitItemKey(stack: string, userPoolId: string, { rule, by, per, key }: LimitRequest): string {
  const value = key.kind === 'given' ? key.value : null;
  return hashOf([stack, userPoolId, rule, by, per, value]).digest('hex');
}

/** An attempt is told from others by 96 bits: among sixteen that is plenty. */
const CHARACTERS = 16;

/**
 * The mark of an attempt in a slice of time. Cognito repeats a call within seconds and changes nothing of it; whoever goes
 * on signing up under one name is counted again in a later slice.
 */
export function attemptMark(stack: string, { userPoolId, userName, attempt }: CountedAttempt, slice: number): string {
  const { trigger, client, email, phone } = attempt;
  const parts = [stack, userPoolId, userName, trigger, client, email, phone, slice];
  return hashOf(parts).digest('base64url').slice(0, CHARACTERS);
}

function hashOf(parts: readonly unknown[]) {
  return createHash('sha256').update(JSON.stringify(parts));
}
