/** What a metric filter of CloudWatch Logs notices in a line of plain text. */

/** CloudWatch's patterns over plain text: `"all of these"`, `?"any of these"`, `-"none of these"`. */
export function filterNotices(pattern: string, line: string): boolean {
  const terms = [...pattern.matchAll(/([?-]?)"([^"]+)"/gu)].map(([, kind = '', term = '']) => ({
    kind,
    there: line.includes(term),
  }));
  const optional = terms.filter(({ kind }) => kind === '?');
  if (optional.length > 0) return optional.some(({ there }) => there);
  return terms.every(({ kind, there }) => (kind === '-' ? !there : there));
}
