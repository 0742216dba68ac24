/**
 * Brings the decisions into view where they are not, as on a phone, whose page is one long column.
 */

/** Scrolls to the decisions unless their head is in the upper part of the window. */
export function showDecisions(): void {
  const head = document.getElementById('feed-title');
  if (head === null) return;
  const { top } = head.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight * 0.6) head.scrollIntoView({ block: 'start' });
}
