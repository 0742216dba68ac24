/**
 * Remembers which aliases moved, since the pool itself only knows who holds them now.
 */
import type { AliasAttribute } from '../core/attempt.ts';
import type { Door, PoolEvent } from '../sim/step.ts';

/** One move. */
export type AliasMove = {
  readonly attribute: AliasAttribute;
  readonly value: string;
  readonly from: string;
  readonly to: string;
  readonly door: Door;
  readonly at: number;
};

/** The moves so far. */
export interface AliasMoves {
  happened(events: readonly PoolEvent[]): void;
  /** Oldest first. */
  all(): readonly AliasMove[];
  clear(): void;
}

/** How many are kept. */
const KEPT = 200;

/** Creates an empty memory. */
export function createAliasMoves(now: () => number): AliasMoves {
  let moves: readonly AliasMove[] = [];
  return {
    happened: (events) => {
      const fresh = events.flatMap((event) => {
        if (event.kind !== 'alias-moved') return [];
        const { attribute, value, from, to, door } = event;
        return [{ attribute, value, from, to, door, at: now() }];
      });
      moves = [...moves, ...fresh].slice(-KEPT);
    },
    all: () => moves,
    clear: () => {
      moves = [];
    },
  };
}
