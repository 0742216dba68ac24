/**
 * The users of an audit in a SQLite file, so that a million of them need no memory. The file holds addresses in clear: it
 * is readable to its owner alone, and removed unless it was asked for.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { takePrivately } from '../../files/private-file.ts';
import type { AuditedUser } from './user.ts';
import type { AuditVerdict } from './verdict.ts';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -32768;
  PRAGMA temp_store = FILE;
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY, name_key TEXT NOT NULL, sub TEXT, status TEXT, enabled INTEGER NOT NULL,
    email TEXT, email_key TEXT, email_verified INTEGER NOT NULL,
    phone TEXT, phone_verified INTEGER NOT NULL,
    approves INTEGER, verifies_email INTEGER
  ) WITHOUT ROWID;
`;

/** Made after the users: one pass instead of a million insertions. */
const INDEXES = `
  CREATE INDEX IF NOT EXISTS by_email ON users (email_key) WHERE email_key IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_phone ON users (phone) WHERE phone IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_name ON users (name_key);
  ANALYZE;
`;

/** The store of one audit. */
export type AuditStore = {
  readonly database: DatabaseSync;
  readonly meta: (key: string) => string | null;
  readonly setMeta: (key: string, value: string | null) => void;
  /** Adds users, or replaces those already there: reading a page twice changes nothing. */
  readonly add: (entries: readonly (readonly [AuditedUser, AuditVerdict | null])[]) => void;
  /** Runs the work in one transaction. */
  readonly together: (work: () => void) => void;
  readonly count: () => number;
  readonly index: () => void;
  readonly close: () => void;
};

/** Opens a file, or makes it. Throws where the file is no store, or not one's own. */
export function openStore(file: string): AuditStore {
  // SQLite gives the files beside it the modes of the first, if they are not there yet
  for (const one of [file, ...[`${file}-wal`, `${file}-shm`].filter((beside) => existsSync(beside))]) {
    const taken = takePrivately(one);
    if (!taken.ok) throw new Error(taken.error);
  }
  const database = new DatabaseSync(file);
  database.exec(SCHEMA);
  const insert = database.prepare(`INSERT OR REPLACE INTO users VALUES (${Array(12).fill('?').join(',')})`);
  const read = database.prepare('SELECT value FROM meta WHERE key = ?');
  const write = database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  const size = database.prepare('SELECT count(*) AS users FROM users');
  return {
    database,
    meta: (key) => textOrNull(read.get(key)?.['value']),
    setMeta: (key, value) => void write.run(key, value),
    add: (entries) => {
      for (const [user, verdict] of entries) insertUser(insert, user, verdict);
    },
    together: (work) => {
      database.exec('BEGIN');
      try {
        work();
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    count: () => Number(size.get()?.['users'] ?? 0),
    index: () => database.exec(INDEXES),
    close: () => database.close(),
  };
}

function insertUser(insert: StatementSync, user: AuditedUser, verdict: AuditVerdict | null): void {
  const { name, sub, status, enabled, attributes } = user;
  const email = attributes.get('email') || null;
  const phone = attributes.get('phone_number') || null;
  insert.run(
    name,
    name.toLowerCase(),
    sub,
    status,
    Number(enabled),
    email,
    // what is malformed is compared as it stands, as `foldEmail` has it
    user.email?.folded ?? email?.toLowerCase() ?? null,
    Number(isTrue(attributes.get('email_verified'))),
    phone,
    Number(isTrue(attributes.get('phone_number_verified'))),
    verdict === null ? null : Number(verdict.approves),
    verdict === null ? null : Number(verdict.verifiesEmail),
  );
}

/** The flags are the strings `true` and `false`; a missing one is false (F3.10). */
function isTrue(flag: string | undefined): boolean {
  return flag?.toLowerCase() === 'true';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
