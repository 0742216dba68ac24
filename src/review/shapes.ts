/**
 * Decisions by their shape, which is all that reports group by: numbered and counted as they pass, so that a million of them
 * are a few thousand rows and not a million. What a shape holds goes to SQLite once; here stay numbers.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { LoggedDecision } from '../record/logged.ts';
import { evidenceOf } from './evidence.ts';
import { createSeenCounts, type SeenCounts } from './seen.ts';

/** The columns of a shape, the number aside. */
const COLUMNS =
  'outcome TEXT, reason TEXT, rules TEXT, domain TEXT, source TEXT, client TEXT, country TEXT, environment TEXT, digest TEXT, candidate TEXT, differs INTEGER, evidence TEXT, attestation TEXT, companion TEXT';

/** The tables of the shapes, and of how often and when each was seen. */
export const SHAPE_SCHEMA = `
  CREATE TABLE shape (id INTEGER PRIMARY KEY, ${COLUMNS});
  CREATE TABLE seen (shape INTEGER PRIMARY KEY, n INTEGER, first INTEGER, last INTEGER);`;

/** All that was counted. */
export type Totals = {
  readonly records: number;
  readonly undated: number;
  readonly from: number | null;
  readonly to: number | null;
};

/** Numbers, counts, and writes the counts at the end. */
export type Shapes = { readonly add: (decision: LoggedDecision) => number; readonly write: () => Totals };

/** What shapes are told apart by, level by level: V8 looks a short text up far faster than it joins thirteen to a key. */
type Level = { readonly next: Map<Distinction, Level>; id: number | null };
type Distinction = string | boolean | null;

/** Begins to count. */
export function createShapes(database: DatabaseSync): Shapes {
  const insert = database.prepare(`INSERT INTO shape VALUES (${Array(15).fill('?').join(',')})`);
  const root = createLevel();
  const seen = createSeenCounts();
  let shapes = 0;
  return {
    add: (decision) => {
      const level = levelOf(root, decision);
      if (level.id === null) {
        level.id = shapes;
        shapes += 1;
        insert.run(level.id, ...valuesOf(decision));
      }
      seen.add(level.id, decision.at);
      return level.id;
    },
    write: () => writeSeen(database, seen, shapes),
  };
}

function createLevel(): Level {
  return { next: new Map(), id: null };
}

function levelOf(root: Level, decision: LoggedDecision): Level {
  let level = root;
  for (const distinction of distinctionsOf(decision)) {
    let next = level.next.get(distinction);
    if (next === undefined) {
      next = createLevel();
      level.next.set(distinction, next);
    }
    level = next;
  }
  return level;
}

/** From what varies least to what varies most. */
function distinctionsOf(decision: LoggedDecision): readonly Distinction[] {
  const { outcome, reason, rules, subject, trigger, clientId, policy, candidate, attestation, companion } = decision;
  return [
    policy.environment,
    policy.digest,
    trigger,
    clientId,
    candidate === null ? null : candidate.outcome,
    candidate === null ? null : candidate.differs,
    attestation === null ? null : attestation.result,
    companion === null ? null : companion.outcome,
    evidenceOf(decision),
    outcome,
    reason,
    // no rule's name begins so
    rules.length < 2 ? (rules[0] ?? null) : `\u0000${JSON.stringify(rules)}`,
    subject.phoneCountry,
    subject.emailDomain,
  ];
}

function writeSeen(database: DatabaseSync, seen: SeenCounts, shapes: number): Totals {
  const insert = database.prepare('INSERT INTO seen VALUES (?,?,?,?)');
  const totals = { records: 0, undated: 0, from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  for (let id = 0; id < shapes; id += 1) {
    const { n, dated, first, last } = seen.of(id);
    insert.run(id, n, first, last);
    totals.records += n;
    totals.undated += n - dated;
    totals.from = Math.min(totals.from, first ?? totals.from);
    totals.to = Math.max(totals.to, last ?? totals.to);
  }
  return totals.undated === totals.records ? { ...totals, from: null, to: null } : totals;
}

type ShapeValue = string | number | null;

function valuesOf(decision: LoggedDecision): readonly ShapeValue[] {
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
    decision.companion?.outcome ?? null,
  ];
}
