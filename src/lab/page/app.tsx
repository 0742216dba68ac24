/**
 * The page as a whole: everything it shows is what the lab last said.
 */
import { useEffect, useState } from 'preact/hooks';
import type { AttemptItem } from '../feed.ts';
import type { InvitationView, LabView } from '../page-api/view.ts';
import { follow, type Live } from './connection.ts';
import { Feed } from './feed.tsx';
import { SignUpForm } from './form/sign-up-form.tsx';
import { Head } from './head.tsx';
import { InvitationList } from './invitations.tsx';
import { excerptOf, Policy } from './policy.tsx';
import { PoolTable } from './pool/pool.tsx';
import { Scenes } from './scenes.tsx';
import { Wire } from './wire.tsx';

/** The page. */
export function App() {
  const [view, setView] = useState<LabView | null>(null);
  const [live, setLive] = useState<Live>('connecting');
  const [followed, setFollowed] = useState<InvitationView | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => follow(setView, setLive), []);
  if (view === null) return <p class="empty">Waiting for the lab …</p>;
  const attempt = attemptToExplain(view, chosen);
  return (
    <>
      <Head view={view} live={live} />
      <main>
        <Scenes view={view} />
        <div class="column">
          <SignUpForm view={view} followed={followed} />
          <InvitationList view={view} onFollow={setFollowed} />
          <Wire view={view} />
        </div>
        <div class="column">
          <Feed
            items={view.feed}
            collision={view.collision}
            hasScenes={view.scenes.length > 0}
            shown={attempt?.id ?? null}
            excerpt={excerptOf(view.policy, attempt?.record ?? null)}
            playing={view.scenes.find(({ id }) => id === view.scene)?.title ?? null}
            onShow={(id) => setChosen({ id, newest: newestId(view) })}
          />
        </div>
        <div class="column">
          <PoolTable view={view} />
          <Policy policy={view.policy} attempt={attempt} />
        </div>
      </main>
    </>
  );
}

/** A choice holds until another attempt comes. */
type Chosen = { readonly id: number; readonly newest: number | null };

function attemptsOf({ feed }: LabView): readonly AttemptItem[] {
  return feed.filter((item): item is AttemptItem => item.kind === 'attempt');
}

function newestId(view: LabView): number | null {
  return attemptsOf(view).at(-1)?.id ?? null;
}

function attemptToExplain(view: LabView, chosen: Chosen | null): AttemptItem | null {
  const attempts = attemptsOf(view);
  const standing = chosen !== null && chosen.newest === newestId(view);
  return (standing ? attempts.find(({ id }) => id === chosen.id) : attempts.at(-1)) ?? null;
}
