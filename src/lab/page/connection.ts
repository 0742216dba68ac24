/**
 * The page's way to the lab: the live view, and actions. Must reach nothing but the lab that served the page.
 */
import type { ActionAnswer, LabView } from '../page-api/view.ts';

/** Whether the view is live. */
export type Live = 'connecting' | 'live' | 'lost';

/** Listens to the lab; the browser connects again by itself. */
export function follow(onView: (view: LabView) => void, onLive: (live: Live) => void): () => void {
  const source = new EventSource('/api/events');
  source.addEventListener('open', () => onLive('live'));
  source.addEventListener('error', () => onLive('lost'));
  source.addEventListener('lab', (event) => onView(JSON.parse(event.data) as LabView));
  return () => source.close();
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
