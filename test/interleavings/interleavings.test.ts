/**
 * Law 2 over every interleaving of few sign-ups for one address. All of these, and more, run by `npm run test:long`.
 */
import { describe, expect, it } from 'vitest';
import { sampled } from '../support/mass.ts';
import { AS_BUILT, type Design, NO_DUPLICATES, signUps } from './design.ts';
import { exploreAll, shortestMove } from './explore.ts';
import { choices, doubleSubmits, expectNoMove } from './tally.ts';
import { createWorld } from './world.ts';

const LIST_ALONE: Design = { ...AS_BUILT, settings: { ...AS_BUILT.settings, lookup: 'list' } };
const FAILING_TABLE: Design = { ...AS_BUILT, claimsMayFail: true };

describe('no alias moves through the trigger', () => {
  it.each([1, 2, 3])('in any interleaving of %i sign-ups', (count) => {
    const worlds = choices(count).map((kinds) => signUps(kinds));
    expect(expectNoMove(`${count} sign-ups`, worlds, AS_BUILT)).toBeGreaterThan(0);
  });

  it('in any interleaving of two, each called again', () => {
    const worlds = choices(2).map((kinds) => signUps(kinds, 1));
    expect(expectNoMove('two sign-ups, each called again', worlds, AS_BUILT)).toBeGreaterThan(0);
  });

  it('from a user who was there before', () => {
    const worlds = choices(2).map((kinds) => signUps([...kinds, 'existing']));
    expect(expectNoMove('two sign-ups, one user there before', worlds, AS_BUILT)).toBe(0);
  });

  it('when two sign-ups share a user name', () => {
    const worlds = sampled(doubleSubmits(), 6);
    expect(expectNoMove('double submits, somebody else', worlds, AS_BUILT)).toBeGreaterThan(0);
  });

  it('with `lookup: list`', () => {
    const worlds = [2, 3].flatMap((count) => choices(count).map((kinds) => signUps(kinds)));
    expect(expectNoMove('lookup: list', worlds, LIST_ALONE)).toBeGreaterThan(0);
  });

  it('when duplicates are refused', () => {
    const three = sampled(choices(3), 3);
    const worlds = [...choices(1), ...choices(2), ...three].map((kinds) => signUps(kinds));
    expect(expectNoMove('duplicates refused', worlds, NO_DUPLICATES)).toBeGreaterThan(0);
  });

  it('when duplicates are refused, each called again, or one user there before, or two of one name', () => {
    const again = choices(2).map((kinds) => signUps(kinds, 1));
    const before = choices(2).map((kinds) => signUps([...kinds, 'existing']));
    const worlds = [...again, ...before, ...sampled(doubleSubmits(), 20)];
    expect(expectNoMove('duplicates refused, more', worlds, NO_DUPLICATES)).toBeGreaterThan(0);
  });

  it('when the claim table fails sign-ups', () => {
    const worlds = [2, 3].flatMap((count) => choices(count, ['approved', 'code']).map((kinds) => signUps(kinds)));
    expect(expectNoMove('failing table, unavailable.claims: deny', worlds, FAILING_TABLE)).toBeGreaterThan(0);
  });
});

describe('what law 2 leaves out', () => {
  it.each(['admin', 'federated'] as const)('is the %s user whose mark the table never took', (kind) => {
    const world = createWorld(signUps(['approved', kind]), FAILING_TABLE);
    expect(exploreAll(world).moves).toBeGreaterThan(0);
    expect(shortestMove(world)).toContain(`user-2 (${kind}) gets no answer from the table`);
  });
});
