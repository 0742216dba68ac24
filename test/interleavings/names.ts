/**
 * Worlds in which a user name is taken: somebody without the address has it, or another alias of theirs reads like it.
 */
import { AS_BUILT, type Design, type Kind, type SignUp, signUps, type TakenNames } from './design.ts';

/** Whoever has the first sign-up's user name, and none of its addresses. */
const NAMESAKE: SignUp = { kind: 'existing', user: 'user-1', repeats: 0, aliases: [] };

/** Whoever is found by that name, and has another. */
const LIKENESS: SignUp = { ...NAMESAKE, user: 'somebody', alsoFoundBy: 'user-1' };

/** A design with that way of dealing with taken names, in which whoever owns nothing may be deleted. */
export function namesIn(takenNames: TakenNames): Design {
  return { ...AS_BUILT, takenNames, deletions: 'unverified' };
}

/** The sign-ups of a world, beside somebody who has the first one's name. */
export function underTakenName(kinds: readonly Kind[], repeats = 0): readonly SignUp[] {
  return [...signUps(kinds, repeats), NAMESAKE];
}

/** The same, beside somebody who is found by that name. */
export function underLikeName(kinds: readonly Kind[], repeats = 0): readonly SignUp[] {
  return [...signUps(kinds, repeats), LIKENESS];
}

/** Two sign-ups under the first one's name, somebody who has it, and somebody else. */
export function twoUnderTakenName(second: Kind, third: Kind, repeats = 0): readonly SignUp[] {
  const all = signUps(['approved', second, third], repeats);
  return [...all.map((one, index) => (index === 1 ? { ...one, user: 'user-1' } : one)), NAMESAKE];
}
