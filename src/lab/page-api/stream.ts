/**
 * The live view: a snapshot at once and after every change, as server-sent events. A slow reader skips what it missed.
 */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Lab } from '../lab.ts';
import { snapshotOf } from './snapshot.ts';

/** Serves one listener until it leaves or the lab ends. */
export function stream(c: Context, lab: Lab): Response {
  lab.collision.begin();
  return streamSSE(c, async (out) => {
    let changed = true;
    let over = false;
    let wake = (): void => {};
    const end = (): void => {
      over = true;
      wake();
    };
    const leave = lab.changes.listen(() => {
      changed = true;
      wake();
    }, end);
    out.onAbort(end);
    try {
      while (!over) {
        if (changed) {
          changed = false;
          await out.writeSSE({ event: 'lab', data: JSON.stringify(snapshotOf(lab)) });
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      leave();
    }
  });
}
