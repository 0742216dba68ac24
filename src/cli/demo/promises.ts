/**
 * What the demo promises, checked against what was seen. It is a check as well as a show: a broken promise fails it.
 */
import type { Played } from './scene.ts';

/** The broken promises, a sentence each; none if all was as promised. */
export function brokenPromises(article: Played, guard: Played): readonly string[] {
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
  ];
  return promises.filter(([kept]) => !kept).map(([, sentence]) => sentence);
}

function isVerified({ first }: Played): boolean {
  return first.status === 'CONFIRMED' && first.emailVerified && first.phoneVerified;
}

function isUnverified({ second }: Played): boolean {
  return typeof second !== 'string' && second.status === 'UNCONFIRMED' && !second.emailVerified;
}
