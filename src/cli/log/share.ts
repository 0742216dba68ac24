/**
 * How much of an input was what it was read for, in the first line of every report.
 */
import type { Fed } from './feed.ts';

/** Nothing where all of it was; else the share, and how much could not be read at all. */
export function shareOf({ records, skipped, unreadable }: Omit<Fed, 'problems'>): string {
  if (skipped === 0) return '';
  const all = records + skipped;
  const share = ((100 * records) / all).toFixed(1);
  const unread = unreadable === 0 ? '' : `, ${number(unreadable)} unreadable`;
  return ` (${share} % of ${number(all)} entries: ${number(skipped)} are no decisions${unread})`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
