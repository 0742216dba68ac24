/**
 * The collision that the page shows before anybody did anything: played once, when somebody first looks, in labs of its own
 * that end with it, so that the user's pool stays as it is. Must never keep the page waiting.
 */

import type { CollisionView } from '../page-api/view.ts';
import { readPublishedPolicy } from '../policy/policy-file.ts';
import { COLLISION_POLICY, COLLISION_TEXT } from './collision-policy.ts';
import { ANN, BOB, type Played, playCollision } from './play.ts';

/** The first collision. */
export interface FirstCollision {
  /** Plays it unless it was. */
  begin(): void;
  /** What is to be seen of it; null before it was played, and where it could not be. */
  view(): CollisionView | null;
  /** Resolves once nothing of it runs any more. */
  over(): Promise<void>;
}

/** A collision that waits to be played; `onChange` is told of its beginning and its end. */
export function createFirstCollision(bundle: string, onChange: () => void): FirstCollision {
  let view: CollisionView | null = null;
  let playing: Promise<void> | null = null;
  const show = (next: CollisionView | null): void => {
    view = next;
    onChange();
  };
  return {
    begin: () => {
      if (playing !== null) return;
      show({ kind: 'playing' });
      playing = played(bundle).then(show);
    },
    view: () => view,
    over: async () => playing ?? undefined,
  };
}

/** None where there is nothing that could collide: a pool without aliases. */
export const NO_COLLISION: FirstCollision = { begin: () => {}, view: () => null, over: async () => {} };

/** A machine that has much else to do can keep the guard in doubt: it grants nothing then, and nothing collides. */
const TRIES = 3;

async function played(bundle: string): Promise<CollisionView | null> {
  const policy = readPublishedPolicy(COLLISION_POLICY, COLLISION_TEXT);
  if (policy.document === null) return null;
  const { text, digest, rules, settings } = policy;
  const people = { address: ANN.attributes.email, holder: ANN.userName, newcomer: BOB.userName };
  for (let left = TRIES; left > 0; left -= 1) {
    const both = await playCollision(bundle, policy.document).catch(() => null);
    if (both?.ok && [both.value.article, both.value.guard].every(collided)) {
      return { kind: 'played', ...people, ...both.value, policy: { text, digest, rules, settings } };
    }
  }
  return null;
}

/** Whether somebody had the address when the other came. */
function collided({ first, owner }: Played): boolean {
  return first.emailVerified && owner !== null;
}
