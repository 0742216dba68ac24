/**
 * What an audit looks for, one query each. Every query gives users; `attribute` and `value` say what they are listed for.
 */
import type { DatabaseSync } from 'node:sqlite';

/** A user listed for something. */
export type AuditRow = {
  readonly kind: string;
  readonly attribute: string;
  readonly value: string;
  readonly user: string;
  readonly sub: string | null;
  readonly status: string | null;
  readonly verified: boolean;
  readonly detail: string;
};

/** One thing that is looked for. */
type AuditKind = {
  readonly id: string;
  readonly title: string;
  readonly needsPolicy: boolean;
  readonly sql: string;
};

/** Whoever has a password of this pool: federated users sign in elsewhere, unconfirmed ones not at all. */
const HAS_PASSWORD = "u.status IN ('CONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD')";

/** The same question for both sign-in attributes: their columns by name. */
const SHARED = (attribute: string, column: string, key: string, verified: string) => `
  SELECT '${attribute}' AS attribute, u.${column} AS value, u.name, u.sub, u.status, u.${verified} AS verified, '' AS detail,
    u.${key} AS grouped
  FROM (SELECT ${key} AS k FROM users WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1) AS s
  JOIN users AS u ON u.${key} = s.k`;

/** The alias can move, or has: whoever relied on it has a password left and no way to use or recover it (F2.5, F5.3). */
const STRANDING = (attribute: string, column: string, key: string, verified: string, other: string) => `
  SELECT '${attribute}' AS attribute, u.${column} AS value, u.name, u.sub, u.status, u.${verified} AS verified,
    CASE u.${verified} WHEN 1 THEN 'only contact, carried by another user too' ELSE 'verified at another user' END AS detail,
    u.${key} AS grouped
  FROM (SELECT ${key} AS k FROM users WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1) AS s
  JOIN users AS u ON u.${key} = s.k
  WHERE ${HAS_PASSWORD} AND u.${other} = 0 AND EXISTS (
    SELECT 1 FROM users AS o WHERE o.${key} = u.${key} AND o.name <> u.name AND o.${verified} >= 1 - u.${verified})`;

/** Everything that is looked for, in the order of the report. */
export const AUDIT_KINDS: readonly AuditKind[] = [
  {
    id: 'shared-address',
    title: 'users of an address that several users carry',
    needsPolicy: false,
    sql: `${SHARED('email', 'email', 'email_key', 'email_verified')} UNION ALL
      ${SHARED('phone_number', 'phone', 'phone', 'phone_verified')}`,
  },
  {
    id: 'case-twin',
    title: 'users whose address or name differs from another only in case',
    needsPolicy: false,
    sql: `SELECT 'email' AS attribute, u.email AS value, u.name, u.sub, u.status, u.email_verified AS verified, '' AS detail,
        u.email_key AS grouped
      FROM (SELECT email_key AS k FROM users WHERE email_key IS NOT NULL GROUP BY email_key
        HAVING count(*) > 1 AND count(DISTINCT email) > 1) AS s JOIN users AS u ON u.email_key = s.k
      UNION ALL
      SELECT 'username', u.name, u.name, u.sub, u.status, 0, '', u.name_key
      FROM (SELECT name_key AS k FROM users GROUP BY name_key HAVING count(*) > 1) AS s JOIN users AS u ON u.name_key = s.k`,
  },
  {
    id: 'squatter',
    title: 'unverified holders of an email that the policy would approve',
    needsPolicy: true,
    sql: `SELECT 'email' AS attribute, u.email AS value, u.name, u.sub, u.status, 0 AS verified, '' AS detail,
        u.email_key AS grouped FROM users AS u
      WHERE u.email IS NOT NULL AND u.email_verified = 0 AND u.verifies_email = 1`,
  },
  {
    id: 'not-approved',
    title: 'users whose present email the policy would not approve',
    needsPolicy: true,
    sql: `SELECT 'email' AS attribute, u.email AS value, u.name, u.sub, u.status, u.email_verified AS verified, '' AS detail,
        u.email_key AS grouped FROM users AS u WHERE u.email IS NOT NULL AND u.approves = 0`,
  },
  {
    id: 'stranding',
    title: 'passwords that strand, or have stranded, when an alias moves',
    needsPolicy: false,
    sql: `${STRANDING('email', 'email', 'email_key', 'email_verified', 'phone_verified')} UNION ALL
      ${STRANDING('phone_number', 'phone', 'phone', 'phone_verified', 'email_verified')}`,
  },
];

/** How many users are listed for a kind. */
export function countOf(database: DatabaseSync, { sql }: AuditKind): number {
  return Number(database.prepare(`SELECT count(*) AS rows FROM (${sql})`).get()?.['rows'] ?? 0);
}

/** The users of a kind, those of one address together; read as they are asked for. */
export function* rowsOf(database: DatabaseSync, { id, sql }: AuditKind, limit: number): Generator<AuditRow> {
  const statement = database.prepare(`SELECT * FROM (${sql}) ORDER BY attribute, grouped, name LIMIT ?`);
  for (const row of statement.iterate(limit)) {
    yield {
      kind: id,
      attribute: String(row['attribute']),
      value: String(row['value']),
      user: String(row['name']),
      sub: textOrNull(row['sub']),
      status: textOrNull(row['status']),
      verified: row['verified'] === 1,
      detail: String(row['detail']),
    };
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
