/**
 * How many attempts each key had within each window of a log, as percentiles: what a count must let pass. Sorted by SQLite, so
 * that logs of a million lines do. Keys are hashes or what records hold in clear, and none of them is told.
 */
import { DatabaseSync } from 'node:sqlite';
import type { LimitBy } from '../core/limits/limit.ts';
import { registrableDomain } from '../identity/registrable-domain.ts';
import type { LoggedDecision } from '../record/logged.ts';
import { allRows, number, text } from './rows.ts';

/** What one key and window saw, over all of them. */
export type LimitSuggestion = {
  readonly by: LimitBy;
  readonly per: string;
  readonly keys: number;
  readonly attempts: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly most: number;
  /** Twice what ninety-nine in a hundred windows saw, and never below ten. */
  readonly suggested: number;
};

/** The windows that are looked at, in milliseconds. */
const WINDOWS: readonly (readonly [per: string, ms: number])[] = [
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
];

const LEAST = 10;

/** Takes decisions, then answers once. */
interface SuggestionStore {
  add(decision: LoggedDecision): void;
  finish(): readonly LimitSuggestion[];
}

/** Opens an empty store. */
export function openSuggestionStore(): SuggestionStore {
  const database = new DatabaseSync('');
  database.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE seen (at INTEGER, by TEXT, key TEXT); BEGIN',
  );
  const insert = database.prepare('INSERT INTO seen VALUES (?,?,?)');
  return {
    add: (decision) => {
      if (decision.at === null) return;
      for (const [by, key] of keysOf(decision)) insert.run(decision.at, by, key);
    },
    finish: () => {
      database.exec('COMMIT');
      const found = WINDOWS.flatMap(([per, ms]) => suggestionsIn(database, per, ms));
      database.close();
      return found.toSorted((one, other) => one.by.localeCompare(other.by));
    },
  };
}

/**
 * The keys of a record: what it holds in clear, which every record does, so that one key has one name all along; the hashes that it
 * counted by for the others.
 */
function keysOf({ limits, subject, clientId }: LoggedDecision): ReadonlyMap<string, string> {
  const { emailDomain, phoneCountry, email } = subject;
  const counted = limits.flatMap(({ by, key }): [string, string][] => (key === null ? [] : [[by, key]]));
  const inClear: readonly (readonly [LimitBy, string | null])[] = [
    ['everybody', ''],
    ['client', clientId],
    ['emailDomain', emailDomain === null ? null : registrableDomain(emailDomain)],
    ['phoneCountry', phoneCountry],
  ];
  return new Map([
    // an address stands for its mailbox where nobody counted by mailbox: tags and dots then tell them apart
    ...(email === null ? [] : [['mailbox', email] as const]),
    ...counted,
    ...inClear.filter((one): one is readonly [LimitBy, string] => one[1] !== null),
  ]);
}

function suggestionsIn(database: DatabaseSync, per: string, ms: number): readonly LimitSuggestion[] {
  const windows = `SELECT by, key, at / ${ms} AS window, count(*) AS n FROM seen GROUP BY 1, 2, 3`;
  const ranked = `SELECT *, row_number() OVER (PARTITION BY by ORDER BY n) AS place, count(*) OVER (PARTITION BY by) AS windows FROM (${windows})`;
  const at = (share: number) => `max(CASE WHEN place <= 1 + CAST(${share} * (windows - 1) AS INTEGER) THEN n END)`;
  const rows = allRows(
    database,
    `SELECT by, count(DISTINCT key) AS keys, sum(n) AS attempts, ${at(0.5)} AS p50, ${at(0.9)} AS p90, ${at(0.99)} AS p99,
       max(n) AS most FROM (${ranked}) GROUP BY by`,
  );
  return rows.map((row) => ({
    by: text(row['by']) as LimitBy,
    per,
    keys: number(row['keys']),
    attempts: number(row['attempts']),
    p50: number(row['p50']),
    p90: number(row['p90']),
    p99: number(row['p99']),
    most: number(row['most']),
    suggested: Math.max(LEAST, 2 * number(row['p99'])),
  }));
}
