/**
 * Whom rules that only observe would have caught: one table of the page.
 */
import type { ReviewReport } from '../report.ts';
import { badge } from './dom.ts';
import { domainCell, times } from './sections.ts';
import { table } from './table.ts';

/** The rules that only observe, with what was decided without them. */
export function observed({ observedGroups: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'Rules that only observe',
    columns: [
      { title: 'rule', value: (row) => row.rule },
      { title: 'domain', value: (row) => row.domain ?? '', cell: domainCell },
      { title: 'decided', value: (row) => row.outcome, cell: (row) => badge(row.outcome) },
      ...times<(typeof rows)[number]>(),
    ],
    rows,
    total,
    empty: 'No rule only observes.',
  });
}
