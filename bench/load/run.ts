/**
 * One run of the model: sign-ups arrive at a fleet without sandboxes, for so long.
 */
import { createFleet, type Routing, type Tally } from './fleet.ts';
import { publishedIn } from './published.ts';
import { type Asked, createQuotaStore, type Quota } from './quota-store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Sign-ups a second, and a crowd that comes at the beginning, spread over so many milliseconds. */
export type Arrival = { readonly perSecond: number; readonly crowd: number; readonly crowdMs: number };

/** One cell of the table. */
export type Load = {
  readonly parts: number;
  readonly arrival: Arrival;
  readonly quota: Quota;
  readonly routing: Routing;
  readonly seconds: number;
};

/** What came of it. */
export type Outcome = Tally & Asked;

/** How long after the last arrival everything is over, in milliseconds. */
const REST_MS = 10_000;

/** Runs one cell with one seed. Replaces `Math.random`: the SDK's pauses are part of the seed. */
export async function runLoad(time: VirtualTime, load: Load, seed: number): Promise<Outcome> {
  const random = createDice(seed);
  Math.random = random;
  const store = createQuotaStore(time, load.quota, publishedIn(load.parts), random);
  const fleet = createFleet(time, store.requestHandler, load.routing, random);
  const began = time.now();
  for (const at of arrivals(load, random)) time.after(at, fleet.arrive);
  await time.run(began + load.seconds * 1_000 + REST_MS);
  return { ...fleet.tally, ...store.asked, lastUndecidedAt: Math.max(0, fleet.tally.lastUndecidedAt - began) };
}

/** By chance within each second. */
function arrivals({ arrival, seconds }: Load, random: () => number): readonly number[] {
  const crowd = Array.from({ length: arrival.crowd }, () => random() * arrival.crowdMs);
  const steady = Array.from({ length: seconds * arrival.perSecond }, () => random() * seconds * 1_000);
  return [...crowd, ...steady];
}

/** mulberry32: numbers in [0, 1), the same for the same seed. */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
