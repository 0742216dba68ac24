/**
 * Gives every distinct state of a machine a small number, and remembers what a step made of it: steps are pure, so each
 * runs once for a state and an observation, however many interleavings pass through it.
 */

/** Numbers for states of one machine. */
export type Numbering<T> = {
  readonly number: (state: T) => number;
  readonly at: (id: number) => T;
  /** The number of what the step makes of a state; `observed` tells calls of one step apart. */
  readonly step: (id: number, observed: string, take: (state: T) => T) => number;
};

/** Starts with no states; an unknown number stands for `fallback`. */
export function createNumbering<T>(fallback: T): Numbering<T> {
  const ids = new Map<string, number>();
  const states: T[] = [];
  const results = new Map<string, number>();
  const at = (id: number) => states[id] ?? fallback;
  const number = (state: T): number => {
    const key = JSON.stringify(state, (_name, value: unknown) => (value instanceof Map ? [...value] : value));
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  return {
    number,
    at,
    step: (id, observed, take) => {
      const key = `${id} ${observed}`;
      const known = results.get(key);
      if (known !== undefined) return known;
      const next = number(take(at(id)));
      results.set(key, next);
      return next;
    },
  };
}
