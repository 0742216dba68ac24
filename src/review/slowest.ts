/**
 * The slowest attempts of a run, kept as they pass: a few whole rows, where sorting a million would be waste.
 */
import type { LoggedDecision } from '../record/logged.ts';
import type { SlowAttempt } from './report.ts';

const KEPT = 50;

/** Collects the slowest attempts. */
export function createSlowest(): { add(decision: LoggedDecision): void; rows(): readonly SlowAttempt[] } {
  let kept: SlowAttempt[] = [];
  let bar = 0;
  return {
    add: (decision) => {
      const { total } = decision.ms;
      if (total === null || total <= bar) return;
      kept.push(rowOf(decision, total));
      if (kept.length < 4 * KEPT) return;
      kept = slowestOf(kept);
      bar = kept.at(-1)?.total ?? 0;
    },
    rows: () => slowestOf(kept),
  };
}

function slowestOf(rows: readonly SlowAttempt[]): SlowAttempt[] {
  return rows.toSorted((a, b) => b.total - a.total).slice(0, KEPT);
}

function rowOf({ at, outcome, reason, subject, ms, calls, failures }: LoggedDecision, total: number): SlowAttempt {
  return {
    at,
    outcome,
    reason,
    domain: subject.emailDomain,
    user: subject.user,
    total,
    lookup: ms.lookup,
    listUsers: calls.listUsers,
    adminGetUser: calls.adminGetUser,
    retries: calls.retries,
    failures: failures.map(({ call, cause }) => `${call} ${cause}`),
  };
}
