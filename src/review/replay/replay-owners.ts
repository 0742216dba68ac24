/**
 * What a look for owners had found, as a record of a policy that refuses duplicates tells it. Must not guess which of two
 * addresses it was.
 */
import { type AliasAttribute, type Attempt, wellFormedAliases } from '../../core/attempt.ts';
import type { AliasFact, Counting, Failure, Holder } from '../../core/facts.ts';
import type { LoggedDecision } from '../../record/logged.ts';

/** Whether somebody who was not to be approved was looked up, since the policy refuses duplicates. */
export function soughtOwners(decision: LoggedDecision): boolean {
  const { outcome, reason, withheld, verified, calls } = decision;
  if (withheld.length > 0 || verified.length > 0) return false;
  if (calls.listUsers + calls.adminGetUser === 0 && directoryFailures(decision).length === 0) return false;
  return outcome !== 'deny' || reason === 'collision' || reason === 'directory-unavailable';
}

const OWNER: Holder = { userName: '', verified: true, enabled: true, status: 'UNKNOWN' };

/** What a look for owners had found. Of two addresses the record does not say which was owned, or in doubt. */
export function ownersIn(
  decision: LoggedDecision,
  attempt: Attempt,
  counting: Counting,
): readonly (readonly [AliasAttribute, AliasFact])[] {
  const sought = wellFormedAliases(attempt).map(({ attribute }) => attribute);
  const owned = decision.reason === 'collision';
  const failures = directoryFailures(decision);
  if (sought.length > 1 && (owned || failures.length > 0)) return [];
  if (counting !== 'owners' && !(owned && counting === 'any')) return [];
  const unowned: AliasFact = failures.length > 0 ? { kind: 'unknown', failures } : { kind: 'free', holders: [] };
  return sought.map((name) => [name, owned ? { kind: 'held', holders: [OWNER] } : unowned]);
}

/** Look-ups that failed; a record keeps no cause that matters here. */
export function directoryFailures({ failures }: LoggedDecision): readonly Failure[] {
  return failures.flatMap(({ call }): readonly Failure[] =>
    call === 'listUsers' || call === 'adminGetUser' ? [{ call, cause: 'service-error' }] : [],
  );
}
