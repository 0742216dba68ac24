/**
 * The filter of ListUsers: `name = "value"` or `name ^= "value"`, one attribute, quotes escaped by a backslash (F3.1,
 * F3.4). An empty filter lists everybody.
 */
import { ok, type Result } from '../core/result.ts';
import type { User } from './pool.ts';
import { type PoolError, refusal } from './step.ts';

/** Longer filters are refused (F3.5). */
const MAX_FILTER = 256;

const TOO_LONG =
  "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must have length less than or equal to";

/** Custom attributes and `*_verified` are not among them (F3.2). */
const FILTERABLE = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
];

const FILTER = /^\s*"?(?<name>[a-z_:]+)"?\s*(?<operator>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$/u;

/** Whether a user is listed. */
type UserFilter = (user: User) => boolean;

/**
 * Parses a filter. `=` compares exactly: the documents disagree on case for `email` (F3.3), and a search that sees less
 * is the more dangerous reading.
 */
export function parseFilter(text: string): Result<UserFilter, PoolError> {
  if (text === '') return ok(() => true);
  if (text.length > MAX_FILTER) return invalid(`${TOO_LONG} ${MAX_FILTER}`);
  const { name, operator, value } = FILTER.exec(text)?.groups ?? {};
  if (value === undefined) return invalid('Error while parsing filter.');
  const field = FILTERABLE.find((one) => one === name);
  if (field === undefined) return invalid(`Invalid search attribute: ${name}`);
  const wanted = value.replace(/\\(.)/gu, '$1');
  return ok((user) => {
    const actual = readField(user, field);
    return operator === '=' ? actual === wanted : (actual?.startsWith(wanted) ?? false);
  });
}

function readField(user: User, name: string): string | undefined {
  if (name === 'username') return user.userName;
  if (name === 'cognito:user_status') return user.status;
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return user.attributes.get(name);
}

function invalid(message: string) {
  return refusal('InvalidParameterException', message);
}
