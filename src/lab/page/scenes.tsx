/**
 * The ready-made scenes. Playing one empties the pool first, and says so.
 */
import { useState } from 'preact/hooks';
import type { LabView } from '../page-api/view.ts';
import { act } from './connection.ts';
import { showDecisions } from './show-decisions.ts';

/** The list of scenes. */
export function Scenes({ view }: { readonly view: LabView }) {
  const [refused, setRefused] = useState<string | null>(null);
  const play = async (id: string) => {
    showDecisions();
    setRefused(await act('scene', { id }));
  };
  return (
    <section class="card scenes" aria-labelledby="scenes-title">
      <header>
        <h2 id="scenes-title">Scenes</h2>
        <p class="faint">
          {view.scenes.length > 0 ? (
            'Each begins with an empty pool, under the trigger chosen above.'
          ) : (
            <>
              They are about aliases, which this pool has none of: start a lab with <code>--pool alias</code> to play
              them.
            </>
          )}
        </p>
      </header>
      <ul>
        {view.scenes.map(({ id, title, about }) => (
          <li key={id}>
            <button
              type="button"
              class={sceneLook(view, id)}
              aria-current={view.played === id}
              aria-busy={view.scene === id}
              aria-disabled={view.scene !== null}
              onClick={() => (view.scene === null ? void play(id) : undefined)}
            >
              <span class="play" aria-hidden="true" />
              <span>
                <span class="strong">{title}</span>
                <span class="about">{view.scene === id ? 'playing …' : about}</span>
                {view.played === id && view.scene === null && <span class="about mark">played last</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {refused !== null && (
        <p role="alert" class="refusal">
          {refused}
        </p>
      )}
    </section>
  );
}

function sceneLook({ scene, played }: LabView, id: string): string {
  if (scene === id) return 'scene playing';
  return played === id ? 'scene played' : 'scene';
}
