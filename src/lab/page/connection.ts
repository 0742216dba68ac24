/**
 * The page's way to the lab: the live view, and actions. Must reach nothing but the lab that served the page.
 */
import type { ActionAnswer, LabView } from '../page-api/view.ts';

/** Whether the view is live. */
export type Live = 'connecting' | 'live' | 'lost';

/** How long after a refusal it asks again. */
const AGAIN_MS = 1000;

/** Listens to the lab until the returned function is called, over restarts of the lab. */
export function follow(onView: (view: LabView) => void, onLive: (live: Live) => void): () => void {
  let source = new EventSource('/api/events');
  let again: ReturnType<typeof setTimeout> | undefined;

  function listen(): void {
    source.addEventListener('open', () => onLive('live'));
    source.addEventListener('lab', (event) => onView(JSON.parse(event.data) as LabView));
    source.addEventListener('error', () => {
      onLive('lost');
      // a browser tries again by itself unless it got a refusal, as from a lab that is just starting
      if (source.readyState === EventSource.CLOSED) again = setTimeout(reopen, AGAIN_MS);
    });
  }

  function reopen(): void {
    source = new EventSource('/api/events');
    listen();
  }

  listen();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

/** Does something; gives null, or why it was refused. */
export async function act(action: string, body: object = {}): Promise<string | null> {
  try {
    const answer = await fetch(`/api/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as ActionAnswer).refused;
  } catch {
    return 'the lab does not answer: is it still running?';
  }
}
