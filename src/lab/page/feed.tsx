/**
 * The decisions as they fall, the newest first, with what scenes say in between.
 */
import type { FeedItem } from '../page-api/view.ts';
import { AttemptCard } from './attempt-card.tsx';
import { attemptSentence, eventSentence } from './words.ts';

type Props = {
  readonly items: readonly FeedItem[];
  /** The attempt whose rules the policy shows. */
  readonly shown: number | null;
  readonly onShow: (id: number) => void;
};

/** The feed. */
export function Feed({ items, shown, onShow }: Props) {
  return (
    <section class="card feed" aria-labelledby="feed-title">
      <h2 id="feed-title">Decisions</h2>
      <output class="unseen">{lastWords(items)}</output>
      {items.length === 0 && (
        <p class="empty">Play a scene or sign somebody up: each decision appears here, with its reasons.</p>
      )}
      <ol reversed>
        {[...items].reverse().map((item) => (
          <li key={item.id}>
            <Item item={item} shown={shown} onShow={onShow} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Item({ item, shown, onShow }: Omit<Props, 'items'> & { readonly item: FeedItem }) {
  switch (item.kind) {
    case 'attempt':
      return <AttemptCard item={item} shown={item.id === shown} onShow={() => onShow(item.id)} />;
    case 'note':
      return <p class="note">{item.text}</p>;
    case 'pool':
      return (
        <ul class="consequences alone">
          {item.events.map((event) => (
            <li key={eventSentence(event)} class={event.kind}>
              {eventSentence(event)}
            </li>
          ))}
        </ul>
      );
  }
}

function lastWords(items: readonly FeedItem[]): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (last.kind === 'note') return last.text;
  return last.kind === 'attempt' ? attemptSentence(last) : last.events.map(eventSentence).join('. ');
}
