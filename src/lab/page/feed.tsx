/**
 * The decisions as they fall, the newest first, with what scenes say in between.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { FeedItem } from '../feed.ts';
import type { CollisionView } from '../page-api/view.ts';
import { AttemptCard } from './attempt-card.tsx';
import { FirstView } from './first-view.tsx';
import { showDecisions } from './show-decisions.ts';
import { attemptSentence, eventSentence } from './words.ts';

type Card = {
  /** The attempt whose rules the policy shows. */
  readonly shown: number | null;
  /** What decided on it, as the policy has it. */
  readonly excerpt: string;
  readonly onShow: (id: number) => void;
};

type Props = Card & {
  readonly items: readonly FeedItem[];
  /** What is shown until there is a decision. */
  readonly collision: CollisionView | null;
  readonly hasScenes: boolean;
  /** The scene that plays, by its title. */
  readonly playing: string | null;
};

/** The feed. */
export function Feed({ items, collision, hasScenes, playing, ...card }: Props) {
  const isFirstView = collision !== null && playing === null;
  const wasFirstView = useRef(isFirstView);
  useEffect(() => {
    // on a phone the decisions go to another place of the page then
    if (wasFirstView.current && !isFirstView) showDecisions();
    wasFirstView.current = isFirstView;
  }, [isFirstView]);
  return (
    <section class="card feed" aria-labelledby="feed-title">
      <h2 id="feed-title">Decisions {playing !== null && <span class="running">“{playing}” is playing …</span>}</h2>
      <output class="unseen">{lastWords(items)}</output>
      {isFirstView && <FirstView collision={collision} />}
      {items.length === 0 && (
        <p class="empty">
          {hasScenes ? 'Play a scene or sign somebody up' : 'Sign somebody up'}: each decision appears here, with its
          reasons.
        </p>
      )}
      <ol reversed>
        {captioned(items).map((item) => (
          <li key={item.id}>
            <Item item={item} {...card} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The newest first, but a caption above what came after it and before the next one. */
function captioned(items: readonly FeedItem[]): readonly FeedItem[] {
  const last = items.findLastIndex(({ kind }) => kind === 'note');
  if (last === -1) return [...items].reverse();
  const [caption, ...under] = items.slice(last);
  return [...(caption === undefined ? [] : [caption]), ...under.reverse(), ...captioned(items.slice(0, last))];
}

function Item({ item, shown, excerpt, onShow }: Card & { readonly item: FeedItem }) {
  switch (item.kind) {
    case 'attempt':
      return (
        <AttemptCard
          item={item}
          shown={item.id === shown}
          excerpt={item.id === shown ? excerpt : ''}
          onShow={() => onShow(item.id)}
        />
      );
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
