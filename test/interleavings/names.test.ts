/**
 * Law 2 where user names are taken and users are deleted, and every other way of dealing with a taken name that was
 * thought of: the same exploration finds the alias that moves. More of them run by `npm run test:long`.
 */
import { describe, expect, it } from 'vitest';
import { AS_BUILT, type Design, type SignUp, signUps, type TakenNames } from './design.ts';
import { shortestMove } from './explore.ts';
import { namesIn, twoUnderTakenName, underLikeName, underTakenName } from './names.ts';
import { choices, expectNoMove } from './tally.ts';
import { createWorld } from './world.ts';

const SHIPPED = namesIn('shipped');

describe('no alias moves through the trigger', () => {
  it('where somebody has the user name, and may be deleted', () => {
    const three = underTakenName(['approved', 'approved', 'code']);
    const worlds = [...[1, 2].flatMap((count) => choices(count).map((kinds) => underTakenName(kinds))), three];
    expect(expectNoMove('a taken name', worlds, SHIPPED)).toBeGreaterThan(0);
  });

  it('where somebody has the user name, each called again', () => {
    const worlds = choices(2).map((kinds) => underTakenName(kinds, 1));
    expect(expectNoMove('a taken name, each called again', worlds, SHIPPED)).toBeGreaterThan(0);
  });

  it('where another alias of somebody reads like the user name', () => {
    const worlds = choices(2).map((kinds) => underLikeName(kinds));
    expect(expectNoMove('a name that finds somebody else', worlds, SHIPPED)).toBeGreaterThan(0);
  });

  it('where two sign up under a taken name', () => {
    const worlds = [twoUnderTakenName('approved', 'code')];
    expect(expectNoMove('two under a taken name', worlds, SHIPPED)).toBeGreaterThan(0);
  });
});

const VARIANTS: readonly (readonly [TakenNames, readonly SignUp[], number])[] = [
  ['takes back its own', twoUnderTakenName('approved', 'code'), 16],
  ['takes back what it wrote', twoUnderTakenName('approved', 'code'), 16],
  ['answers neutrally', underTakenName(['approved', 'approved']), 13],
  ['by any alias', underLikeName(['approved', 'approved']), 12],
];

describe('an alias moves where a taken name', () => {
  it.each(VARIANTS)('%s', { timeout: 60_000 }, (takenNames, signUps, steps) => {
    const move = shortestMove(createWorld(signUps, namesIn(takenNames)));

    expect(move?.at(-1)).toMatch(/is created, verified: the alias moves to it$/u);
    expect(move).toHaveLength(steps);
    console.log([`where a taken name ${takenNames}, an alias moves in ${steps} steps:`, ...(move ?? [])].join('\n  '));
  });
});

describe('a verified holder who is deleted', () => {
  const world = signUps(['approved', 'approved', 'holder']);
  const deleted: Design = { ...AS_BUILT, deletions: 'everybody' };
  const closed: Design = { ...deleted, ownersExcuse: false };

  it('is outside of law 2: whoever saw them goes on unmarked, and may confirm', () => {
    const move = shortestMove(createWorld(world, deleted));

    expect(move).toContain('user-3 (holder) is deleted');
    expect(move).toContain('user-1 (approved) weighs a claim in flight');
    console.log([`a verified holder deleted, an alias moves in ${move?.length} steps:`, ...(move ?? [])].join('\n  '));
  });

  it('moves nothing where whoever saw them is refused as busy', () => {
    const worlds = choices(2).map((kinds) => signUps([...kinds, 'holder']));

    expect(expectNoMove('a verified holder deleted, no excuse', worlds, closed)).toBeGreaterThan(0);
  });

  it('moves nothing while nobody deletes them', () => {
    const worlds = choices(2).map((kinds) => signUps([...kinds, 'holder']));

    expect(expectNoMove('a verified holder', worlds, AS_BUILT)).toBe(0);
  });

  it('costs refusals where nobody goes on', () => {
    const answers = (design: Design) => {
      const said = new Map<string, number>();
      const { start, steps } = createWorld(world, design);
      const known = new Set([start]);
      for (const state of known) {
        steps(state, (next, _who, what) => {
          said.set(what, (said.get(what) ?? 0) + 1);
          known.add(next);
        });
      }
      return said;
    };
    const [open, shut] = [answers(AS_BUILT), answers({ ...AS_BUILT, ownersExcuse: false })];

    console.log(`beside a verified holder, answers with the excuse: ${told(open)}; without it: ${told(shut)}`);
    expect(open.get('is refused') ?? 0).toBeLessThan(shut.get('is refused') ?? 0);
  });
});

function told(said: ReadonlyMap<string, number>): string {
  return `${said.get('is refused') ?? 0} refused, ${said.get('is answered: no flag') ?? 0} left to the code`;
}
