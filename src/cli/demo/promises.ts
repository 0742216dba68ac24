/**
 * What the demo promises, checked against what was seen. It is a check as well as a show: a broken promise fails it.
 */

import type { Played } from '../../lab/collision/play.ts';
import type { ScenePlayed } from './lab-scenes.ts';

/** The broken promises, a sentence each; none if all was as promised. */
export function brokenPromises(article: Played, guard: Played, scenes: readonly ScenePlayed[]): readonly string[] {
  const promises: readonly (readonly [boolean, string])[] = [
    [isVerified(guard), 'ann is confirmed and verified at once'],
    [guard.firstAfter.emailVerified, 'ann keeps her verified email'],
    [guard.owner === 'ann', 'the email still finds ann'],
    [guard.aliasMoves === 0, 'no alias moves under the guard'],
    [isUnverified(guard), 'bob waits for a code'],
    [guard.records.length === 2, 'each attempt leaves one decision record'],
    [guard.records[0]?.outcome === 'approve', 'the first decision is an approval'],
    [guard.records[1]?.withheld[0]?.because === 'held', 'the second withholds the email because it is held'],
    [isVerified(article), "the article's trigger confirms and verifies ann"],
    [article.owner === 'bob' && article.aliasMoves === 1, "the article's trigger moves the alias"],
    ...scenes.flatMap(scenePromises),
  ];
  return promises.filter(([kept]) => !kept).map(([, sentence]) => sentence);
}

function isVerified({ first }: Played): boolean {
  return first.status === 'CONFIRMED' && first.emailVerified && first.phoneVerified;
}

function isUnverified({ second }: Played): boolean {
  return typeof second !== 'string' && second.status === 'UNCONFIRMED' && !second.emailVerified;
}

/** Scenes whose sign-ups the guard can be sure of nothing about. */
const IN_DOUBT: readonly string[] = ['ssm-down', 'slow-look-ups'];

/** Scenes with an invitation, and how many it gets approved. */
const INVITED: Readonly<Record<string, number>> = {
  invited: 1,
  'invitation-of-another': 0,
  'invitation-expired': 0,
  'invited-held': 1,
};

function scenePromises({ id, title, attempts, aliasMoves }: ScenePlayed): readonly (readonly [boolean, string])[] {
  const approved = attempts.filter(({ outcome }) => outcome === 'approve').length;
  const coded = attempts.filter(({ outcome }) => outcome === 'code').length;
  return [
    [aliasMoves === 0, `no alias moves in the scene "${title}"`],
    [attempts.length > 0 && attempts.every(({ outcome }) => outcome !== 'none'), `"${title}" leaves its records`],
    [!IN_DOUBT.includes(id) || approved === 0, `nobody is approved in doubt, in "${title}"`],
    [(INVITED[id] ?? approved) === approved, `an invitation proves its own address and no more, in "${title}"`],
    [id !== 'flood-of-fifty' || coded === 31, 'thirty of a flood get a code, and whoever is not of it'],
    [id !== 'race' || approved === 1, 'one of two at the same moment is approved'],
  ];
}
