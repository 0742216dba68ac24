/**
 * ListUsers over one state of the pool. It is eventually consistent (F3.7): a caller that wants lateness hands in an
 * older state.
 */
import { ok, type Result } from '../../core/result.ts';
import { parseFilter } from '../filter.ts';
import type { Pool, User } from '../pool.ts';
import { type PoolError, refusal } from '../step.ts';

/** A ListUsers request. */
type ListUsersRequest = {
  readonly filter: string;
  readonly limit: number;
  readonly token: string | null;
};

/** One page; more follow if and only if there is a token (F3.8). */
type ListUsersPage = { readonly users: readonly User[]; readonly token: string | null };

/** The largest page, and the default (F3.8). */
export const MAX_LIMIT = 60;

/** Lists one page. */
export function listUsers(pool: Pool, { filter, limit, token }: ListUsersRequest): Result<ListUsersPage, PoolError> {
  const matches = parseFilter(filter);
  if (!matches.ok) return matches;
  const start = Number(token); // no token is the start: null counts as 0
  if (!Number.isSafeInteger(start) || start < 0 || token === '') {
    return refusal('InvalidParameterException', 'Invalid pagination token.');
  }
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_LIMIT) {
    return refusal('InvalidParameterException', `Limit must be between 0 and ${MAX_LIMIT}.`);
  }
  const size = limit === 0 ? MAX_LIMIT : limit;
  const found = [...pool.users.values()].filter(matches.value);
  const end = start + size;
  return ok({ users: found.slice(start, end), token: end < found.length ? String(end) : null });
}
