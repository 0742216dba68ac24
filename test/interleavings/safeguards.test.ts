/**
 * Each safeguard of law 2 is needed: without it the same exploration finds an alias that moves, and prints how.
 */
import { describe, expect, it } from 'vitest';
import { AS_BUILT } from './design.ts';
import { exploreAll, shortestMove } from './explore.ts';
import { SAFEGUARDS } from './safeguards.ts';
import { createWorld } from './world.ts';

describe('an alias moves unless', () => {
  it.each(SAFEGUARDS)('$title', ({ title, without, signUps }) => {
    const move = shortestMove(createWorld(signUps, without));
    expect(move?.at(-1)).toMatch(/^user-1 \(approved\) is created, verified: the alias moves to it$/u);
    expect(move?.join('\n')).toMatch(/user-2 .* confirms by code/u);
    expect(exploreAll(createWorld(signUps, AS_BUILT)).moves).toBe(0);
    console.log([`unless ${title}, an alias moves in ${move?.length} steps:`, ...(move ?? [])].join('\n  '));
  });
});
