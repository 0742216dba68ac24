/**
 * What the commands over logs and exports read, in the words of their complaints and their help.
 */

/** Ends the complaint about a log of which nothing could be read. */
export const READ_FORMS =
  "read is the trigger's log as JSON lines, and as `aws logs` (`filter-log-events`, `tail`, `get-query-results`), `sam logs`, " +
  'Logs Insights (CSV, JSON), subscriptions, Firehose and exports to S3 give it; plain, gzip or zstd, UTF-8 or UTF-16';
