/**
 * Law 2 over every interleaving of more sign-ups, repeated calls, and two addresses. Minutes; `npm run test:long`.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../src/core/attempt.ts';
import { AS_BUILT, NO_DUPLICATES, type SignUp, signUps } from '../interleavings/design.ts';
import { namesIn, twoUnderTakenName, underLikeName, underTakenName } from '../interleavings/names.ts';
import { choices, doubleSubmits, expectNoMove, KINDS } from '../interleavings/tally.ts';

const BOTH: readonly AliasAttribute[] = ['email', 'phone_number'];

/** Two sign-ups over two addresses: both claim both, or one claims only one of them. */
function overTwoAddresses(repeats: number): readonly (readonly SignUp[])[] {
  const second: readonly (readonly AliasAttribute[])[] = [BOTH, ['email'], ['phone_number']];
  return choices(2).flatMap((kinds) =>
    [kinds, kinds.toReversed()].flatMap((ordered) =>
      second.map((aliases) =>
        signUps(ordered, repeats, BOTH).map((one, index) => (index === 1 ? { ...one, aliases } : one)),
      ),
    ),
  );
}

describe('no alias moves through the trigger', () => {
  it('in any interleaving of double submits and somebody else', () => {
    expect(expectNoMove('double submits, somebody else', doubleSubmits(), AS_BUILT)).toBeGreaterThan(0);
    expect(expectNoMove('double submits, duplicates refused', doubleSubmits(), NO_DUPLICATES)).toBeGreaterThan(0);
  });

  it('in any interleaving of three sign-ups under a name that somebody has, or is found by, who may be deleted', () => {
    const taken = choices(3).map((kinds) => underTakenName(kinds));
    const like = choices(3).map((kinds) => underLikeName(kinds));
    const two = KINDS.flatMap((second) => KINDS.map((third) => twoUnderTakenName(second, third)));
    const again = choices(2).map((kinds) => underTakenName(kinds, 2));
    const worlds = [...taken, ...like, ...two, ...again];
    expect(expectNoMove('taken names', worlds, namesIn('shipped'))).toBeGreaterThan(0);
  });

  it('in any interleaving of two under a name that somebody has, each called again', () => {
    const worlds = KINDS.map((third) => twoUnderTakenName('approved', third, 1));
    expect(expectNoMove('two under a taken name, each called again', worlds, namesIn('shipped'))).toBeGreaterThan(0);
  });

  it('in any interleaving of four sign-ups', () => {
    const worlds = choices(4).map((kinds) => signUps(kinds));
    expect(expectNoMove('four sign-ups', worlds, AS_BUILT)).toBeGreaterThan(0);
  });

  it('in any interleaving of four sign-ups when duplicates are refused', () => {
    const worlds = choices(4).map((kinds) => signUps(kinds));
    expect(expectNoMove('four sign-ups, duplicates refused', worlds, NO_DUPLICATES)).toBeGreaterThan(0);
  });

  it('in any interleaving of three, each called again', () => {
    const worlds = choices(3).map((kinds) => signUps(kinds, 1));
    expect(expectNoMove('three sign-ups, each called again', worlds, AS_BUILT)).toBeGreaterThan(0);
  });

  it.each([0, 1])('over two addresses, called again %i times', (repeats) => {
    const title = `two sign-ups over two addresses, called again ${repeats} times`;
    expect(expectNoMove(title, overTwoAddresses(repeats), AS_BUILT)).toBeGreaterThan(0);
  });
});
