/**
 * Whom the pool's card shows: the newest, or whom somebody looks for among all. The lab looks, the page only asks.
 */
import { useEffect, useState } from 'preact/hooks';
import type { LabView, PeopleView } from '../../page-api/view.ts';

/** The people for what was typed; until the lab answered, those of before. */
export function usePeople(view: LabView, sought: string): PeopleView {
  const [found, setFound] = useState<PeopleView | null>(null);
  const looking = sought.trim() !== '';
  useEffect(() => {
    if (!looking) return setFound(null);
    let late = false;
    const asked = fetch(`/api/users?${new URLSearchParams({ search: sought })}`);
    asked.then(async (answer) => {
      const people = (await answer.json()) as PeopleView;
      if (!late) setFound(people);
      // what was there stays while the lab does not answer
    }, ignore);
    return () => {
      late = true;
    };
  }, [sought, looking, view]);
  return (looking ? found : null) ?? { users: view.users, aliases: view.aliases, found: view.userCount };
}

function ignore(): void {}
