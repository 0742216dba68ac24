/**
 * The engine of a review: SQLite, private to the run. A decision becomes one narrow row that points at its shape (what
 * reports group by), so that a million of them are numbers to sort and not text. Must not hold more of a person than hashes.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isDegraded } from '../record/degraded.ts';
import type { LoggedDecision } from '../record/logged.ts';
import { evidenceOf } from './evidence.ts';
import { createMinutes } from './minutes.ts';
import { queryReport } from './queries.ts';
import type { ReviewReport } from './report.ts';
import { createSlowest } from './slowest.ts';

/** Takes decisions, then answers once. */
interface ReviewStore {
  add(decision: LoggedDecision): void;
  /** The report of all that was added; the store is closed afterwards. */
  finish(skipped: number): ReviewReport;
}

/** Only what grows with the log is kept in SQLite; its cache spills to a temporary file beyond this many kilobytes. */
const CACHE_KB = 256_000;

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -${CACHE_KB};
  CREATE TABLE shape (
    id INTEGER PRIMARY KEY, outcome TEXT, reason TEXT, rules TEXT, domain TEXT, source TEXT, client TEXT,
    country TEXT, environment TEXT, digest TEXT, candidate TEXT, differs INTEGER, evidence TEXT, attestation TEXT
  );
  CREATE TABLE decision (at INTEGER, shape INTEGER);
  CREATE TABLE minute (minute INTEGER, outcome TEXT, n INTEGER);
  CREATE TABLE degraded (at INTEGER, shape INTEGER);
  CREATE TABLE withheld (
    at INTEGER, shape INTEGER, attribute TEXT, because TEXT, verified INTEGER, statuses TEXT, holder TEXT
  );
  BEGIN`;

/** Opens an empty store. The empty path is a temporary database of SQLite's own, removed when it closes. */
export function openReviewStore(): ReviewStore {
  const database = new DatabaseSync('');
  database.exec(SCHEMA);
  const shapeOf = createShapes(database.prepare(`INSERT INTO shape VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`));
  const addDecision = database.prepare('INSERT INTO decision VALUES (?,?)');
  const addWithheld = database.prepare('INSERT INTO withheld VALUES (?,?,?,?,?,?,?)');
  const addDegraded = database.prepare('INSERT INTO degraded VALUES (?,?)');
  const minutes = createMinutes();
  const slowest = createSlowest();
  return {
    add: (decision) => {
      const shape = shapeOf(decision);
      addDecision.run(decision.at, shape);
      if (decision.at !== null) minutes.add(decision.at, decision.outcome);
      if (isDegraded(decision)) addDegraded.run(decision.at, shape);
      for (const { attribute, because, verifiedHolders, statuses, firstHolder } of decision.withheld) {
        const verified = verifiedHolders > 0 ? 1 : 0;
        addWithheld.run(decision.at, shape, attribute, because, verified, JSON.stringify(statuses), firstHolder);
      }
      slowest.add(decision);
    },
    finish: (skipped) => {
      minutes.write(database.prepare('INSERT INTO minute VALUES (?,?,?)'));
      database.exec('COMMIT');
      const report = queryReport(database, skipped, slowest.rows());
      database.close();
      return report;
    },
  };
}

/** Numbers the shapes: the same shape gets the same number, a new one a row. */
function createShapes(insert: StatementSync): (decision: LoggedDecision) => number {
  const known = new Map<string, number>();
  return (decision) => {
    const values = shapeValues(decision);
    const key = values.join('\u0000');
    const found = known.get(key);
    if (found !== undefined) return found;
    const id = known.size + 1;
    known.set(key, id);
    insert.run(id, ...values);
    return id;
  };
}

type ShapeValue = string | number | null;

function shapeValues(decision: LoggedDecision): readonly ShapeValue[] {
  const { outcome, reason, rules, subject, trigger, clientId, policy, candidate } = decision;
  return [
    outcome,
    reason,
    JSON.stringify(rules),
    subject.emailDomain,
    trigger,
    clientId,
    subject.phoneCountry,
    policy.environment,
    policy.digest,
    candidate?.outcome ?? null,
    candidate === null || candidate.differs === null ? null : Number(candidate.differs),
    evidenceOf(decision),
    decision.attestation?.result ?? null,
  ];
}
