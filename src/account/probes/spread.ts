/** How measurements spread: figures for a report, whole milliseconds. Pure. */

/** Count, median, 95th percentile and the longest; what was never seen counts as the patience that it took, -1. */
export function measured(delays: readonly number[]): Readonly<Record<string, number>> {
  const sorted = delays.filter(Number.isFinite).toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? -1);
  return {
    measured: delays.length,
    neverSeen: delays.length - sorted.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    longestMs: at(1),
  };
}
