/**
 * What the function that the pool called before would have verified, and the guard withheld: one table of the page.
 */
import type { ReviewReport } from '../report.ts';
import { table } from './table.ts';

/** The companion's verifications that the guard keeps back. */
export function companionMoves({ companionMoves: { rows, total } }: ReviewReport): HTMLElement {
  return table({
    caption: 'What the companion alone would have verified',
    columns: [
      { title: 'attribute', value: (row) => row.attribute },
      { title: 'withheld because', value: (row) => row.because },
      { title: 'from a verified holder', value: (row) => (row.verified ? 'yes' : 'no') },
      { title: 'domain', value: (row) => row.domain ?? '' },
      { title: 'count', value: (row) => row.count, numeric: true },
    ],
    rows,
    total,
    empty: 'The companion verifies nothing that the guard withholds.',
  });
}
