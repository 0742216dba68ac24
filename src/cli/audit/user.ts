/**
 * A user as an audit sees it, from whatever an export holds. Pure; holds addresses in clear, so it must never be logged.
 */
import { isObject, type RawObject } from '../../core/json.ts';

/** One user of the pool. */
export type AuditedUser = {
  readonly name: string;
  readonly sub: string | null;
  readonly status: string | null;
  readonly enabled: boolean;
  /** Every attribute by its full name, the two flags included. */
  readonly attributes: ReadonlyMap<string, string>;
};

/** Fields of an export that are not attributes. */
const OWN_FIELDS = ['username', 'cognito:username', 'userstatus', 'status', 'enabled', 'cognito:mfa_enabled'];

/**
 * A user from ListUsers' own form (`Username`, `Attributes`), or from a flat record of attributes as CSV exports and
 * Cognito's import template have it (`cognito:username`, `email`, …). Null where there is no name.
 */
export function userOf(record: RawObject): AuditedUser | null {
  const fields = new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
  const attributes = isListed(record['Attributes']) ? listedAttributes(record['Attributes']) : flatAttributes(record);
  const name =
    textOf(fields.get('username')) ?? textOf(fields.get('cognito:username')) ?? attributes.get('sub') ?? null;
  if (name === null) return null;
  return {
    name,
    sub: attributes.get('sub') ?? null,
    status: textOf(fields.get('userstatus')) ?? textOf(fields.get('status')),
    enabled: String(fields.get('enabled') ?? 'true').toLowerCase() !== 'false',
    attributes,
  };
}

function isListed(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function listedAttributes(list: readonly unknown[]): ReadonlyMap<string, string> {
  const pairs = list.flatMap((entry) => {
    if (!isObject(entry) || typeof entry['Name'] !== 'string' || typeof entry['Value'] !== 'string') return [];
    return [[entry['Name'], entry['Value']] as const];
  });
  return new Map(pairs);
}

function flatAttributes(record: RawObject): ReadonlyMap<string, string> {
  const pairs = Object.entries(record).flatMap(([key, value]) => {
    if (OWN_FIELDS.includes(key.toLowerCase())) return [];
    const text = typeof value === 'boolean' ? String(value) : textOf(value);
    return text === null ? [] : [[key, text] as const];
  });
  return new Map(pairs);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
