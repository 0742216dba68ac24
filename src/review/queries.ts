/**
 * The questions of a review, in SQL: of the tally of shapes where that tells, of rows where time or holders matter. Every list is cut to what a person can read, and says how long it was.
 */
import type { DatabaseSync } from 'node:sqlite';
import { OUTCOMES } from '../core/decision.ts';
import { MINUTE_MS } from './minutes.ts';
import type {
  CandidateGroup,
  Collision,
  CompanionMove,
  Counts,
  DecisionGroup,
  DegradedMinute,
  Flood,
  Listed,
  ObservedGroup,
  PolicyPeriod,
  ReviewReport,
  Timeline,
  WithheldGroup,
} from './report.ts';
import { allRows, counts, LISTED, listed, nullable, number, outcomeIn, seen, text, texts, total } from './rows.ts';
import type { Totals } from './shapes.ts';
import type { Slowest } from './slowest.ts';
import { bucketStarts, bucketWidth } from './time-buckets.ts';

/** Asks everything. */
export function queryReport(db: DatabaseSync, totals: Totals, skipped: number, slowest: Slowest): ReviewReport {
  db.exec('CREATE TEMP TABLE tally AS SELECT shape.*, n, first, last FROM seen JOIN shape ON shape.id = seen.shape');
  const { from, to } = totals;
  return {
    ...totals,
    skipped,
    outcomes: counts(db, 'SELECT outcome AS name, sum(n) AS n FROM tally GROUP BY name'),
    reasons: counts(db, 'SELECT reason AS name, sum(n) AS n FROM tally GROUP BY name'),
    rules: counts(db, 'SELECT value AS name, sum(n) AS n FROM tally, json_each(tally.rules) GROUP BY name'),
    observed: counts(db, 'SELECT rule AS name, count(*) AS n FROM observed GROUP BY name'),
    approvals: counts(db, 'SELECT evidence AS name, sum(n) AS n FROM tally WHERE evidence IS NOT NULL GROUP BY name'),
    attestations: counts(
      db,
      'SELECT attestation AS name, sum(n) AS n FROM tally WHERE attestation IS NOT NULL GROUP BY name',
    ),
    withheld: counts(db, 'SELECT because AS name, count(*) AS n FROM withheld GROUP BY name'),
    companion: counts(
      db,
      `SELECT outcome || ', companion ' || companion AS name, sum(n) AS n FROM tally WHERE companion IS NOT NULL GROUP BY name`,
    ),
    companionMoves: companionMoves(db),
    timeline: timeline(db, from, to),
    groups: groups(db),
    withheldGroups: withheldGroups(db),
    collisions: collisions(db),
    floods: floods(db),
    observedGroups: observedGroups(db),
    degraded: degraded(db),
    slowest: slowest.rows,
    longest: slowest.longest,
    policies: policies(db),
    candidate: candidate(db),
  };
}

function timeline(db: DatabaseSync, from: number | null, to: number | null): Timeline {
  const width = from === null || to === null ? MINUTE_MS : bucketWidth(from, to);
  const at = from === null || to === null ? [] : bucketStarts(from, to, width);
  const empty = () => at.map(() => 0);
  const byOutcome = { approve: empty(), code: empty(), deny: empty(), untouched: empty() };
  const start = (at[0] ?? 0) / width;
  const rows = allRows(
    db,
    `SELECT minute / ${width / MINUTE_MS} - ${start} AS step, outcome, sum(n) AS n FROM minute GROUP BY 1, 2`,
  );
  for (const row of rows) {
    const outcome = OUTCOMES.find((name) => name === row['outcome']);
    if (outcome !== undefined) byOutcome[outcome][number(row['step'])] = number(row['n']);
  }
  return { bucketMs: width, at, counts: byOutcome };
}

function groups(db: DatabaseSync): Listed<DecisionGroup> {
  const grouped = `SELECT outcome, reason, rules, domain, source, client, country,
      sum(n) AS n, min(first) AS first, max(last) AS last FROM tally GROUP BY 1, 2, 3, 4, 5, 6, 7`;
  const ranked = `SELECT *, row_number() OVER (PARTITION BY outcome ORDER BY n DESC) AS place FROM (${grouped})`;
  const rows = allRows(db, `SELECT * FROM (${ranked}) WHERE place <= ${LISTED} ORDER BY n DESC`);
  return {
    total: total(db, grouped),
    rows: rows.map((row) => ({
      outcome: outcomeIn(row),
      reason: text(row['reason']) ?? '',
      rules: texts(row['rules']),
      domain: text(row['domain']),
      trigger: text(row['source']) ?? '',
      client: text(row['client']),
      country: text(row['country']),
      ...seen(row),
    })),
  };
}

function withheldGroups(db: DatabaseSync): Listed<WithheldGroup> {
  const grouped = `SELECT attribute, because, rules, domain, reason, count(*) AS n, min(at) AS first, max(at) AS last
    FROM withheld JOIN shape ON shape.id = withheld.shape GROUP BY 1, 2, 3, 4, 5`;
  return listed(db, grouped, (row) => ({
    attribute: text(row['attribute']) ?? '',
    because: text(row['because']) ?? '',
    rules: texts(row['rules']),
    domain: text(row['domain']),
    reason: text(row['reason']) ?? '',
    ...seen(row),
  }));
}

function collisions(db: DatabaseSync): Listed<Collision> {
  const grouped = `SELECT holder, attribute, max(verified) AS verified, json_group_array(DISTINCT statuses) AS statuses,
      json_group_array(DISTINCT domain) AS domains, count(*) AS n, min(at) AS first, max(at) AS last
    FROM withheld JOIN shape ON shape.id = withheld.shape WHERE because = 'held' GROUP BY holder, attribute`;
  return listed(db, grouped, (row) => ({
    holder: text(row['holder']),
    attribute: text(row['attribute']) ?? '',
    statuses: [...new Set(texts(row['statuses']).flatMap(texts))].sort(),
    domains: texts(row['domains']).toSorted(),
    verified: row['verified'] === 1,
    ...seen(row),
  }));
}

function companionMoves(db: DatabaseSync): Listed<CompanionMove> {
  const grouped = `SELECT attribute, because, withheld.verified, domain, count(*) AS n, min(at) AS first, max(at) AS last
    FROM withheld JOIN shape ON shape.id = withheld.shape WHERE withheld.companion = 1 GROUP BY 1, 2, 3, 4`;
  return listed(db, grouped, (row) => ({
    attribute: text(row['attribute']) ?? '',
    because: text(row['because']) ?? '',
    verified: row['verified'] === 1,
    domain: text(row['domain']),
    ...seen(row),
  }));
}

function floods(db: DatabaseSync): Listed<Flood> {
  const grouped = `SELECT rule, by, key, max(seen) AS most, count(*) AS n, min(at) AS first, max(at) AS last
    FROM exceeded GROUP BY 1, 2, 3`;
  return listed(db, grouped, (row) => ({
    rule: text(row['rule']) ?? '',
    by: text(row['by']) ?? '',
    key: text(row['key']),
    most: nullable(row['most']),
    ...seen(row),
  }));
}

function observedGroups(db: DatabaseSync): Listed<ObservedGroup> {
  const grouped = `SELECT rule, outcome, domain, count(*) AS n, min(at) AS first, max(at) AS last
    FROM observed JOIN shape ON shape.id = observed.shape GROUP BY 1, 2, 3`;
  return listed(db, grouped, (row) => ({
    rule: text(row['rule']) ?? '',
    outcome: outcomeIn(row),
    domain: text(row['domain']),
    ...seen(row),
  }));
}

function degraded(db: DatabaseSync): Listed<DegradedMinute> {
  const grouped = `SELECT minute, sum(n) AS n, json_group_object(reason, n) AS reasons FROM
      (SELECT at / ${MINUTE_MS} AS minute, reason, count(*) AS n FROM degraded JOIN shape ON shape.id = degraded.shape
       WHERE at IS NOT NULL GROUP BY 1, 2) GROUP BY minute`;
  return listed(db, grouped, (row) => ({
    minute: number(row['minute']) * MINUTE_MS,
    answers: number(row['n']),
    reasons: JSON.parse(text(row['reasons']) ?? '{}') as Counts,
  }));
}

function policies(db: DatabaseSync): readonly PolicyPeriod[] {
  const rows = allRows(
    db,
    `SELECT environment, digest, min(first) AS first, max(last) AS last, sum(n) AS n,
       json_group_object(outcome, n) AS outcomes FROM
       (SELECT environment, digest, outcome, sum(n) AS n, min(first) AS first, max(last) AS last FROM tally GROUP BY 1, 2, 3)
     GROUP BY 1, 2 ORDER BY first LIMIT ${LISTED}`,
  );
  return rows.map((row) => ({
    environment: text(row['environment']),
    digest: text(row['digest']),
    outcomes: JSON.parse(text(row['outcomes']) ?? '{}') as Counts,
    ...seen(row),
  }));
}

function candidate(db: DatabaseSync): Listed<CandidateGroup> {
  const grouped = `SELECT outcome, candidate, differs, rules, domain, sum(n) AS n FROM tally
    WHERE candidate IS NOT NULL GROUP BY 1, 2, 3, 4, 5`;
  return listed(db, grouped, (row) => ({
    outcome: outcomeIn(row),
    candidate: text(row['candidate']) ?? '',
    differs: row['differs'] === null ? null : row['differs'] === 1,
    rules: texts(row['rules']),
    domain: text(row['domain']),
    count: number(row['n']),
  }));
}
