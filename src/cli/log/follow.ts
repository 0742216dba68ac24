/**
 * A log as it grows: asked again every few seconds, each event shown once, late ones too.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type createLogsClient, type LogEvent, logPages } from '../../aws/decision-source.ts';

/** Between two looks; CloudWatch itself needs some seconds to show an event. */
const POLL_MS = 2_000;

/** Events may become visible out of order; this far back is read again, in milliseconds. */
const LATENESS_MS = 60_000;

/** Every event from then on, for as long as the process runs. */
export async function* follow(
  client: ReturnType<typeof createLogsClient>,
  logGroup: string,
  from: number,
  now: () => number,
): AsyncGenerator<LogEvent> {
  let shown = new Map<string, number>();
  let since = from;
  for (;;) {
    const to = now();
    for await (const page of logPages(client, { logGroup, from: since, to })) {
      for (const event of page) {
        if (!shown.has(event.id)) yield event;
        shown.set(event.id, event.at);
      }
    }
    since = Math.max(from, to - LATENESS_MS);
    shown = new Map([...shown].filter(([, at]) => at >= since));
    await pause(POLL_MS);
  }
}
