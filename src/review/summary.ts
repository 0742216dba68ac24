/**
 * The short form of a review: the stable shape that `review --json` prints.
 */
import type { Counts, ReviewReport } from './report.ts';

/** The JSON of `review`. `withheld` counts attributes by why they were withheld. */
type ReviewSummary = {
  readonly records: number;
  readonly skipped: number;
  readonly outcomes: Counts;
  readonly reasons: Counts;
  readonly rules: Counts;
  readonly withheld: Counts;
  /** Where sign-ups carried attestations: their results, and what approvals rested on. */
  readonly attestations?: Counts;
  readonly approvals?: Counts;
};

/** Takes the summary out of a report. */
export function summaryOf(report: ReviewReport): ReviewSummary {
  const { records, skipped, outcomes, reasons, rules, withheld, attestations, approvals } = report;
  const summary = { records, skipped, outcomes, reasons, rules, withheld };
  return Object.keys(attestations).length === 0 ? summary : { ...summary, attestations, approvals };
}
