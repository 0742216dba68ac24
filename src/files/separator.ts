/**
 * What parts the cells of a table. Looks at its header alone; reading rows is whoever's who wants them.
 */

/** What may part the cells of a file of comma-separated values (RFC 4180), as spreadsheets of many countries write it. */
export const SEPARATORS = [',', ';', '\t'] as const;

/** One of them. */
export type Separator = (typeof SEPARATORS)[number];

/** What parts the cells of a header: whatever there is most of, outside quotes. */
export function separatorOf<Some extends string>(header: string, candidates: readonly [Some, ...Some[]]): Some {
  const bare = header.replaceAll(/"[^"]*"/gu, '');
  const countOf = (separator: Some) => bare.split(separator).length;
  return candidates.reduce((best, one) => (countOf(one) > countOf(best) ? one : best), candidates[0]);
}
