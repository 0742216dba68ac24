/**
 * `review --insights`: the queries run where the log is, and only their answers come here.
 */
import { runInsights } from '../../aws/operator/log/insights.ts';
import { INSIGHTS_QUERIES, type InsightsQuery, type InsightsRow, queryText } from '../../review/insights.ts';
import { reportOfInsights } from '../../review/insights-report.ts';
import type { ReviewReport } from '../../review/report.ts';
import { logGroupOf, logsClientFor, logTrouble } from './log-group.ts';
import type { LogSource } from './options.ts';

/** The report, or why there is none. */
export async function insightsReport(
  source: LogSource,
): Promise<{ readonly report: ReviewReport; readonly problems: readonly string[] } | string> {
  if (source.kind === 'files')
    return '`--insights` asks CloudWatch: name `--environment` or `--log-group`, and no files';
  const client = logsClientFor(source);
  const group = await logGroupOf(client, source);
  if (!group.ok) return group.error;
  const { from } = source;
  // Insights wants an end
  const to = source.to ?? Date.now();
  const answers: Record<string, readonly InsightsRow[]> = {};
  for (const name of Object.keys(INSIGHTS_QUERIES) as InsightsQuery[]) {
    try {
      const answer = await runInsights(client, { logGroup: group.value, query: queryText(name, from, to), from, to });
      if (!answer.ok) return answer.error;
      answers[name] = answer.value;
    } catch (error) {
      return `Logs Insights refused the query \`${name}\`: ${logTrouble(error)}`;
    }
  }
  return { report: reportOfInsights(answers as Record<InsightsQuery, readonly InsightsRow[]>, from, to), problems: [] };
}
