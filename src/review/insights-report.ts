/**
 * From the answers of Logs Insights to the same report that a machine of one's own would make. Insights counts by the first
 * three rules of a decision; lists are cut where the queries cut them.
 */
import { OUTCOMES, type Outcome } from '../core/decision.ts';
import type { InsightsAnswers, InsightsRow } from './insights.ts';
import type {
  Collision,
  Counts,
  DecisionGroup,
  DegradedMinute,
  Listed,
  PolicyPeriod,
  ReviewReport,
  SlowAttempt,
  Timeline,
  WithheldGroup,
} from './report.ts';
import { SLOW_MS } from './slowest.ts';
import { bucketStarts, bucketWidth } from './time-buckets.ts';

/** Puts the answers together. */
export function reportOfInsights(answers: InsightsAnswers, from: number, to: number): ReviewReport {
  const groups = answers.groups.map(groupOf);
  const policies = periodsOf(answers.policies);
  const outcomes = sums(answers.policies.map((row) => [row['decision.outcome'] ?? 'unknown', countOf(row)]));
  const withheld = answers.withheld.flatMap(withheldOf);
  return {
    records: Object.values(outcomes).reduce((sum, value) => sum + value, 0),
    skipped: 0,
    undated: 0,
    from: extreme(
      policies.map(({ first }) => first),
      Math.min,
    ),
    to: extreme(
      policies.map(({ last }) => last),
      Math.max,
    ),
    outcomes,
    reasons: sums(groups.map(({ reason, count }) => [reason, count])),
    rules: sums(groups.flatMap(({ rules, count }) => rules.map((rule): [string, number] => [rule, count]))),
    observed: {},
    approvals: {},
    attestations: {},
    withheld: sums(withheld.map(({ because, count }) => [because, count])),
    companion: {},
    companionMoves: { total: 0, rows: [] },
    timeline: timelineOf(answers.timeline, from, to),
    groups: listed(groups),
    withheldGroups: listed(withheld),
    collisions: listed(answers.collisions.map(collisionOf)),
    // which limits were exceeded, and which rules only observe, is in lists within each record, which Insights does not open
    floods: { total: 0, rows: [] },
    observedGroups: { total: 0, rows: [] },
    degraded: listed(degradedOf(answers.degraded)),
    slowest: answers.slowest.map(slowOf).filter(({ total }) => total >= SLOW_MS),
    longest: answers.slowest.map(slowOf)[0]?.total ?? null,
    policies,
    candidate: { total: 0, rows: [] },
  };
}

function listed<T>(rows: readonly T[]): Listed<T> {
  return { total: rows.length, rows };
}

function sums(pairs: readonly (readonly [string, number])[]): Counts {
  const counts = new Map<string, number>();
  for (const [name, value] of pairs) counts.set(name, (counts.get(name) ?? 0) + value);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function countOf(row: InsightsRow): number {
  return Number(row['n'] ?? 0) || 0;
}

/** Insights writes steps as text without a zone, and extremes of times as milliseconds. */
function timeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = /^[\d.e+]+$/iu.test(text) ? Number(text) : Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isFinite(time) ? time : null;
}

function seenIn(row: InsightsRow) {
  return { count: countOf(row), first: timeOf(row['first']), last: timeOf(row['last']) };
}

function outcomeOf(row: InsightsRow): Outcome {
  return OUTCOMES.find((name) => name === row['decision.outcome']) ?? 'untouched';
}

function rulesOf(row: InsightsRow): readonly string[] {
  return [0, 1, 2].flatMap((index) => row[`decision.rules.${index}`] ?? []).filter(Boolean);
}

function domainOf(row: InsightsRow): string | null {
  return row['decision.subject.emailDomain'] || null;
}

function groupOf(row: InsightsRow): DecisionGroup {
  return {
    outcome: outcomeOf(row),
    reason: row['decision.reason'] ?? 'unknown',
    rules: rulesOf(row),
    domain: domainOf(row),
    trigger: row['decision.trigger'] ?? 'unknown',
    client: row['decision.clientId'] || null,
    country: null,
    ...seenIn(row),
  };
}

function withheldOf(row: InsightsRow): readonly WithheldGroup[] {
  return [0, 1].flatMap((index) => {
    const attribute = row[`decision.withheld.${index}.attribute`];
    if (!attribute) return [];
    const because = row[`decision.withheld.${index}.because`] ?? 'unknown';
    const reason = row['decision.reason'] ?? 'unknown';
    return [{ attribute, because, rules: rulesOf(row), domain: domainOf(row), reason, ...seenIn(row) }];
  });
}

function collisionOf(row: InsightsRow): Collision {
  const domain = domainOf(row);
  return {
    holder: row['decision.withheld.0.firstHolder'] || null,
    attribute: row['decision.withheld.0.attribute'] ?? 'unknown',
    statuses: [],
    domains: domain === null ? [] : [domain],
    verified: Number(row['verified'] ?? 0) > 0,
    ...seenIn(row),
  };
}

function degradedOf(rows: readonly InsightsRow[]): readonly DegradedMinute[] {
  const byMinute = Map.groupBy(rows, (row) => timeOf(row['minute']));
  return [...byMinute].flatMap(([minute, reasons]) => {
    if (minute === null) return [];
    const counts = sums(reasons.map((row) => [row['decision.reason'] ?? 'unknown', countOf(row)]));
    return [{ minute, answers: reasons.reduce((sum, row) => sum + countOf(row), 0), reasons: counts }];
  });
}

function slowOf(row: InsightsRow): SlowAttempt {
  const number = (name: string) => Number(row[name] ?? 0) || 0;
  return {
    at: timeOf(row['@timestamp']),
    outcome: outcomeOf(row),
    reason: row['decision.reason'] ?? 'unknown',
    domain: domainOf(row),
    user: row['decision.subject.user'] || null,
    total: number('decision.ms.total'),
    lookup: number('decision.ms.lookup'),
    listUsers: number('decision.calls.listUsers'),
    adminGetUser: number('decision.calls.adminGetUser'),
    retries: number('decision.calls.retries'),
    failures: [],
  };
}

function periodsOf(rows: readonly InsightsRow[]): readonly PolicyPeriod[] {
  const keyOf = (row: InsightsRow) =>
    JSON.stringify([row['decision.policy.environment'], row['decision.policy.digest']]);
  const periods = [...Map.groupBy(rows, keyOf).values()].map((same): PolicyPeriod => {
    const [one] = same;
    const times = (field: 'first' | 'last') => same.map((row) => timeOf(row[field]));
    return {
      environment: one?.['decision.policy.environment'] || null,
      digest: one?.['decision.policy.digest'] || null,
      first: extreme(times('first'), Math.min),
      last: extreme(times('last'), Math.max),
      count: same.reduce((sum, row) => sum + countOf(row), 0),
      outcomes: sums(same.map((row) => [row['decision.outcome'] ?? 'unknown', countOf(row)])),
    };
  });
  return periods.sort((a, b) => (a.first ?? 0) - (b.first ?? 0));
}

function timelineOf(rows: readonly InsightsRow[], from: number, to: number): Timeline {
  const bucketMs = bucketWidth(from, to);
  const at = bucketStarts(from, to, bucketMs);
  const empty = () => at.map(() => 0);
  const counts = { approve: empty(), code: empty(), deny: empty(), untouched: empty() };
  for (const row of rows) {
    const step = timeOf(row['step']);
    const index = step === null ? -1 : at.indexOf(Math.floor(step / bucketMs) * bucketMs);
    if (index !== -1) counts[outcomeOf(row)][index] = countOf(row);
  }
  return { bucketMs, at, counts };
}

function extreme(times: readonly (number | null)[], pick: (...values: number[]) => number): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : pick(...known);
}
