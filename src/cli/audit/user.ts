/**
 * A user as an audit sees it, from whatever an export holds. Pure; holds addresses in clear, so it must never be logged.
 */
import type { EmailAddress, PhoneNumber } from '../../core/attempt.ts';
import { isObject, type RawObject } from '../../core/json.ts';
import { parseEmail } from '../../identity/email.ts';
import { parsePhone } from '../../identity/phone.ts';
import { fieldName, flagText, statusText } from './user-fields.ts';

/** One user of the pool. */
export type AuditedUser = {
  readonly name: string;
  readonly sub: string | null;
  readonly status: string | null;
  readonly enabled: boolean;
  /** Every attribute by its full name, the two flags included. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The address, parsed once for all who ask; null where it is malformed, or there is none. */
  readonly email: EmailAddress | null;
  readonly phone: PhoneNumber | null;
};

/** Fields of an export that are not attributes. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['username', 'userstatus', 'enabled', 'cognito:mfa_enabled']);

const FLAGS: ReadonlySet<string> = new Set(['email_verified', 'phone_number_verified']);

/**
 * A user from ListUsers' own form (`Username`, `Attributes`), or from a flat record of attributes as tables and Cognito's
 * import template have it (`cognito:username`, `Email address`, …). Null where there is no name.
 */
export function userOf(record: RawObject): AuditedUser | null {
  const fields = fieldsByName(record);
  const list = fields.get('Attributes') ?? fields.get('attributes');
  const attributes = Array.isArray(list) ? listedAttributes(list) : flatAttributes(fields);
  const name = textOf(fields.get('username')) ?? attributes.get('sub') ?? null;
  if (name === null) return null;
  const status = textOf(fields.get('userstatus'));
  return {
    name,
    sub: attributes.get('sub') ?? null,
    status: status === null ? null : statusText(status),
    enabled: !NOT_ENABLED.has(String(fields.get('enabled') ?? 'true').toLowerCase()),
    attributes,
    email: parsed(attributes.get('email'), parseEmail),
    phone: parsed(attributes.get('phone_number'), parsePhone),
  };
}

const NOT_ENABLED: ReadonlySet<string> = new Set(['false', 'no', '0', 'disabled']);

/** The console calls the confirmation a status, and whether the user is enabled as well. */
function fieldsByName(record: RawObject): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record)) {
    const name = fieldName(key);
    const isEnabled = name === 'userstatus' && typeof value === 'string' && /^(?:en|dis)abled$/iu.test(value);
    fields.set(isEnabled ? 'enabled' : name, value);
  }
  return fields;
}

function listedAttributes(list: readonly unknown[]): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const entry of list) {
    if (isObject(entry) && typeof entry['Name'] === 'string' && typeof entry['Value'] === 'string') {
      attributes.set(entry['Name'], entry['Value']);
    }
  }
  return attributes;
}

function flatAttributes(fields: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, value] of fields) {
    const text = typeof value === 'boolean' ? String(value) : textOf(value);
    if (text !== null && !OWN_FIELDS.has(name)) attributes.set(name, FLAGS.has(name) ? flagText(text) : text);
  }
  return attributes;
}

function parsed<T>(text: string | undefined, parse: (raw: string) => T | null): T | null {
  return text === undefined ? null : parse(text);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
