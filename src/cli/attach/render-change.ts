/**
 * A change of a pool's trigger as people read it before they agree to it.
 */
import { styleText } from 'node:util';
import type { TriggerChange } from '../../pool/attachment.ts';
import { PRE_SIGN_UP } from '../../pool/pool-differences.ts';
import { visible } from '../visible.ts';

/** Before and after, and that everything else stays. */
export function renderChange({ userPoolId, before, former, next, request }: TriggerChange): string {
  const kept = Object.keys(request).filter((field) => field !== 'UserPoolId' && field !== 'LambdaConfig').length;
  const name = typeof before.pool['Name'] === 'string' ? ` (${visible(before.pool['Name'])})` : '';
  return [
    `pool ${userPoolId}${name}`,
    `  ${PRE_SIGN_UP}`,
    styleText('red', `  - ${visible(former ?? '(none)')}`, { stream: process.stderr }),
    styleText('green', `  + ${visible(next ?? '(none)')}`, { stream: process.stderr }),
    `  ${kept} other settings and the other triggers are written again as they are, then compared`,
    '',
  ].join('\n');
}

/** What could not be told, and what is worth knowing; a line each. */
export function renderNotes(notes: readonly string[]): string {
  return notes.map((note) => `  note: ${visible(note)}\n`).join('');
}
