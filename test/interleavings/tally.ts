/**
 * Explores many worlds and adds up what was walked, so that tests can assert over all and print one line.
 */
import { expect } from 'vitest';
import { type Design, type Kind, type SignUp, signUps } from './design.ts';
import { exploreAll, shortestMove } from './explore.ts';
import { createWorld } from './world.ts';

/** The ways of signing up, without users who were there before. */
export const KINDS: readonly Kind[] = ['approved', 'code', 'admin', 'federated'];

/** Every choice of so many kinds, whatever the order. */
export function choices(count: number, from: readonly Kind[] = KINDS): readonly (readonly Kind[])[] {
  if (count === 0) return [[]];
  return from.flatMap((kind, index) => choices(count - 1, from.slice(index)).map((rest) => [kind, ...rest]));
}

/** Two sign-ups under one user name, the second a double submit or a late call of the same, and somebody else's. */
export function doubleSubmits(): readonly (readonly SignUp[])[] {
  return choices(2).flatMap((pair) =>
    KINDS.map((third) =>
      signUps([...pair, third]).map((one, index) => (index === 1 ? { ...one, user: 'user-1' } : one)),
    ),
  );
}

/** Expects that no alias moves in any of the worlds, prints what was walked, and returns how many grants were seen. */
export function expectNoMove(title: string, worlds: readonly (readonly SignUp[])[], design: Design): number {
  const began = performance.now();
  const sum = { states: 0, transitions: 0, histories: 0, grants: 0 };
  for (const signUps of worlds) {
    const world = createWorld(signUps, design);
    const { states, transitions, histories, grants, moves } = exploreAll(world);
    expect(moves === 0 ? [] : shortestMove(world), signUps.map(({ kind }) => kind).join()).toEqual([]);
    sum.states += states;
    sum.transitions += transitions;
    sum.histories += histories;
    sum.grants += grants;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${title}: ${worlds.length} worlds, ${sum.states} states, ${sum.transitions} transitions, ` +
      `${sum.histories.toExponential(3)} complete histories, ${sum.grants} grants, 0 moves, ${seconds} s`,
  );
  return sum.grants;
}
