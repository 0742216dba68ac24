/**
 * Which keys went beyond their limit, and when: one table of the page. Keys are hashes; whose they are, the key of the
 * pseudonyms tells whoever may read it.
 */
import type { ReviewReport } from '../report.ts';
import { count, moment, short } from './dom.ts';
import { table } from './table.ts';

/** The keys beyond a limit. */
export function floods({ floods: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'Keys beyond their limit',
    columns: [
      { title: 'rule', value: (row) => row.rule },
      { title: 'by', value: (row) => row.by },
      { title: 'key', value: (row) => row.key ?? '', cell: (row) => short(row.key, 'what cannot be told') },
      {
        title: 'most',
        value: (row) => row.most ?? 0,
        cell: (row) => (row.most === null ? '–' : count(row.most)),
        numeric: true,
      },
      { title: 'beyond', value: (row) => row.count, cell: (row) => count(row.count), numeric: true },
      { title: 'first (UTC)', value: (row) => row.first ?? 0, cell: (row) => moment(row.first), numeric: true },
      { title: 'last (UTC)', value: (row) => row.last ?? 0, cell: (row) => moment(row.last), numeric: true },
    ],
    rows,
    total,
    empty: 'No limit was exceeded.',
  });
}
