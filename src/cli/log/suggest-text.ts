/**
 * Suggested limits on the terminal.
 */
import Table from 'cli-table3';
import type { LimitSuggestion } from '../../review/suggest-limits.ts';

/** The percentiles as a table, and how to go on. */
export function suggestText(suggestions: readonly LimitSuggestion[]): string {
  if (suggestions.length === 0) return 'no records with a time, so nothing to suggest\n';
  const table = new Table({
    head: ['by', 'per', 'keys', 'attempts', 'p50', 'p90', 'p99', 'most', 'a count to begin with'],
    style: { head: [], border: [] },
  });
  table.push(
    ...suggestions.map(({ by, per, keys, attempts, p50, p90, p99, most, suggested }) =>
      [by, per, keys, attempts, p50, p90, p99, most, suggested].map(String),
    ),
  );
  return `${table.toString()}\nattempts a key and window. Begin with \`mode: observe\` on the rule, and look at \`review\` before you enforce it\n`;
}
