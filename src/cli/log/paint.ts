/**
 * Colours of the decision log on a terminal; styleText leaves them out wherever there is none.
 */
import { styleText } from 'node:util';
import type { Outcome } from '../../core/decision.ts';

const COLOURS = { approve: 'green', code: 'blue', deny: 'red', untouched: 'gray' } as const;

/** An outcome in its colour, padded where columns need it. */
export function paintOutcome(outcome: Outcome, width = 0): string {
  return styleText(COLOURS[outcome], outcome.padEnd(width));
}
