/**
 * The slowest attempts of a run, kept as they pass: a few whole rows, where sorting a million would be waste.
 */
import type { LoggedDecision } from '../record/logged.ts';
import type { SlowAttempt } from './report.ts';

const KEPT = 50;

/** Nobody waits for less: what is quicker is not slow, even if nothing was slower. Milliseconds. */
export const SLOW_MS = 500;

/** The slow attempts, and how long the longest of all took. */
export type Slowest = { readonly rows: readonly SlowAttempt[]; readonly longest: number | null };

/** Collects the slowest attempts. */
export function createSlowest(): { add(decision: LoggedDecision): void; finish(): Slowest } {
  let kept: SlowAttempt[] = [];
  let bar = SLOW_MS;
  let longest: number | null = null;
  return {
    add: (decision) => {
      const { total } = decision.ms;
      if (total === null) return;
      if (longest === null || total > longest) longest = total;
      if (total < bar) return;
      kept.push(rowOf(decision, total));
      if (kept.length < 4 * KEPT) return;
      kept = slowestOf(kept);
      bar = kept.at(-1)?.total ?? SLOW_MS;
    },
    finish: () => ({ rows: slowestOf(kept), longest }),
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
