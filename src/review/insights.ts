/**
 * A review by CloudWatch Logs Insights: the queries. The same ones stand in the template as saved queries. Pure; running
 * them is `aws/`'s, and what their answers make is `insights-report.ts`'s.
 */
import { bucketWidth } from './time-buckets.ts';

/** One row of an answer. */
export type InsightsRow = Readonly<Record<string, string>>;

/** The answers by query. */
export type InsightsAnswers = Readonly<Record<InsightsQuery, readonly InsightsRow[]>>;

const DECISIONS = 'filter ispresent(decision.schema) and ispresent(decision.outcome)';
const SEEN = 'count(*) as n, min(@timestamp) as first, max(@timestamp) as last';
const RULES = 'decision.rules.0, decision.rules.1, decision.rules.2';

/** A rule's attribute is withheld at most once each, so a record holds two entries at most. */
const WITHHELD =
  'decision.withheld.0.attribute, decision.withheld.0.because, decision.withheld.1.attribute, decision.withheld.1.because';

/** The queries by name; `$width` is a step of the timeline. */
export const INSIGHTS_QUERIES = {
  groups: `${DECISIONS} | stats ${SEEN} by decision.outcome, decision.reason, ${RULES}, decision.subject.emailDomain, decision.trigger, decision.clientId | sort n desc | limit 1000`,
  timeline: `${DECISIONS} | stats count(*) as n by bin($width) as step, decision.outcome | limit 10000`,
  withheld: `${DECISIONS} and ispresent(decision.withheld.0.because) | stats ${SEEN} by ${WITHHELD}, ${RULES}, decision.subject.emailDomain, decision.reason | sort n desc | limit 1000`,
  collisions: `${DECISIONS} and decision.withheld.0.because = "held" | stats ${SEEN}, max(decision.withheld.0.verifiedHolders) as verified by decision.withheld.0.firstHolder, decision.withheld.0.attribute, decision.subject.emailDomain | sort n desc | limit 400`,
  degraded: `${DECISIONS} and (ispresent(decision.failures.0.call) or decision.policy.source = "last-good" or decision.reason like /-unavailable$/ or decision.reason = "internal-error") | stats count(*) as n by bin(1m) as minute, decision.reason | sort n desc | limit 1000`,
  slowest: `${DECISIONS} | fields @timestamp, decision.outcome, decision.reason, decision.subject.emailDomain, decision.subject.user, decision.ms.total, decision.ms.lookup, decision.calls.listUsers, decision.calls.adminGetUser, decision.calls.retries | sort decision.ms.total desc | limit 50`,
  policies: `${DECISIONS} | stats ${SEEN} by decision.policy.environment, decision.policy.digest, decision.outcome | limit 1000`,
} as const;

/** A query's name. */
export type InsightsQuery = keyof typeof INSIGHTS_QUERIES;

/** The query as it is sent for a range. */
export function queryText(name: InsightsQuery, from: number, to: number): string {
  return INSIGHTS_QUERIES[name].replace('$width', `${bucketWidth(from, to) / 60_000}m`);
}
