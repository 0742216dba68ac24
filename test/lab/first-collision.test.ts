/**
 * The collision that the page shows first: really played, once, with the shipped trigger, and nothing of it stays.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createFirstCollision } from '../../src/lab/collision/first-collision.ts';
import { snapshotOf } from '../../src/lab/page-api/snapshot.ts';
import { shippedBundle } from '../../src/lab/trigger/shipped-bundle.ts';
import { openAppLab } from './test-api/open-lab.ts';

let bundle: string;
beforeAll(async () => {
  const built = await shippedBundle();
  if (!built.ok) throw new Error(built.error);
  bundle = built.value;
});

describe('the first collision', () => {
  it('waits until somebody looks, and is played once', async () => {
    const seen: unknown[] = [];
    const collision = createFirstCollision(bundle, () => seen.push(collision.view()?.kind));
    expect(collision.view()).toBeNull();

    collision.begin();
    collision.begin();
    await collision.over();

    expect(seen).toEqual(['playing', 'played']);
    expect(collision.view()).toMatchObject({
      address: 'ann@example.com',
      holder: 'ann',
      newcomer: 'bob',
      article: { owner: 'bob', aliasMoves: 1, second: { status: 'CONFIRMED' } },
      guard: {
        owner: 'ann',
        aliasMoves: 0,
        records: [{ outcome: 'approve' }, { outcome: 'code', reason: 'collision' }],
      },
    });
  });

  it('shows nothing where the trigger does not run', async () => {
    const collision = createFirstCollision('/nowhere/handler.mjs', () => {});

    collision.begin();
    await collision.over();

    expect(collision.view()).toBeNull();
  });

  it('leaves the pool of whoever looks empty, and is over with their first attempt', async () => {
    const { lab, signUp, send, close } = await openAppLab();
    lab.collision.begin();
    await vi.waitFor(() => expect(snapshotOf(lab).collision).toMatchObject({ kind: 'played' }), { timeout: 10_000 });
    expect(snapshotOf(lab)).toMatchObject({ userCount: 0, feed: [], aliases: [] });

    await signUp('ann', 'ann@staff.example.com');
    expect(snapshotOf(lab).collision).toBeNull();

    await send('/lab/reset');
    expect(snapshotOf(lab).collision).toMatchObject({ kind: 'played' });
    await close();
  });

  it('is not played in a pool whose addresses sign nobody in', async () => {
    const { lab, close } = await openAppLab('plain');

    lab.collision.begin();

    expect(snapshotOf(lab).collision).toBeNull();
    await close();
  });
});
