/**
 * Counts decisions as CloudWatch metrics: JSON lines in Embedded Metric Format through Powertools Metrics, so that no call
 * is made. Dimensions are closed sets of words; must never take a domain, a hash or a rule for one (cost, and privacy).
 */
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { DecisionRecord } from '../../record/decision-record.ts';
import { isDegraded } from '../../record/degraded.ts';
import type { DecisionMetrics } from '../../record/ports.ts';

/** The namespace; dashboards and alarms of the template name it. */
export const METRIC_NAMESPACE = 'SignupGuard';

/** Units as EMF spells them. */
const COUNT = 'Count';
const MILLISECONDS = 'Milliseconds';

/** Creates the counter. All metrics carry the dimensions `service` and `environment`. */
export function createDecisionMetrics(serviceName: string, environment: string): DecisionMetrics {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName, defaultDimensions: { environment } });
  return {
    decided: (record) => {
      countDecision(metrics, record);
      countWithheld(metrics, record);
      countAttestation(metrics, record);
      countCompanion(metrics, record);
      countLimits(metrics, record);
      measure(metrics, record);
    },
  };
}

/** One line, counted three ways: in all, by outcome, by reason. */
function countDecision(metrics: Metrics, { outcome, reason }: DecisionRecord): void {
  metrics.addDimensions({}).addDimensions({ outcome }).addDimensions({ reason });
  metrics.addMetric('Decisions', COUNT, 1);
  metrics.publishStoredMetrics();
}

function countWithheld(metrics: Metrics, { withheld }: DecisionRecord): void {
  for (const { attribute, because } of withheld) {
    metrics.addDimensions({ attribute }).addDimensions({ because });
    metrics.addMetric('Withheld', COUNT, 1);
    metrics.publishStoredMetrics();
  }
}

/** Whose it was is no dimension: the results are a closed set, the attesters are not. */
function countAttestation(metrics: Metrics, { attestation }: DecisionRecord): void {
  if (attestation === null) return;
  metrics.addDimensions({}).addDimensions({ result: attestation.result });
  metrics.addMetric('Attestations', COUNT, 1);
  metrics.publishStoredMetrics();
}

/** How often the function that the pool called before said what, and how long it took. */
function countCompanion(metrics: Metrics, { companion }: DecisionRecord): void {
  if (companion === null) return;
  metrics.addDimensions({}).addDimensions({ companion: companion.outcome });
  metrics.addMetric('Companions', COUNT, 1);
  metrics.addMetric('CompanionTime', MILLISECONDS, companion.ms);
  metrics.publishStoredMetrics();
}

/** Which rule it was is no dimension: the log tells. Rules that only observe count too, so that an alarm can be tried out. */
function countLimits(metrics: Metrics, { limits = [] }: DecisionRecord): void {
  if (limits.length === 0) return;
  metrics.addMetric('LimitsExceeded', COUNT, limits.filter(({ exceeded }) => exceeded === true).length);
  metrics.publishStoredMetrics();
}

function measure(metrics: Metrics, record: DecisionRecord): void {
  const { policy, calls, ms, candidate } = record;
  metrics.addMetric('DegradedAnswers', COUNT, isDegraded(record) ? 1 : 0);
  if (policy.ageMs !== null) metrics.addMetric('PolicyAge', MILLISECONDS, policy.ageMs);
  if (calls.listUsers + calls.adminGetUser > 0) metrics.addMetric('LookupTime', MILLISECONDS, ms.lookup);
  if (candidate !== undefined) metrics.addMetric('CandidateDiffers', COUNT, candidate.differs === true ? 1 : 0);
  metrics.publishStoredMetrics();
}
