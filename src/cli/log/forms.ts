/**
 * What the commands over logs and exports read, in the words of their complaints and their help.
 */

/** Ends the complaint about a log of which nothing could be read. */
export const READ_FORMS =
  "read is the trigger's log as JSON lines, and as `aws logs` (`filter-log-events`, `tail`, `get-query-results`), `sam logs`, " +
  'Logs Insights (CSV, JSON), subscriptions, Firehose and exports to S3 give it; plain, gzip or zstd, UTF-8 or UTF-16';

/** Ends the complaint about an export in which no user was found. */
export const READ_EXPORTS =
  'read is what `aws cognito-idp list-users` prints, users as JSON (lines or an array), and tables with a header ' +
  '(`username` or `sub`, `email`, `phone_number` and so on), parted by `,`, `;` or tabs; plain, gzip or zstd, UTF-8 or UTF-16';
