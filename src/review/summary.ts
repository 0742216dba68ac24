/**
 * The short form of a review: the stable shape that `review --json` prints.
 */
import type { Counts, ReviewReport } from './report.ts';

/** The JSON of `review`. `withheld` counts attributes by why they were withheld. */
export type ReviewSummary = {
  readonly records: number;
  readonly skipped: number;
  readonly outcomes: Counts;
  readonly reasons: Counts;
  readonly rules: Counts;
  readonly withheld: Counts;
};

/** Takes the summary out of a report. */
export function summaryOf({ records, skipped, outcomes, reasons, rules, withheld }: ReviewReport): ReviewSummary {
  return { records, skipped, outcomes, reasons, rules, withheld };
}
