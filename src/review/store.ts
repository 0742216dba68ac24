/**
 * The engine of a review: SQLite, private to the run. Decisions are counted by shape as they pass; a row of its own gets only
 * what was withheld or degraded. Must not hold more of a person than hashes.
 */
import { DatabaseSync } from 'node:sqlite';
import { isDegraded } from '../record/degraded.ts';
import type { LoggedDecision } from '../record/logged.ts';
import { createMinutes } from './minutes.ts';
import { queryReport } from './queries.ts';
import type { ReviewReport } from './report.ts';
import { createShapes, SHAPE_SCHEMA } from './shapes.ts';
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
  ${SHAPE_SCHEMA}
  CREATE TABLE minute (minute INTEGER, outcome TEXT, n INTEGER);
  CREATE TABLE exceeded (at INTEGER, rule TEXT, by TEXT, key TEXT, seen INTEGER);
  CREATE TABLE observed (at INTEGER, shape INTEGER, rule TEXT);
  CREATE TABLE degraded (at INTEGER, shape INTEGER);
  CREATE TABLE withheld (
    at INTEGER, shape INTEGER, attribute TEXT, because TEXT, verified INTEGER, statuses TEXT, holder TEXT,
    companion INTEGER
  );
  BEGIN`;

/** Opens an empty store. The empty path is a temporary database of SQLite's own, removed when it closes. */
export function openReviewStore(): ReviewStore {
  const database = new DatabaseSync('');
  database.exec(SCHEMA);
  const shapes = createShapes(database);
  const addWithheld = database.prepare('INSERT INTO withheld VALUES (?,?,?,?,?,?,?,?)');
  const addExceeded = database.prepare('INSERT INTO exceeded VALUES (?,?,?,?,?)');
  const addObserved = database.prepare('INSERT INTO observed VALUES (?,?,?)');
  const addDegraded = database.prepare('INSERT INTO degraded VALUES (?,?)');
  const minutes = createMinutes();
  const slowest = createSlowest();
  return {
    add: (decision) => {
      const shape = shapes.add(decision);
      if (decision.at !== null) minutes.add(decision.at, decision.outcome);
      if (isDegraded(decision)) addDegraded.run(decision.at, shape);
      for (const { attribute, because, verifiedHolders, statuses, firstHolder } of decision.withheld) {
        const verified = verifiedHolders > 0 ? 1 : 0;
        const moves = decision.companion?.verified.includes(attribute) === true ? 1 : 0;
        addWithheld.run(decision.at, shape, attribute, because, verified, JSON.stringify(statuses), firstHolder, moves);
      }
      for (const rule of new Set(decision.observed)) addObserved.run(decision.at, shape, rule);
      for (const { rule, by, key, count, exceeded } of decision.limits)
        if (exceeded === true) addExceeded.run(decision.at, rule, by, key, count);
      slowest.add(decision);
    },
    finish: (skipped) => {
      minutes.write(database.prepare('INSERT INTO minute VALUES (?,?,?)'));
      const totals = shapes.write();
      database.exec('COMMIT');
      const report = queryReport(database, totals, skipped, slowest.finish());
      database.close();
      return report;
    },
  };
}
