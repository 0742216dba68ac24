/**
 * A log as it grows: asked again every few seconds, each event shown once, late ones too.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type createLogsClient, type LogEvent, logPages } from '../../aws/operator/log/decision-source.ts';
import { logGroupOf, logsClientFor, logTrouble } from './log-group.ts';
import type { CloudSource } from './options.ts';

/** Between two looks; CloudWatch itself needs some seconds to show an event. */
const POLL_MS = 2_000;

/** Events may become visible out of order; this far back is read again, in milliseconds. */
const LATENESS_MS = 60_000;

/** Shows every line from then on. Ends only in trouble, and says which. */
export async function followLogGroup(source: CloudSource, from: number, show: (line: string) => void): Promise<string> {
  const client = logsClientFor(source);
  const group = await logGroupOf(client, source);
  if (!group.ok) return group.error;
  try {
    for await (const { line } of events(client, group.value, from)) show(line);
    return `\`${group.value}\` ended`;
  } catch (error) {
    return `\`${group.value}\` could not be followed: ${logTrouble(error)}`;
  }
}

async function* events(
  client: ReturnType<typeof createLogsClient>,
  logGroup: string,
  from: number,
): AsyncGenerator<LogEvent> {
  let shown = new Map<string, number>();
  let since = from;
  for (;;) {
    const asked = Date.now();
    for await (const page of logPages(client, { logGroup, from: since, to: null })) {
      for (const event of page) {
        if (!shown.has(event.id)) yield event;
        shown.set(event.id, event.at);
      }
    }
    since = Math.max(from, asked - LATENESS_MS);
    shown = new Map([...shown].filter(([, at]) => at >= since));
    await pause(POLL_MS);
  }
}
