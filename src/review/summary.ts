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
  /** Where rules only observe: how often each would have taken part. */
  readonly observed?: Counts;
  /** Where sign-ups carried attestations: their results, and what approvals rested on. */
  readonly attestations?: Counts;
  readonly approvals?: Counts;
  /** Where the pool called a function before: what it said beside the guard's decision, and what it would have moved. */
  readonly companion?: Counts;
  readonly companionMoves?: ReviewReport['companionMoves']['rows'];
  /** Where limits were exceeded: the keys that were, by hash, and when. */
  readonly floods?: ReviewReport['floods']['rows'];
};

/** Takes the summary out of a report. */
export function summaryOf(report: ReviewReport): ReviewSummary {
  const { records, skipped, outcomes, reasons, rules, withheld, observed, attestations, approvals, companion } = report;
  return {
    ...{ records, skipped, outcomes, reasons, rules, withheld },
    ...(Object.keys(observed).length === 0 ? {} : { observed }),
    ...(Object.keys(attestations).length === 0 ? {} : { attestations, approvals }),
    ...(Object.keys(companion).length === 0 ? {} : { companion, companionMoves: report.companionMoves.rows }),
    ...(report.floods.total === 0 ? {} : { floods: report.floods.rows }),
  };
}
