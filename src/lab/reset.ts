/**
 * An empty pool and nothing remembered, with the same pool id, client, policy and trigger as before.
 */
import { createPool } from '../sim/pool.ts';
import type { Lab } from './lab.ts';

/** Empties the pool, the claims, the sign-ins, the invitations and the feed. */
export function emptyPool({ state, feed, moves, invitations }: Lab): void {
  state.pool = createPool(state.pool.settings);
  state.tables.clear();
  state.tokens.clear();
  state.challenges.clear();
  moves.clear();
  feed.clear();
  invitations.clear();
  state.onPool();
}
