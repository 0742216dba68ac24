/**
 * Where decision records go, as small interfaces. Adapters live in `aws/trigger/`; none of them throws.
 */
import type { DecisionRecord } from './decision-record.ts';

/** Counts decisions. */
export interface DecisionMetrics {
  decided(record: DecisionRecord): void;
}

/** Takes decision records, and the trigger's own trouble. */
export interface DecisionLog {
  decided(record: DecisionRecord): void;
  /** Something went wrong that no decision names. Only the error's name and place are written. */
  failed(message: string, error: unknown): void;
}
