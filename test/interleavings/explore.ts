/**
 * Walks every state that a world can reach. `exploreAll` counts states, transitions and complete histories; as no step
 * can be undone, a state's histories are the sum over its steps. `shortestMove` finds the fewest steps to a lost alias.
 */
import { CREATED_VERIFIED, type World } from './world.ts';

/** What an exploration came to. `histories` is exact up to 2^53. */
export type Exploration = {
  readonly states: number;
  readonly transitions: number;
  readonly histories: number;
  readonly moves: number;
  /** Steps that granted a verified address: an exploration without any proves nothing. */
  readonly grants: number;
};

/** Walks all of it, depth first. */
export function exploreAll({ start, steps }: World): Exploration {
  const histories = new Map<string, number>();
  let transitions = 0;
  let moves = 0;
  let grants = 0;
  const visit = (state: string): number => {
    const known = histories.get(state);
    if (known !== undefined) return known;
    let sum = 0;
    let last = true;
    steps(state, (next, _who, what, moved) => {
      last = false;
      transitions += 1;
      if (moved) moves += 1;
      if (what === CREATED_VERIFIED) grants += 1;
      sum += visit(next);
    });
    const count = last ? 1 : sum;
    histories.set(state, count);
    return count;
  };
  const total = visit(start);
  return { states: histories.size, transitions, histories: total, moves, grants };
}

/** The steps of a shortest history in which an alias moves, in words; null when there is none. */
export function shortestMove({ start, steps, signUps }: World): readonly string[] | null {
  const cameFrom = new Map<string, { readonly from: string; readonly line: string } | null>([[start, null]]);
  let frontier = [start];
  while (frontier.length > 0) {
    const reached: string[] = [];
    for (const from of frontier) {
      let last: string | null = null;
      steps(from, (next, who, what, moved) => {
        const signUp = signUps[who];
        const line = signUp === undefined ? what : `${signUp.user} (${signUp.kind}) ${what}`;
        if (moved) last = `${line}: the alias moves to it`;
        if (cameFrom.has(next)) return;
        cameFrom.set(next, { from, line });
        reached.push(next);
      });
      if (last !== null) return [...trace(from), last];
    }
    frontier = reached;
  }
  return null;

  function trace(state: string): readonly string[] {
    const lines: string[] = [];
    for (let step = cameFrom.get(state); step; step = cameFrom.get(step.from)) lines.unshift(step.line);
    return lines;
  }
}
