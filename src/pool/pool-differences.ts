/**
 * What differs between two readings of a pool, dates and counts apart. Pure. Absent, null and empty count as equal: the
 * wire leaves out what is empty, and a pool whose last trigger is removed shows either form.
 */
import { isObject, type RawObject } from '../core/json.ts';
import { MOVING } from './pool-fields.ts';
import { hasPasswordAge, type PoolReading } from './pool-settings.ts';

/** One setting that differs, by path; undefined where a side does not have it. */
export type Difference = { readonly path: string; readonly before: unknown; readonly after: unknown };

/** The path of the one setting that attaching changes. */
export const PRE_SIGN_UP = 'LambdaConfig.PreSignUp';

/** Every difference between two readings, MFA settings under `Mfa`. */
export function differencesBetween(before: PoolReading, after: PoolReading): readonly Difference[] {
  return [...compare('', settingsOf(before.pool), settingsOf(after.pool)), ...compare('Mfa', before.mfa, after.mfa)];
}

function settingsOf(pool: RawObject): RawObject {
  const settings = Object.fromEntries(Object.entries(pool).filter(([field]) => !MOVING.includes(field)));
  const invitation = settings['AdminCreateUserConfig'];
  if (!hasPasswordAge(pool) || !isObject(invitation)) return settings;
  const { UnusedAccountValidityDays: _, ...kept } = invitation;
  return { ...settings, AdminCreateUserConfig: kept };
}

function compare(path: string, before: unknown, after: unknown): readonly Difference[] {
  if (isEmpty(before) && isEmpty(after)) return [];
  if (canDescend(before) && canDescend(after)) {
    const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
    return fields.flatMap((field) => compare(below(path, field), before?.[field], after?.[field]));
  }
  return isSame(before, after) ? [] : [{ path, before, after }];
}

/** Two values are walked field by field when each is an object or missing. */
function canDescend(value: unknown): value is RawObject | undefined {
  return value === undefined || isObject(value);
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isEmpty);
}

/** Lists are compared in order except lists of plain words, which Cognito treats as sets. */
function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(canonical(before)) === JSON.stringify(canonical(after));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    return items.every((item) => typeof item === 'string') ? items.sort() : items;
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]));
}
