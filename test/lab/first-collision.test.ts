/**
 * The collision that the page shows first: really played, once, with the shipped trigger, and nothing of it stays.
 */
import { describe, expect, it } from 'vitest';
import { createFirstCollision } from '../../src/lab/collision/first-collision.ts';
import { snapshotOf } from '../../src/lab/page-api/snapshot.ts';
import { openAppLab } from './test-api/open-lab.ts';

const SHOWN = {
  kind: 'played',
  address: 'ann@example.com',
  holder: 'ann',
  newcomer: 'bob',
  article: { owner: 'bob', aliasMoves: 1, second: { status: 'CONFIRMED' } },
  guard: { owner: 'ann', aliasMoves: 0, records: [{ outcome: 'approve' }, { outcome: 'code', reason: 'collision' }] },
};

describe('the first collision', () => {
  it('shows nothing where the trigger does not run', async () => {
    const collision = createFirstCollision('/nowhere/handler.mjs', () => {});

    collision.begin();
    await collision.over();

    expect(collision.view()).toBeNull();
  });

  it('is played once somebody looks, leaves their pool empty, and is over with their first attempt', async () => {
    const { lab, signUp, send, close } = await openAppLab();
    expect(lab.collision.view()).toBeNull();

    lab.collision.begin();
    expect(lab.collision.view()).toEqual({ kind: 'playing' });
    await lab.collision.over();
    const shown = lab.collision.view();
    lab.collision.begin();
    await lab.collision.over();

    expect(lab.collision.view()).toBe(shown);
    expect(snapshotOf(lab)).toMatchObject({ userCount: 0, feed: [], aliases: [], collision: SHOWN });
    await signUp('ann', 'ann@staff.example.com');
    expect(snapshotOf(lab).collision).toBeNull();
    await send('/lab/reset');
    expect(snapshotOf(lab).collision).toBe(shown);
    await close();
  });

  it('is not played in a pool whose addresses sign nobody in', async () => {
    const { lab, close } = await openAppLab('plain');

    lab.collision.begin();

    expect(snapshotOf(lab).collision).toBeNull();
    await close();
  });
});
